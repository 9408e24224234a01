package dev.gridcast.client.cli;

import dev.gridcast.client.cache.DatasetCache;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.runtime.process.ProcessRuntime;
import dev.gridcast.client.runtime.process.TrainerCommand;
import dev.gridcast.client.work.Ending;
import dev.gridcast.client.work.Outbox;
import dev.gridcast.client.work.SystemTimekeeper;
import dev.gridcast.client.work.VolunteerRecord;
import dev.gridcast.client.work.WorkFolders;
import dev.gridcast.client.work.WorkLoop;
import dev.gridcast.client.work.Workplace;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works for an experiment until it is told to stop. */
@Command(
    name = "join",
    mixinStandardHelpOptions = true,
    versionProvider = ClientMain.Version.class,
    description = {
      "Works for the experiment of an invite: fetches a test case, trains it, reports it, again and"
          + " again, until Ctrl-C. The first Ctrl-C gives the case back, a second one ends at once.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  java -jar test-client.jar join gridcast://192.168.1.20:7420/SECRET --name ada",
      "",
      "Two clients on one computer need a --data-dir each. docs/volunteers.md says what runs on your"
          + " computer, what the server gets to know, and how to be rid of it all."
    })
final class JoinCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "INVITE",
      description = "What the server's operator gave you: gridcast://HOST:PORT/SECRET")
  private String invite = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name on the leaderboard, 1 to 40 characters. Default: user@host")
  private @Nullable String name;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the client keeps its data. Default: ~/.gridcast/client")
  private @Nullable Path dataDir;

  @Option(
      names = "--runtime",
      paramLabel = "RUNTIME",
      defaultValue = "process",
      description = "Where trainers run; only as a child process yet. Default: process")
  private String runtimeName = "process";

  @Option(
      names = "--trainer-jar",
      paramLabel = "PATH",
      description =
          "The trainer. Default: trainer.jar beside this program, else where a checkout builds it")
  private @Nullable Path trainerJar;

  @Option(
      names = "--exit-when-done",
      description = "End when the experiment is finished instead of waiting for more.")
  private boolean exitWhenDone;

  @Option(
      names = "--exit-with-parent",
      description = "End, as after Ctrl-C, when standard input ends.")
  private boolean exitWithParent;

  @Spec private CommandSpec spec;

  private final Network network;

  /** For picocli. */
  JoinCommand() {
    this(new WebRtcNetwork());
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  JoinCommand(Network network) {
    this.network = network;
  }

  @Override
  public Integer call() throws ClientException, IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    checkRuntime();
    String shownName = name == null ? ThisMachine.defaultName() : ThisMachine.checkedName(name);
    Path trainer = TrainerJar.find(trainerJar);
    Path folder =
        dataDir == null ? Path.of(System.getProperty("user.home"), ".gridcast", "client") : dataDir;
    Network.Link link = network.open(invite);
    try (ClientFolder home = ClientFolder.open(folder);
        TrainerRuntime runtime = new ProcessRuntime(TrainerCommand.ofJar(trainer));
        SystemTimekeeper time = new SystemTimekeeper()) {
      ClientLog.start(home.resolve("logs"));
      SecureRandom random = new SecureRandom();
      Hello hello =
          new Hello(
              Message.PROTOCOL_VERSION,
              ClientMain.Version.text(),
              home.volunteer(random),
              shownName,
              ThisMachine.describe());
      Screen screen = new Screen(out, Terminal.isPresent(), Clock.systemUTC());
      introduce(screen, shownName, link.address(), home);
      WorkLoop work =
          new WorkLoop(
              new WorkLoop.Settings(hello, link.address(), exitWhenDone, 1, image -> false),
              link.connector(),
              new Workplace(
                  runtime,
                  DatasetCache.open(
                      home.resolve("datasets"), DatasetCache.DEFAULT_LIMIT_BYTES, time),
                  WorkFolders.open(home.resolve("work")),
                  Outbox.open(home.resolve("outbox")),
                  VolunteerRecord.open(home.resolve("record.json"), time)),
              time,
              random,
              screen);
      return work(work, screen, home);
    } finally {
      link.close().run();
    }
  }

  private void checkRuntime() throws ClientException {
    if (runtimeName.equals("docker")) {
      throw ClientException.usage(
          "--runtime docker comes with a later release; this one has only --runtime process, which"
              + " runs the trainer as an ordinary process of your user.");
    }
    if (!runtimeName.equals("process")) {
      throw ClientException.usage(
          "--runtime must be process, the only one of this release: '" + runtimeName + "'.");
    }
  }

  private static void introduce(Screen screen, String name, String address, ClientFolder home) {
    screen.line("Volunteer " + name + ", server " + address + ", files in " + home.root() + ".");
    screen.line("Trainers run as your user, with bounded memory and time, but they could read");
    screen.line("your files and use the network: join only servers of people you trust.");
  }

  private int work(WorkLoop work, Screen screen, ClientFolder home) throws InterruptedException {
    AtomicInteger signalled = new AtomicInteger();
    AtomicBoolean insisted = new AtomicBoolean();
    StopSignals.listen(
        code -> {
          // Only Ctrl-C is pressed twice on purpose: one TERM may come from several senders.
          if (code == ExitCode.INTERRUPTED && !insisted.compareAndSet(false, true)) {
            ClientMain.endOutput();
            Runtime.getRuntime().halt(code);
          }
          if (signalled.compareAndSet(0, code)) {
            screen.line("Stopping: the case is given back (Ctrl-C again ends at once).");
            work.stop("the volunteer has stopped the client");
          }
        });
    if (exitWithParent) {
      stopWithParent(work);
    }
    Ending ending = work.run();
    for (String line : ScreenText.summary(ending, work.summary(), work.status().tally())) {
      screen.line(line);
    }
    LoggerFactory.getLogger(JoinCommand.class).info("ended: {} {}", ending.kind(), ending.reason());
    return switch (ending.kind()) {
      case DONE -> ExitCode.OK;
      case STOPPED -> signalled.get();
      case REFUSED -> ExitCode.REFUSED;
      case UNABLE -> {
        screen.line(
            "Something is missing on this machine; the trainer's last words are in "
                + home.resolve("logs")
                + ".");
        yield ExitCode.MISSING;
      }
    };
  }

  private static void stopWithParent(WorkLoop work) {
    Logger log = LoggerFactory.getLogger(JoinCommand.class);
    Thread watch =
        new Thread(
            () -> {
              try (InputStream in = System.in) {
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                log.debug("standard input broke: {}", e.toString());
              }
              work.stop("the program that started this client has ended");
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
