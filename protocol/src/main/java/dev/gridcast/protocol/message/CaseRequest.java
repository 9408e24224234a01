package dev.gridcast.protocol.message;

import java.util.List;

/**
 * Asks for one more case; answered by {@link Assignment} or {@link NothingNow}. A client has one
 * request open at a time.
 *
 * @param held the leases that this client has not done with: those it trains, and those whose
 *     report is not acknowledged yet, since a short request may overtake a long report. Whatever
 *     else was granted on this connection and has not ended is taken back
 */
public record CaseRequest(List<String> held) implements Message {

  public CaseRequest {
    held = Checks.leases("held", held);
  }
}
