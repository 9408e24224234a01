package dev.gridcast.client.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.gridcast.client.control.Controls;
import dev.gridcast.client.control.OrderRefusedException;
import dev.gridcast.client.control.StatusReport;
import dev.gridcast.client.machine.Power;
import dev.gridcast.client.machine.Readings;
import dev.gridcast.client.machine.Sensors;
import dev.gridcast.client.preference.Governor;
import dev.gridcast.client.preference.ManualOrder;
import dev.gridcast.client.preference.PreferenceException;
import dev.gridcast.client.work.VolunteerRecord;
import dev.gridcast.client.work.WorkLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What orders from outside do to a client that runs. */
final class ClientControls implements Controls {

  private final WorkLoop work;
  private final Governor governor;
  private final VolunteerRecord record;
  private final About about;
  private final Sensors sensors;
  private volatile boolean lastCases;

  /**
   * Which client this is.
   *
   * @param release of Gridcast
   * @param name on the leaderboard
   * @param folder the data folder
   * @param since when it was started
   * @param runtime where trainers run
   */
  record About(String release, String name, Path folder, Instant since, String runtime) {}

  /**
   * @param sensors for the status alone: the governor has its own
   */
  ClientControls(
      WorkLoop work, Governor governor, VolunteerRecord record, About about, Sensors sensors) {
    this.work = work;
    this.governor = governor;
    this.record = record;
    this.about = about;
    this.sensors = sensors;
    cpuLoad(); // the load since the question before: the first answer is none
  }

  @Override
  public StatusReport status() {
    Instant snoozed = governor.order() instanceof ManualOrder.Snoozed s ? s.until() : null;
    return StatusReport.of(
        work.status(),
        record.total(),
        new StatusReport.Client(
            about.release(),
            about.name(),
            about.folder().toString(),
            ProcessHandle.current().pid(),
            about.since().toString(),
            about.runtime()),
        machine(),
        snoozed,
        lastCases);
  }

  @Override
  public void pause() {
    order(governor::pause);
  }

  @Override
  public void resume() {
    order(governor::resume);
  }

  @Override
  public void snooze(Duration duration) {
    order(() -> governor.snooze(duration));
  }

  @Override
  public void stopAfterThisCase() {
    lastCases = true;
    work.stopAfterThisCase();
  }

  @Override
  public void reloadPreferences() throws OrderRefusedException {
    try {
      governor.reload();
    } catch (PreferenceException e) {
      throw new OrderRefusedException(e.line());
    }
  }

  private synchronized StatusReport.Machine machine() {
    Readings now = sensors.read();
    return new StatusReport.Machine(
        cpuLoad(),
        now.celsius().known().orElse(null),
        now.power().known().map(power -> power == Power.BATTERY).orElse(null),
        now.charge().known().orElse(null),
        now.sinceInput().known().map(ClientControls::seconds).orElse(null),
        now.freeMemory().known().orElse(null));
  }

  private static @Nullable Double cpuLoad() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? measured(system.getCpuLoad())
        : null;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /** The JVM says that it cannot tell by a negative number. */
  private static @Nullable Double measured(double load) {
    return load >= 0 ? load : null;
  }

  /** An order that holds but cannot be stored: it would be lost with the client. */
  private static void order(Order order) {
    try {
      order.carryOut();
    } catch (IOException e) {
      throw new UncheckedIOException("it holds, but would not survive a restart: " + e, e);
    }
  }

  /** Changes what the person has ordered. */
  @FunctionalInterface
  private interface Order {
    void carryOut() throws IOException;
  }
}
