package dev.gridcast.client.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Each answer says what now holds. */
final class OrderDeskTest {

  private final FakeControls controls = new FakeControls();
  private final OrderDesk desk = new OrderDesk(controls, ZoneId.of("Europe/Berlin"));

  @Test
  void aSnoozeNamesItsEndOnTheVolunteersOwnClock() {
    assertThat(said(new Order.Snooze(Duration.ofHours(2))))
        .isEqualTo("Paused until 15:00. 1 case is frozen.");
    assertThat(said(new Order.Snooze(Duration.ofDays(1))))
        .isEqualTo("Paused until 2026-11-22 13:00. 1 case is frozen.");
  }

  @Test
  void resumeSaysWhatGoesOn() {
    said(new Order.Pause());

    assertThat(said(new Order.Resume())).isEqualTo("Resumed: 1 case is in training.");
  }

  @Test
  void theAnswerWaitsUntilTheOrderShows() {
    said(new Order.Pause());
    controls.hearingLate(5);

    assertThat(said(new Order.Resume())).isEqualTo("Resumed: 1 case is in training.");
  }

  @Test
  void resumeAgainstAPreferenceSaysWhyNothingTrains() {
    controls.waits("on battery");

    assertThat(said(new Order.Resume()))
        .isEqualTo("Your pause is over. The client does not train now: on battery.");
  }

  @Test
  void theEndAfterTheseCasesIsAnnounced() {
    assertThat(said(new Order.StopAfterThisCase()))
        .isEqualTo("The client ends after the case in hand.");
  }

  @Test
  void whoStopsAPausedClientIsToldToResumeIt() {
    said(new Order.Pause());

    assertThat(said(new Order.StopAfterThisCase())).contains("paused, so resume it first");
  }

  @Test
  void aBugBecomesAnAnswerNotSilence() {
    Answer answer =
        new OrderDesk(new Broken(), ZoneId.of("UTC")).answer(new Order.Pause().toJson());

    assertThat(answer.done()).isFalse();
    assertThat(answer.said()).contains("the client failed at this order", "a bug");
  }

  private String said(Order order) {
    Answer answer = desk.answer(order.toJson());
    assertThat(answer.done()).isTrue();
    return answer.said();
  }

  private static final class Broken implements Controls {

    @Override
    public StatusReport status() {
      throw new IllegalStateException("a bug");
    }

    @Override
    public void pause() {
      throw new IllegalStateException("a bug");
    }

    @Override
    public void resume() {
      throw new IllegalStateException("a bug");
    }

    @Override
    public void snooze(Duration duration) {
      throw new IllegalStateException("a bug");
    }

    @Override
    public void stopAfterThisCase() {
      throw new IllegalStateException("a bug");
    }

    @Override
    public void reloadPreferences() {
      throw new IllegalStateException("a bug");
    }
  }
}
