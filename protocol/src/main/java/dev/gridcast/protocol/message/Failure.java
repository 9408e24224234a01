package dev.gridcast.protocol.message;

/**
 * A training that ended without a model.
 *
 * @param lease the lease under which the case was tried
 * @param kind what sort of failure
 * @param reason one line for people
 * @param log the end of the trainer’s log, at most 16 KiB
 */
public record Failure(String lease, FailureKind kind, String reason, String log)
    implements Message {}
