package dev.gridcast.server.cli;

import dev.gridcast.server.lease.OperatorDesk;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Volunteer;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The volunteer that a command of the operator is about, and where it is kept. */
final class OneVolunteer {

  @Mixin private StorePlace place;

  @Option(
      names = "--volunteer",
      paramLabel = "ID",
      required = true,
      description = "The id of the volunteer, as `volunteers` prints it.")
  private String id;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before anybody asks
  OneVolunteer() {}

  String id() {
    return id;
  }

  /**
   * Decides something about it and says so.
   *
   * @param decision given the desk and the id
   * @param outcome what is true of the volunteer now, to stand behind its name
   * @throws UserError when there is no such store, or no such volunteer
   */
  void decide(PrintWriter out, BiConsumer<OperatorDesk, String> decision, String outcome)
      throws UserError {
    try (Store store = place.openExisting()) {
      Volunteer known = KnownVolunteer.of(store, id);
      decision.accept(OperatorDesk.of(store, InstantSource.system()), id);
      out.println(known.name() + " (" + id + ") " + outcome);
    }
    out.flush();
  }
}
