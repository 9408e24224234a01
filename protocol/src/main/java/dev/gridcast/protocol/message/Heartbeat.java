package dev.gridcast.protocol.message;

import java.util.List;

/**
 * I am alive; and, when cases are being trained, this is how far they are.
 *
 * @param cases every case whose lease is to be kept alive, each once; empty when idle
 */
public record Heartbeat(List<CaseProgress> cases) implements Message {

  public Heartbeat {
    cases = Checks.list("cases", cases, Limits.MAX_CASES);
    Checks.distinct("the leases of cases", cases.stream().map(CaseProgress::lease).toList());
  }
}
