package dev.gridcast.protocol.message;

import java.util.List;

/**
 * Asks for one more case; answered by {@link Assignment} or {@link NothingNow}. A client has one
 * request open at a time.
 *
 * @param held the leases that this client has not done with: those it trains, and those whose
 *     report is not acknowledged yet, since a short request may overtake a long report. Whatever
 *     else was granted on this connection and has not ended is taken back
 * @param lacking the training engines that turned out to be missing here since {@link Hello} said
 *     otherwise: no case that needs one is wanted
 */
public record CaseRequest(List<String> held, List<String> lacking) implements Message {

  public CaseRequest {
    held = Checks.leases("held", held);
    lacking = Checks.engines("lacking", lacking);
  }

  /** A request of a client whose {@link Hello} told the truth about its engines. */
  public CaseRequest(List<String> held) {
    this(held, List.of());
  }
}
