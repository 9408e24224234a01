package dev.gridcast.server.cli;

import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.trainer.series.Names;
import java.util.List;

/** Finds the volunteer that a command is about. */
final class KnownVolunteer {

  private KnownVolunteer() {}

  /**
   * The volunteer with that identity.
   *
   * @throws UserError when there is none; the message says which is meant, if that can be guessed
   */
  static Volunteer of(Store store, String id) throws UserError {
    List<Volunteer> all = store.read(StoreReader::volunteers);
    for (Volunteer volunteer : all) {
      if (volunteer.id().equals(id)) {
        return volunteer;
      }
    }
    List<String> namesakes =
        all.stream().filter(who -> who.name().equals(id)).map(Volunteer::id).toList();
    if (!namesakes.isEmpty()) {
      throw UserError.badInput(
          "--volunteer needs an id, and "
              + id
              + " is a name; the id is "
              + String.join(", or ", namesakes));
    }
    throw UserError.badInput(
        "no volunteer has the id "
            + id
            + Names.didYouMean(id, all.stream().map(Volunteer::id).toList())
            + (all.isEmpty() ? "; nobody has been here yet" : "")
            + "; `gridcast server volunteers` lists them");
  }
}
