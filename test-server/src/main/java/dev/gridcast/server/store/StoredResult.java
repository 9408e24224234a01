package dev.gridcast.server.store;

import dev.gridcast.protocol.message.Blob;
import java.time.Instant;

/**
 * A result as it came in, with all that is needed to judge it.
 *
 * @param lease the lease under which it was trained
 * @param testCase the server's own record of the case
 * @param volunteer the identity of the volunteer
 * @param claim what the volunteer says of it
 * @param resultJson the text of {@code result.json}
 * @param model the bytes of {@code model.safetensors}
 * @param reportedAt when it was stored
 */
public record StoredResult(
    String lease,
    CaseRow testCase,
    String volunteer,
    Claim claim,
    String resultJson,
    Blob model,
    Instant reportedAt) {}
