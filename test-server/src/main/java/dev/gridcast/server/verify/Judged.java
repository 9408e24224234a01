package dev.gridcast.server.verify;

import dev.gridcast.server.lease.Settled;
import java.util.List;

/**
 * A result whose judgement is in the store.
 *
 * @param lease the lease under which it was trained
 * @param caseIndex the test case
 * @param volunteer the identity of who trained it
 * @param judgement what was found of it by itself
 * @param settled what has become of it and of the other results of its case; not empty
 */
public record Judged(
    String lease, long caseIndex, String volunteer, Judgement judgement, List<Settled> settled) {
  public Judged {
    settled = List.copyOf(settled);
  }
}
