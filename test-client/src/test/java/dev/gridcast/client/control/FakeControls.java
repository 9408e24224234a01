package dev.gridcast.client.control;

import dev.gridcast.client.work.CaseStatus;
import dev.gridcast.client.work.ClientStatus;
import dev.gridcast.client.work.VolunteerRecord;
import dev.gridcast.protocol.message.Forecast;
import dev.gridcast.protocol.message.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client with one case in training, that does what it is told. */
public final class FakeControls implements Controls {

  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  public final List<String> orders = new CopyOnWriteArrayList<>();
  private volatile ClientStatus.State state = ClientStatus.State.WORKING;
  private volatile String reason = "";
  private volatile @Nullable Instant snoozedUntil;
  private volatile boolean last;
  private volatile String experiment = "BTC daily";
  private final AtomicInteger looksToGo = new AtomicInteger();
  private volatile Runnable slowly = () -> {};

  /** The next resume shows only after so many more looks, as with a client that is busy. */
  public FakeControls hearingLate(int looks) {
    looksToGo.set(looks);
    return this;
  }

  public FakeControls called(String name) {
    experiment = name;
    return this;
  }

  @Override
  public StatusReport status() {
    if (looksToGo.getAndDecrement() == 0) {
      slowly.run();
    }
    return StatusReport.of(
        clientStatus(),
        new VolunteerRecord.Tally(41, 1, 12_000),
        new StatusReport.Client(
            "0.2.0", "ada", "/home/ada/.gridcast/client", 4711, "2026-11-21T08:48:00Z", "docker"),
        new StatusReport.Machine(0.34, 71.2, false, null, 720.0, 9_770_000_000L),
        snoozedUntil,
        last);
  }

  public ClientStatus clientStatus() {
    boolean paused = state == ClientStatus.State.PAUSED;
    return new ClientStatus(
        NOW,
        state,
        reason,
        "192.168.1.20:7420",
        experiment,
        Optional.of(NOW.minusSeconds(7400)),
        Optional.of("through NAT (srflx to prflx, udp)"),
        2,
        List.of(
            new CaseStatus(
                1,
                11,
                144,
                paused ? CaseStatus.Phase.PAUSED : CaseStatus.Phase.TRAINING,
                30,
                50,
                OptionalDouble.of(801.25),
                OptionalDouble.of(803.68),
                NOW.minusSeconds(240),
                240)),
        new ClientStatus.Counts(13, 12, 0, 1, 2, 0, 3, 1),
        new VolunteerRecord.Tally(12, 0, 3000),
        List.of(
            new Forecast(
                4,
                "bob",
                "BTC",
                "1d",
                "2026-11-21T00:00:00Z",
                Map.of("close", 91234.5),
                801.2,
                0.0123)),
        List.of(
            Verdict.counts("a".repeat(22), 9, 801.2, 803.68, 3, 12),
            Verdict.rejected("b".repeat(22), 8, "the model does not load")));
  }

  @Override
  public void pause() {
    orders.add("pause");
    waits("paused by you");
  }

  /** It stops training for a reason of its own. */
  public void waits(String why) {
    state = ClientStatus.State.PAUSED;
    reason = why;
  }

  @Override
  public void resume() {
    orders.add("resume");
    snoozedUntil = null;
    slowly =
        () -> {
          if (reason.contains("you")) {
            state = ClientStatus.State.WORKING;
            reason = "";
          }
        };
    if (looksToGo.get() <= 0) {
      slowly.run();
    }
  }

  @Override
  public void snooze(Duration duration) {
    orders.add("snooze " + duration);
    waits("paused by you");
    snoozedUntil = NOW.plus(duration);
  }

  @Override
  public void stopAfterThisCase() {
    orders.add("stop");
    last = true;
    if (state == ClientStatus.State.WORKING) {
      state = ClientStatus.State.FINISHING;
    }
  }

  @Override
  public void reloadPreferences() throws OrderRefusedException {
    orders.add("reload");
    throw new OrderRefusedException("cpus must be a number: \"many\"; the old preferences stay");
  }
}
