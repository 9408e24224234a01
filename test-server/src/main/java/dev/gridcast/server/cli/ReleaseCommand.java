package dev.gridcast.server.cli;

import dev.gridcast.server.lease.OperatorDesk;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Volunteer;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code release}: a case or a volunteer gets another chance. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a case that ended without a result on offer again, or lets a suspended volunteer have"
          + " cases again; the failures that led there are forgotten. Works while the server runs.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-server.jar release --case 17",
      "  java -jar test-server.jar release --volunteer mYqK2bX0"
    })
final class ReleaseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private StorePlace place;

  @ArgGroup(multiplicity = "1")
  private Whom whom;

  /** One of both. */
  static final class Whom {

    @Option(
        names = "--case",
        paramLabel = "N",
        required = true,
        description = "The number of the case, as `quarantine` prints it.")
    private @Nullable Long testCase;

    @Option(
        names = "--volunteer",
        paramLabel = "ID",
        required = true,
        description = "The id of the volunteer, as `volunteers` prints it.")
    private @Nullable String volunteer;
  }

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  ReleaseCommand() {}

  @Override
  public Integer call() throws UserError {
    PrintWriter out = spec.commandLine().getOut();
    try (Store store = place.openExisting()) {
      OperatorDesk desk = OperatorDesk.of(store, InstantSource.system());
      Long testCase = whom.testCase;
      String volunteer = whom.volunteer;
      if (testCase != null) {
        out.println(releaseCase(store, desk, testCase));
      } else if (volunteer != null) {
        out.println(releaseVolunteer(store, desk, volunteer));
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private static String releaseCase(Store store, OperatorDesk desk, long index) throws UserError {
    long last = store.experiment().totalCases() - 1;
    if (index < 0 || index > last) {
      throw UserError.badInput("--case must be between 0 and " + last + ", not " + index);
    }
    if (!desk.release(index)) {
      Optional<CaseRow> row = store.read(reader -> reader.testCase(index));
      throw UserError.badInput(
          "case "
              + index
              + " has not ended badly, so there is nothing to release: it "
              + row.map(known -> "is " + known.state().name().toLowerCase(Locale.ROOT))
                  .orElse("was never handed out"));
    }
    return "case " + index + " is on offer again";
  }

  private static String releaseVolunteer(Store store, OperatorDesk desk, String id)
      throws UserError {
    Volunteer volunteer = KnownVolunteer.of(store, id);
    if (!desk.release(id)) {
      throw UserError.badInput("volunteer " + volunteer.name() + " (" + id + ") is not suspended");
    }
    return volunteer.name() + " (" + id + ") may have cases again; its client has to be started";
  }
}
