package dev.gridcast.client.cli;

import dev.gridcast.client.control.Answer;
import dev.gridcast.client.control.ControlClient;
import dev.gridcast.client.control.NoClientException;
import dev.gridcast.client.control.Order;
import dev.gridcast.client.control.StatusReport;
import dev.gridcast.client.work.VolunteerRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a client does and has done. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = ClientMain.Version.class,
    description = {
      "Shows what the client does now, what it has done, and where its status page is. Without a"
          + " client that runs it shows your record, and says so.",
      ""
    },
    footer = {
      "",
      "--json prints one object per line; docs/volunteers.md says what is in it. With --watch it"
          + " prints one every two seconds."
    })
final class StatusCommand implements Callable<Integer> {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final String CLEAR = "\u001b[H\u001b[2J";

  /** Waits for the next look. */
  @FunctionalInterface
  interface Rhythm {
    /** Whether there is to be a next look; returns when it is due. */
    boolean again() throws InterruptedException;
  }

  @Option(names = "--json", description = "For programs: one JSON object.")
  private boolean json;

  @Option(names = "--watch", description = "Look again every two seconds, until Ctrl-C.")
  private boolean watch;

  @Mixin private DataDir dataDir;
  @Spec private CommandSpec spec;

  private final Rhythm rhythm;

  /** For picocli. */
  StatusCommand() {
    this(
        () -> {
          Thread.sleep(BETWEEN_LOOKS.toMillis());
          return true;
        });
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StatusCommand(Rhythm rhythm) {
    this.rhythm = rhythm;
  }

  @Override
  public Integer call() throws ClientException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    boolean terminal = Terminal.isPresent();
    StatusText text =
        new StatusText(terminal && noColorIsUnset(), ZoneId.systemDefault(), Clock.systemUTC());
    do {
      StatusReport report = look();
      if (json) {
        out.println(report.toJson());
      } else {
        if (watch && terminal) {
          out.print(CLEAR);
        }
        text.lines(report).forEach(out::println);
        if (watch && !terminal) {
          out.println();
        }
      }
      out.flush();
    } while (watch && rhythm.again());
    return ExitCode.OK;
  }

  private StatusReport look() throws ClientException {
    Path folder = dataDir.folder();
    try {
      Answer answer = ControlClient.of(folder).send(new Order.Status());
      if (answer.status() == null) {
        throw ClientException.noAnswer(answer.said());
      }
      return answer.status();
    } catch (NoClientException e) {
      return ofRecord(folder);
    } catch (IOException e) {
      throw ControlLine.noAnswer(folder, e);
    }
  }

  private StatusReport ofRecord(Path folder) throws ClientException {
    try {
      VolunteerRecord record =
          VolunteerRecord.open(folder.resolve("record.json"), Clock.systemUTC());
      record.damage().ifPresent(line -> spec.commandLine().getErr().println("gridcast: " + line));
      return StatusReport.notRunning(
          Clock.systemUTC().instant(),
          new StatusReport.Client(ClientMain.Version.text(), "", folder.toString(), 0, null, ""),
          record.total());
    } catch (IOException e) {
      throw ClientException.usage("The record in " + folder + " cannot be read: " + e);
    }
  }

  /** https://no-color.org: any text but the empty one. */
  private static boolean noColorIsUnset() {
    String wish = System.getenv("NO_COLOR");
    return wish == null || wish.isEmpty();
  }
}
