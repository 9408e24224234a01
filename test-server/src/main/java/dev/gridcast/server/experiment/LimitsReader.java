package dev.gridcast.server.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the key {@code limits}. */
final class LimitsReader {

  private static final Limits STANDARD =
      new Limits(OptionalLong.empty(), Duration.ofMinutes(30), 3, 10);

  private static final List<String> KEYS =
      List.of("cases", "time-per-case", "attempts", "abandonments");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smh])");
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int MAX_ATTEMPTS = 100;
  private static final int MAX_ABANDONMENTS = 1_000;

  private LimitsReader() {}

  static Limits read(Optional<Value> given) throws ExperimentException {
    if (given.isEmpty()) {
      return STANDARD;
    }
    Section section = given.get().section(KEYS);
    Optional<Value> cases = section.find("cases");
    Optional<Value> time = section.find("time-per-case");
    Optional<Value> attempts = section.find("attempts");
    Optional<Value> abandonments = section.find("abandonments");
    return new Limits(
        cases.isPresent()
            ? OptionalLong.of(cases.get().whole(1, Long.MAX_VALUE))
            : OptionalLong.empty(),
        time.isPresent() ? duration(time.get()) : STANDARD.timePerCase(),
        attempts.isPresent() ? (int) attempts.get().whole(1, MAX_ATTEMPTS) : STANDARD.attempts(),
        abandonments.isPresent()
            ? (int) abandonments.get().whole(1, MAX_ABANDONMENTS)
            : STANDARD.abandonments());
  }

  private static Duration duration(Value value) throws ExperimentException {
    String text = value.text();
    Matcher form = DURATION.matcher(text);
    if (!form.matches()) {
      throw value.problem(
          Value.quoted(text)
              + " is not a time span; write a whole number and s, m or h, like 90s, 10m or 2h");
    }
    long count = Long.parseLong(form.group(1));
    Duration duration =
        switch (form.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        };
    if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw value.problem(text + " is out of range; a case may take from 1s to 24h");
    }
    return duration;
  }
}
