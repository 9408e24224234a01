package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.server.admission.MembershipDesk;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.Store;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The key that a command of the operator is about, and where its standing is kept. */
final class OneKey {

  /** Shorter beginnings of a key are not taken for one. */
  private static final int SHORTEST = 6;

  @Mixin private StorePlace place;

  @Parameters(
      paramLabel = "KEY",
      description =
          "The key, 43 characters, as `members` or the volunteer's own client prints it; of one that"
              + " was here, its first six are enough.")
  private String key;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before anybody asks
  OneKey() {}

  /** What is decided about it. */
  @FunctionalInterface
  interface Decision {

    /**
     * Decides.
     *
     * @return what is true of the key now, to stand behind it
     */
    String about(MembershipDesk desk, PeerKey key) throws UserError;
  }

  /**
   * Decides something about it and says so.
   *
   * @throws UserError when there is no such store, or that is no key
   */
  void decide(PrintWriter out, Decision decision) throws UserError {
    try (Store store = place.openExisting()) {
      MembershipDesk desk = MembershipDesk.of(store, InstantSource.system());
      PeerKey meant = meant(desk);
      String outcome = decision.about(desk, meant);
      String name = desk.member(meant).map(Member::name).orElse("");
      out.println((name.isEmpty() ? "" : name + " ") + "(" + meant.text() + ") " + outcome);
    }
    out.flush();
  }

  private PeerKey meant(MembershipDesk desk) throws UserError {
    String text = key.strip();
    if (text.length() == PeerKey.TEXT_LENGTH) {
      try {
        return PeerKey.parse(text);
      } catch (IllegalArgumentException e) {
        throw UserError.badInput(text + " is no key: " + e.getMessage());
      }
    }
    List<String> begun =
        text.length() < SHORTEST
            ? List.of()
            : desk.members().stream().map(Member::id).filter(id -> id.startsWith(text)).toList();
    if (begun.size() != 1) {
      throw UserError.badInput(
          (begun.isEmpty() ? "no key begins with " : "several keys begin with ")
              + text
              + "; give all 43 characters, as `gridcast server members` prints them");
    }
    return PeerKey.parse(begun.get(0));
  }
}
