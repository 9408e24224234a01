package dev.gridcast.server.report.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The mirror as the server starts it, on its own thread, with everything that is logged. */
class SecretsTest {

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<String> others = Collections.synchronizedList(new ArrayList<>());
  private final List<String> screen = Collections.synchronizedList(new ArrayList<>());
  private final Handler ear =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          others.add(line.getMessage() + " " + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private @Nullable Level before;

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @BeforeEach
  void listen() {
    log.start();
    root().addAppender(log);
    before = root().getLevel();
    root().setLevel(Level.DEBUG);
    java.util.logging.Logger.getLogger("").addHandler(ear); // the Google client's
  }

  @AfterEach
  void listenNoMore() {
    root().detachAppender(log);
    root().setLevel(before);
    java.util.logging.Logger.getLogger("").removeHandler(ear);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 40_000_000_000L;
    Object bell = new Object();
    synchronized (bell) {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("waited in vain");
        }
        bell.wait(20);
      }
    }
  }

  @Test
  void noSecretReachesALogOrTheScreenAndTheLastResultIsWrittenAtTheEnd() throws Exception {
    try (MirrorWorld world = new MirrorWorld(folder, 10, 1)) {
      world.google.share(MirrorWorld.SHEET);
      world.verify(List.of(1L));
      Deque<Fault> coming =
          new ArrayDeque<>(List.of(Fault.NONE, Fault.TOKEN_EXPIRED, Fault.LOST_AFTER));
      world.google.trouble =
          () -> {
            Fault next = coming.poll();
            return next == null ? Fault.NONE : next;
          };
      SheetsMirror mirror =
          SheetsMirror.start(world.store, world.target(), "1.2.3", Clock.systemUTC(), screen::add);
      await(() -> mirror.status().state() == SheetsMirror.State.UP_TO_DATE);
      assertThat(mirror.status().address()).contains(SheetsTarget.address(MirrorWorld.SHEET));

      world.verify(List.of(2L));
      mirror.close();

      assertThat(world.results().get(4, 2)).isEqualTo("VERIFIED");
      assertThat(screen).anyMatch(line -> line.contains(MirrorWorld.SHEET));
      assertThat(world.google.tokensGiven()).isEqualTo(2);
      List<String> everything = new ArrayList<>(screen);
      everything.addAll(others);
      everything.add(Files.readString(world.target().memory()));
      for (ILoggingEvent event : log.list) {
        everything.add(
            event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                    ? ""
                    : ThrowableProxyUtil.asString(event.getThrowableProxy())));
      }
      assertThat(log.list).isNotEmpty();
      assertThat(everything)
          .noneMatch(line -> line.contains(world.key.secret().substring(40, 80)))
          .noneMatch(line -> line.contains(FakeKey.TOKEN))
          .noneMatch(line -> line.contains("PRIVATE KEY"));
    }
  }

  @Test
  void aWrongKeyIsToldOnceAndTheServerGoesOn() throws Exception {
    try (MirrorWorld world = new MirrorWorld(folder, 10, 1)) {
      FakeKey.writeNonsense(world.keyFile, "hush-hush");
      SheetsMirror mirror =
          SheetsMirror.start(world.store, world.target(), "1.2.3", Clock.systemUTC(), screen::add);
      await(() -> mirror.status().state() == SheetsMirror.State.TROUBLE);
      world.verify(List.of(2L)); // nothing waits for it
      mirror.close();

      assertThat(screen).hasSize(1);
      assertThat(screen.get(0)).contains("is no key of a service account", "results are safe");
      assertThat(log.list).noneMatch(event -> event.getFormattedMessage().contains("hush-hush"));
    }
  }
}
