package dev.gridcast.protocol.signal;

/**
 * What a server tells a client that it would let in.
 *
 * @param protocol the version of its messages
 * @param version its release, for people
 * @param ice what it advises about finding a path to it
 */
public record Welcome(int protocol, String version, IceAdvice ice) {}
