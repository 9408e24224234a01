package dev.gridcast.client.preference;

import static dev.gridcast.client.preference.ValueException.quoted;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When trainings may run, by the clock on the wall. Where that clock is moved forward or back the
 * schedule goes by what it shows: an hour that is skipped is lost, one that comes twice counts
 * twice.
 *
 * @param spans times of the day, at least one
 * @param days on which a span may begin; at least one
 */
public record Schedule(List<Span> spans, Set<DayOfWeek> days) {

  private static final int DAY = 24 * 60;
  private static final Pattern SPAN =
      Pattern.compile("([0-9]{1,2}):([0-9]{2}) ?- ?([0-9]{1,2}):([0-9]{2})");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  /** Copies what it is given. */
  public Schedule {
    spans = List.copyOf(spans);
    days = Set.copyOf(days);
    if (spans.isEmpty() || days.isEmpty()) {
      throw new IllegalArgumentException("a schedule needs hours and days");
    }
  }

  /**
   * From a time to a time, which is on the next day when it is not later.
   *
   * @param from minutes since midnight, 0 to 1439
   * @param to minutes since midnight, 1 to 1440, other than {@code from}
   */
  public record Span(int from, int to) {

    /** Checks the range. */
    public Span {
      if (from < 0 || from >= DAY || to < 0 || to > DAY || from == to) {
        throw new IllegalArgumentException("no span of time: " + from + "-" + to);
      }
    }

    boolean overMidnight() {
      return to < from;
    }

    @Override
    public String toString() {
      return clock(from) + "-" + clock(to);
    }
  }

  /** At any time. */
  static Schedule always() {
    return new Schedule(List.of(new Span(0, DAY)), EnumSet.allOf(DayOfWeek.class));
  }

  /** Reads {@code always} or {@code 22:00-07:00, 12:00-13:00}. */
  static List<Span> hours(String text) throws ValueException {
    if (text.equals("always")) {
      return always().spans();
    }
    List<Span> spans = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      spans.add(span(part.strip()));
    }
    return spans;
  }

  /** Reads {@code mon-fri, sun}. */
  static Set<DayOfWeek> days(String text) throws ValueException {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",", -1)) {
      String[] ends = part.strip().split(" ?- ?", -1);
      if (ends.length > 2) {
        throw notADay(part.strip());
      }
      DayOfWeek day = day(ends[0]);
      DayOfWeek last = day(ends[ends.length - 1]);
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  /** Whether trainings may run at this moment. */
  public boolean allows(ZonedDateTime moment) {
    int minute = moment.getHour() * 60 + moment.getMinute();
    DayOfWeek today = moment.getDayOfWeek();
    for (Span span : spans) {
      boolean sinceToday = minute >= span.from() && (span.overMidnight() || minute < span.to());
      boolean sinceYesterday = span.overMidnight() && minute < span.to();
      if ((sinceToday && days.contains(today))
          || (sinceYesterday && days.contains(today.minus(1)))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first moment after this one at which trainings may run, given that they may not now.
   *
   * @return empty when none comes within eight days, which needs a time that the clocks skip
   */
  public Optional<ZonedDateTime> next(ZonedDateTime moment) {
    ZonedDateTime best = null;
    for (int ahead = 0; ahead <= 8; ahead++) {
      LocalDate date = moment.toLocalDate().plusDays(ahead);
      for (ZonedDateTime start : starts(date, moment)) {
        boolean later = start.isAfter(moment) && allows(start);
        if (later && (best == null || start.isBefore(best))) {
          best = start;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** Where on this date it may become allowed: where spans begin, and where the clocks jump. */
  private List<ZonedDateTime> starts(LocalDate date, ZonedDateTime zoned) {
    List<ZonedDateTime> starts = new ArrayList<>();
    starts.add(date.atStartOfDay(zoned.getZone()));
    for (Span span : spans) {
      LocalDateTime local = date.atTime(span.from() / 60, span.from() % 60);
      for (ZoneOffset offset : zoned.getZone().getRules().getValidOffsets(local)) {
        starts.add(local.atOffset(offset).atZoneSameInstant(zoned.getZone()));
      }
    }
    ZoneOffsetTransition jump =
        zoned
            .getZone()
            .getRules()
            .nextTransition(date.atStartOfDay(zoned.getZone()).toInstant().minusSeconds(1));
    if (jump != null) {
      ZonedDateTime after = jump.getInstant().atZone(zoned.getZone());
      if (after.toLocalDate().equals(date)) {
        starts.add(after);
      }
    }
    return starts;
  }

  /** The hours as a person would write them. */
  public String hoursText() {
    if (spans.equals(always().spans())) {
      return "always";
    }
    return String.join(", ", spans.stream().map(Span::toString).toList());
  }

  /** The days as a person would write them. */
  public String daysText() {
    if (days.size() == DAYS.size()) {
      return "mon-sun";
    }
    List<String> runs = new ArrayList<>();
    int day = 0;
    while (day < DAYS.size()) {
      if (!days.contains(DayOfWeek.of(day + 1))) {
        day++;
        continue;
      }
      int last = day;
      while (last + 1 < DAYS.size() && days.contains(DayOfWeek.of(last + 2))) {
        last++;
      }
      runs.add(last == day ? DAYS.get(day) : DAYS.get(day) + "-" + DAYS.get(last));
      day = last + 1;
    }
    return String.join(", ", runs);
  }

  private static Span span(String text) throws ValueException {
    Matcher form = SPAN.matcher(text);
    if (!form.matches()) {
      throw new ValueException(
          quoted(text)
              + " is not a span of hours; write it like 22:00-07:00, several separated by commas,"
              + " or always");
    }
    int from = minutes(form.group(1), form.group(2), text);
    int to = minutes(form.group(3), form.group(4), text);
    if (from == DAY) {
      from = 0;
    }
    if (from == to) {
      throw new ValueException(
          quoted(text) + " begins when it ends; for the whole day write 00:00-24:00 or always");
    }
    return new Span(from, to);
  }

  private static int minutes(String hour, String minute, String text) throws ValueException {
    int minutes = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    if (Integer.parseInt(minute) > 59 || minutes > DAY) {
      throw new ValueException(quoted(text) + " has a time that no clock shows");
    }
    return minutes;
  }

  private static DayOfWeek day(String text) throws ValueException {
    String word = text.toLowerCase(Locale.ROOT);
    for (DayOfWeek day : DayOfWeek.values()) {
      boolean whole = word.equals(day.name().toLowerCase(Locale.ROOT));
      if (whole || word.equals(DAYS.get(day.getValue() - 1))) {
        return day;
      }
    }
    throw notADay(text);
  }

  private static ValueException notADay(String text) {
    return new ValueException(
        quoted(text)
            + " is not a day; the days are mon, tue, wed, thu, fri, sat, sun, and ranges of them"
            + " like mon-fri");
  }

  private static String clock(int minutes) {
    return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
  }
}
