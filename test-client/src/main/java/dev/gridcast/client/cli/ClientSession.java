package dev.gridcast.client.cli;

import dev.gridcast.client.cache.DatasetCache;
import dev.gridcast.client.control.ControlRoom;
import dev.gridcast.client.control.PagePort;
import dev.gridcast.client.machine.ThisComputer;
import dev.gridcast.client.preference.Allotment;
import dev.gridcast.client.preference.Governor;
import dev.gridcast.client.preference.Key;
import dev.gridcast.client.preference.PreferenceSource;
import dev.gridcast.client.preference.Preferences;
import dev.gridcast.client.preference.Setting;
import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.work.Ending;
import dev.gridcast.client.work.Outbox;
import dev.gridcast.client.work.SystemTimekeeper;
import dev.gridcast.client.work.VolunteerRecord;
import dev.gridcast.client.work.WorkFolders;
import dev.gridcast.client.work.WorkLoop;
import dev.gridcast.client.work.Workplace;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.message.Hello;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.peer.RateClock;
import dev.gridcast.protocol.peer.RateLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client from its start to its end: wires everything, works, and says how it ended. */
final class ClientSession {

  private static final Logger log = LoggerFactory.getLogger(ClientSession.class);

  private final Network network;
  private final PreferenceSource source;
  private final Allotment allotment;
  private final PrintWriter out;
  private final RateLimits limits = new RateLimits(RateClock.system());

  /**
   * What the command line asks for.
   *
   * @param invite where to go
   * @param folder the data folder
   * @param trainerJar the trainer, when it was named
   * @param cudaJar the one for graphics cards, when it was named
   * @param page where the status page listens
   * @param exitWhenDone whether to end with the experiment
   * @param exitWithParent whether to end with standard input
   */
  record Order(
      String invite,
      Path folder,
      @Nullable Path trainerJar,
      @Nullable Path cudaJar,
      PagePort page,
      boolean exitWhenDone,
      boolean exitWithParent) {}

  /**
   * @param network how to get to a server
   * @param source what the person wants
   * @param allotment what that comes to on this machine
   * @param out where the words go
   */
  ClientSession(Network network, PreferenceSource source, Allotment allotment, PrintWriter out) {
    this.network = network;
    this.source = source;
    this.allotment = allotment;
    this.out = out;
  }

  /** Works until the end; the exit code. */
  int run(Order order) throws ClientException, IOException, InterruptedException {
    Path trainerJar = TrainerJar.find(order.trainerJar());
    Path cudaJar = TrainerJar.cuda(order.cudaJar(), trainerJar);
    GovernedWork.limit(limits, source.current());
    Invite invite = network.invite(order.invite());
    try (ClientFolder home = ClientFolder.open(order.folder());
        SystemTimekeeper time = new SystemTimekeeper()) {
      ClientLog.start(home.resolve("logs"));
      Screen screen = new Screen(out, Terminal.isPresent(), Clock.systemUTC());
      introduce(screen, invite, home);
      // Not before the folder is this client's alone: what a crashed one left behind is removed.
      Runtimes.Opened opened = open(trainerJar, cudaJar, home, screen);
      try (TrainerRuntime runtime = opened.runtime()) {
        Machine machine =
            ThisMachine.describe(opened.gpus(), runtime.name(), allotment.memoryPerCase());
        try (Network.Link link = network.open(home.identity(), invite, limits, screen)) {
          return work(order, invite, home, runtime, machine, link, time, screen);
        }
      }
    }
  }

  private void introduce(Screen screen, Invite invite, ClientFolder home) {
    Preferences preferences = source.current();
    screen.line(
        "Volunteer " + name() + ", server " + invite.address() + ", files in " + home.root() + ".");
    screen.line("Gives " + ConfigText.share(allotment) + " (see `gridcast client config`).");
    Runtimes.introduction(preferences.runtime()).forEach(screen::line);
    MachineLimits machine = new MachineLimits(ThisComputer.sensors(home.natives()));
    for (Key key : Key.values()) {
      boolean asked = !(preferences.settings().get(key).origin() instanceof Setting.Standard);
      if (asked) {
        machine
            .against(key, preferences)
            .ifPresent(why -> screen.line("Attention, " + key.word() + ": " + why + "."));
      }
    }
  }

  private Runtimes.Opened open(Path trainerJar, Path cudaJar, ClientFolder home, Screen screen)
      throws ClientException, IOException {
    Preferences preferences = source.current();
    Resources resources =
        new Resources(allotment.cpusPerCase(), allotment.memoryPerCase(), preferences.gpu());
    return Runtimes.open(
        new Runtimes.Wish(
            preferences.runtime(),
            trainerJar,
            cudaJar,
            home.root(),
            () -> resources,
            preferences.baseImage()),
        screen::notice);
  }

  private String name() {
    return source.current().name().orElseGet(ThisMachine::defaultName);
  }

  private int work(
      Order order,
      Invite invite,
      ClientFolder home,
      TrainerRuntime runtime,
      Machine machine,
      Network.Link link,
      SystemTimekeeper time,
      Screen screen)
      throws ClientException, IOException, InterruptedException {
    Preferences preferences = source.current();
    SecureRandom random = new SecureRandom();
    Hello hello = new Hello(Message.PROTOCOL_VERSION, ClientMain.Version.text(), name(), machine);
    VolunteerRecord record = VolunteerRecord.open(home.resolve("record.json"), time);
    WorkLoop work =
        new WorkLoop(
            new WorkLoop.Settings(
                hello,
                invite.server().text(),
                invite.address(),
                order.exitWhenDone(),
                allotment.parallel(),
                image -> source.current().images().allows(image)),
            link.connector(),
            new Workplace(
                runtime,
                DatasetCache.open(home.resolve("datasets"), preferences.cacheBytes(), time),
                WorkFolders.open(home.resolve("work")),
                Outbox.open(home.resolve("outbox")),
                record),
            time,
            random,
            screen);
    Governor governor =
        new Governor(
            source,
            ThisComputer.sensors(home.natives()),
            home.resolve("manual-order"),
            Clock.system(ZoneId.systemDefault()),
            new GovernedWork(work, screen, limits, allotment));
    ClientControls controls =
        new ClientControls(
            work,
            governor,
            record,
            new ClientControls.About(
                ClientMain.Version.text(), name(), home.root(), Instant.now(), runtime.name()),
            ThisComputer.sensors(home.natives()));
    GovernorClock ticks = GovernorClock.start(governor);
    Optional<ControlRoom> room = controlRoom(home, controls, order.page(), screen);
    try {
      return end(work, screen, home, order.exitWithParent());
    } finally {
      ticks.stop();
      if (room.isPresent()) {
        room.get().close();
      }
    }
  }

  /** A client works on without its control room, and says so. */
  private static Optional<ControlRoom> controlRoom(
      ClientFolder home, ClientControls controls, PagePort port, Screen screen) {
    try {
      ControlRoom room = ControlRoom.open(home.root(), controls, port);
      room.page().ifPresent(page -> screen.line("Status page, for you alone: " + page));
      return Optional.of(room);
    } catch (IOException e) {
      log.warn("no control room", e);
      screen.line("Attention: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static int end(WorkLoop work, Screen screen, ClientFolder home, boolean exitWithParent)
      throws ClientException, IOException, InterruptedException {
    StopRequests stops = StopRequests.listen(work, screen);
    if (exitWithParent) {
      StopRequests.stopWithParent(work);
    }
    Ending ending = work.run();
    screen.end();
    for (String line : ScreenText.summary(ending, work.summary(), work.status().tally())) {
      screen.line(line);
    }
    log.info("ended: {} {}", ending.kind(), ending.reason());
    return switch (ending.kind()) {
      case DONE -> ExitCode.OK;
      case STOPPED -> stops.exitCode();
      case REFUSED -> ExitCode.REFUSED;
      case SUSPENDED -> {
        screen.line(
            "You get no more cases until the operator of the server lets you work again: ask them,"
                + " and tell your volunteer id, "
                + home.identity().key()
                + ".");
        yield ExitCode.SUSPENDED;
      }
      case UNABLE -> {
        screen.line(
            "Something is missing on this machine; the trainer's last words are in "
                + home.resolve("logs")
                + ".");
        yield ExitCode.MISSING;
      }
    };
  }
}
