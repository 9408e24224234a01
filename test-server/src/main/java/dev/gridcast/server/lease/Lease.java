package dev.gridcast.server.lease;

import dev.gridcast.server.store.CaseRow;
import java.time.Instant;

/**
 * A test case in one volunteer's hands.
 *
 * @param token the secret that proves who holds it, 32 hex digits
 * @param testCase the case with its complete parameters; those of the confirmation range are for
 *     the server alone
 * @param volunteer who holds it
 * @param deadline when the lease ends unless a heartbeat moves it
 */
public record Lease(String token, CaseRow testCase, String volunteer, Instant deadline) {}
