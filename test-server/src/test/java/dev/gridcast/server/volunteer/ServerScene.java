package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Assignment;
import dev.gridcast.protocol.message.CaseProgress;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.Progress;
import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.support.TestExperiments;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One server with four cases, and whatever clients a test brings. */
abstract class ServerScene {

  static final Experiment FOUR = TestExperiments.parse(TestExperiments.fourCases());
  static final String NO_LEASE = "0123456789abcdef0123456789abcdef";

  final AtomicBoolean diskFull = new AtomicBoolean();

  ServerUnderTest server;

  @SuppressWarnings("NullAway.Init") // start() fills in the field
  ServerScene() {}

  @BeforeEach
  void start(@TempDir Path folder) {
    server = new ServerUnderTest(folder, FOUR, store -> new FailingStore(store, diskFull));
    server.verifier.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Heartbeat beat(Assignment assignment, @Nullable Progress progress) {
    return new Heartbeat(List.of(new CaseProgress(assignment.lease(), progress)));
  }
}
