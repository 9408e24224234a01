package dev.gridcast.client.preference;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Hours and days. */
final class ScheduleRule implements Rule {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

  private final ZoneId zone;

  ScheduleRule(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public Optional<String> refusal(Preferences preferences, Instant now) {
    Schedule schedule = preferences.schedule();
    ZonedDateTime moment = now.atZone(zone);
    if (schedule.allows(moment)) {
      return Optional.empty();
    }
    String hours = schedule.hoursText();
    String days = schedule.daysText();
    boolean everyDay = days.equals("mon-sun");
    String what =
        hours.equals("always")
            ? "outside of the days " + days
            : "outside of the hours " + hours + (everyDay ? "" : " on " + days);
    return Optional.of(what + schedule.next(moment).map(next -> again(moment, next)).orElse(""));
  }

  /** When training goes on, as the end of a reason. */
  static String again(ZonedDateTime now, ZonedDateTime next) {
    boolean withinADay = next.isBefore(now.plusDays(1));
    return withinADay
        ? ", again at " + TIME.format(next)
        : ", again on " + DAY_AND_TIME.format(next);
  }
}
