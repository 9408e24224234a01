package dev.gridcast.protocol.message;

import java.util.List;

/**
 * Asks for one more case; answered by one {@link Assignment} or {@link NothingNow} with the same
 * number. Up to {@link Limits#MAX_REQUESTS} may wait for their answers, which come in any order.
 *
 * @param request number of this request, from 1; each of a connection has a higher one than those
 *     before it
 * @param answered up to which number the client has heard the answers to all of its requests; 0
 *     when there is none
 * @param held the leases that this client has not done with: those it trains, and those whose
 *     report is not acknowledged yet, since a short request may overtake a long report. Whatever
 *     else was granted on this connection, to a request up to {@code answered}, and has not ended
 *     is taken back
 * @param lacking the training engines that turned out to be missing here since {@link Hello} said
 *     otherwise: no case that needs one is wanted
 */
public record CaseRequest(long request, long answered, List<String> held, List<String> lacking)
    implements Message {

  public CaseRequest {
    Checks.atLeast("request", request, 1);
    Checks.between("answered", answered, 0, request - 1);
    held = Checks.leases("held", held);
    lacking = Checks.engines("lacking", lacking);
  }

  /**
   * A request of a client that has heard all answers, and whose {@link Hello} told the truth about
   * its engines.
   */
  public CaseRequest(long request, List<String> held) {
    this(request, request - 1, held, List.of());
  }
}
