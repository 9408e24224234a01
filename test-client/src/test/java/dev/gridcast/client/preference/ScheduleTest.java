package dev.gridcast.client.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours and days, over midnight and over changes of the clocks. */
final class ScheduleTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** The day before the clocks go forward; a week has every kind of day. */
  private static final ZonedDateTime SPRING = at("2026-03-28T00:00");

  private static final ZonedDateTime AUTUMN = at("2026-10-24T00:00");

  @Test
  void hoursOverMidnightBelongToTheDayOnWhichTheyBegin() throws ValueException {
    Schedule nights = schedule("22:00-07:00", "mon-fri");

    assertThat(nights.allows(at("2026-11-20T23:00"))).as("Friday evening").isTrue();
    assertThat(nights.allows(at("2026-11-21T06:59"))).as("Saturday, still Friday's").isTrue();
    assertThat(nights.allows(at("2026-11-21T07:00"))).as("Saturday, its end").isFalse();
    assertThat(nights.allows(at("2026-11-21T22:30"))).as("Saturday evening").isFalse();
    assertThat(nights.allows(at("2026-11-23T03:00"))).as("Monday, Sunday's").isFalse();
    assertThat(nights.next(at("2026-11-21T22:30"))).contains(at("2026-11-23T22:00"));
  }

  @Test
  void severalSpansAddUp() throws ValueException {
    Schedule schedule = schedule("22:00-07:00, 12:00-13:00", "mon-sun");

    assertThat(schedule.allows(at("2026-11-20T12:59"))).isTrue();
    assertThat(schedule.allows(at("2026-11-20T13:00"))).isFalse();
    assertThat(schedule.next(at("2026-11-20T13:00"))).contains(at("2026-11-20T22:00"));
  }

  @Test
  void anHourThatTheClocksSkipIsLost() throws ValueException {
    Schedule schedule = schedule("02:10-02:50", "sun");

    assertThat(schedule.next(at("2026-03-29T00:00"))).contains(at("2026-04-05T02:10"));
  }

  @Test
  void aSpanThatBeginsInASkippedHourBeginsBehindIt() throws ValueException {
    Schedule schedule = schedule("02:30-04:00", "sun");

    assertThat(schedule.next(at("2026-03-29T00:00"))).contains(at("2026-03-29T03:00"));
  }

  @Test
  void theWholeDayCanBeSaidInTwoWays() throws ValueException {
    assertThat(Schedule.hours("00:00-24:00")).isEqualTo(Schedule.hours("always"));
    assertThat(new Schedule(Schedule.hours("always"), Schedule.days("mon-sun")))
        .isEqualTo(Schedule.always());
  }

  @Test
  void daysGoOverTheEndOfTheWeek() throws ValueException {
    assertThat(Schedule.days("fri-mon, Wednesday"))
        .containsExactlyInAnyOrder(
            DayOfWeek.FRIDAY,
            DayOfWeek.SATURDAY,
            DayOfWeek.SUNDAY,
            DayOfWeek.MONDAY,
            DayOfWeek.WEDNESDAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"22-7", "22:00", "25:00-07:00", "22:60-07:00", "08:00-08:00", "", "24:01-1:00"})
  void whatIsNoSpanOfHoursIsRefused(String text) {
    assertThatThrownBy(() -> Schedule.hours(text))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining('"' + text + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"monn", "mon-", "mon-fri-sun", "", "mon,,tue"})
  void whatIsNoDayIsRefused(String text) {
    assertThatThrownBy(() -> Schedule.days(text))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("mon, tue, wed");
  }

  @Property(tries = 200)
  void aScheduleIsReadAsItIsWritten(@ForAll("schedules") Schedule schedule) throws ValueException {
    Schedule again = schedule(schedule.hoursText(), schedule.daysText());

    assertThat(again).isEqualTo(schedule);
  }

  @Property(tries = 60)
  void theNextTimeIsTheFirstMinuteThatIsAllowed(
      @ForAll("schedules") Schedule schedule,
      @ForAll @IntRange(min = 0, max = 3 * 24 * 60) int minutes,
      @ForAll boolean spring) {
    ZonedDateTime moment = (spring ? SPRING : AUTUMN).plusMinutes(minutes);
    if (schedule.allows(moment)) {
      return;
    }
    Optional<ZonedDateTime> first = Optional.empty();
    for (int i = 1; i <= 9 * 24 * 60 && first.isEmpty(); i++) {
      first = Optional.of(moment.plusMinutes(i)).filter(schedule::allows);
    }

    assertThat(schedule.next(moment)).isEqualTo(first);
  }

  @Provide
  Arbitrary<Schedule> schedules() {
    Arbitrary<Integer> minute = Arbitraries.integers().between(0, 24 * 60 - 1);
    Arbitrary<Schedule.Span> span =
        Combinators.combine(minute, minute)
            .as((from, to) -> new Schedule.Span(from, to.equals(from) ? from + 1 : to));
    Arbitrary<Set<DayOfWeek>> days =
        Arbitraries.of(DayOfWeek.class).set().ofMinSize(1).map(EnumSet::copyOf);
    Arbitrary<List<Schedule.Span>> spans = span.list().ofMinSize(1).ofMaxSize(3);
    return Combinators.combine(spans, days).as(Schedule::new);
  }

  private static Schedule schedule(String hours, String days) throws ValueException {
    return new Schedule(Schedule.hours(hours), Schedule.days(days));
  }

  private static ZonedDateTime at(String local) {
    return LocalDateTime.parse(local).atZone(BERLIN);
  }
}
