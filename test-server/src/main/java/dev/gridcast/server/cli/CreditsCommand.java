package dev.gridcast.server.cli;

import dev.gridcast.server.report.Credits;
import dev.gridcast.server.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code credits}: whose verified work a period saw. */
@Command(
    name = "credits",
    mixinStandardHelpOptions = true,
    description = {
      "Prints how much verified work each volunteer did in a period, to thank or to pay for.",
      ""
    },
    footer = {
      "",
      "Only verified work counts: results that count, and trainings that confirmed another"
          + " volunteer's, in the period in which the server found that. Claims, attempts and"
          + " rejected results count nothing, and what is found false later is gone from the report."
          + " compute: time from lease to report, but never more than the training is said to have"
          + " taken. share: of all verified and agreed results of the period.",
      "",
      "A date is midnight UTC at its start; --until is not part of the period, so that months put"
          + " one after the other miss nothing and count nothing twice.",
      "",
      "Examples:",
      "  java -jar test-server.jar credits --from 2026-01-01 --until 2026-02-01",
      "  java -jar test-server.jar credits --from 2026-01-01 --until 2026-02-01 --format csv"
          + " > january.csv",
      "  java -jar test-server.jar credits --from 2026-01-01T12:00:00Z --until 2026-01-02"
    })
final class CreditsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DATE",
      description = "The first day of the period, or its first moment.")
  private String from;

  @Option(
      names = "--until",
      required = true,
      paramLabel = "DATE",
      description = "The first day after the period, or the first moment after it.")
  private String until;

  @Mixin private StorePlace place;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv or json. Default: ${DEFAULT-VALUE}")
  private ReportFormat format;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  CreditsCommand() {}

  @Override
  public Integer call() throws UserError, IOException {
    Instant first = moment("--from", from);
    Instant end = moment("--until", until);
    if (!first.isBefore(end)) {
      throw UserError.badInput("--from " + from + " must be before --until " + until);
    }
    try (Store store = place.openReadOnly()) {
      Credits credits = Credits.of(store, first, end);
      boolean colours = Terminal.detect(System.getenv()).colours();
      format.print(
          spec.commandLine().getOut(), () -> credits.table(colours), credits::csv, credits::json);
    }
    return ExitCode.OK;
  }

  private static Instant moment(String option, String text) throws UserError {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw UserError.badInput(
          option
              + " must be a date such as 2026-01-31 or a time such as 2026-01-31T12:00:00Z, not \""
              + text
              + "\"");
    }
  }
}
