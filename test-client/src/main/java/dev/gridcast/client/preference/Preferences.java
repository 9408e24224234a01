package dev.gridcast.client.preference;

import static dev.gridcast.client.preference.ValueException.quoted;

import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.Texts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a person has decided, read and checked.
 *
 * @param name on the leaderboard; empty: made from user and host
 * @param runtime where trainers run
 * @param cpus processors for all trainings together
 * @param memoryBytes memory for all trainings together; empty: what is sensible here
 * @param cacheBytes disk space for data sets
 * @param parallel trainings at the same time, 1 to {@value #MOST_PARALLEL}; empty: what is sensible
 *     here
 * @param schedule hours and days
 * @param onlyWhenIdle how long nobody must have touched the machine; empty: it does not matter
 * @param worksOnBattery whether trainings run on battery, too
 * @param maxCelsius at which temperature trainings pause; empty: at none
 * @param downloadBytesPerSecond the most to receive; empty: unlimited
 * @param uploadBytesPerSecond the most to send; empty: unlimited
 * @param gpu whether trainings may use the graphics processor
 * @param images which images of experiments may run
 * @param baseImage what the trainer's image is built on; empty: what its Dockerfile says
 * @param settings the values as they are written, and where
 */
public record Preferences(
    Optional<String> name,
    RuntimeKind runtime,
    Cpus cpus,
    OptionalLong memoryBytes,
    long cacheBytes,
    OptionalInt parallel,
    Schedule schedule,
    Optional<Duration> onlyWhenIdle,
    boolean worksOnBattery,
    OptionalDouble maxCelsius,
    OptionalLong downloadBytesPerSecond,
    OptionalLong uploadBytesPerSecond,
    boolean gpu,
    ImageRule images,
    Optional<String> baseImage,
    Settings settings) {

  /** The most trainings at the same time. */
  public static final int MOST_PARALLEL = 256;

  private static final long LEAST_CACHE = 64L << 20;
  private static final int MOST_IMAGE_NAME = 300;

  /**
   * Reads all values.
   *
   * @throws PreferenceException for the first that is none, with the place where it stands
   */
  public static Preferences of(Settings settings) throws PreferenceException {
    Reader read = new Reader(settings);
    return new Preferences(
        read.given(Key.NAME, Preferences::checkedName),
        read.value(Key.RUNTIME, Preferences::runtime),
        read.value(Key.CPUS, Cpus::parse),
        read.value(Key.MEMORY, Preferences::memory),
        read.value(Key.CACHE, text -> Amounts.bytes(text, LEAST_CACHE)),
        read.value(Key.PARALLEL, Preferences::parallel),
        new Schedule(read.value(Key.HOURS, Schedule::hours), read.value(Key.DAYS, Schedule::days)),
        read.value(Key.ONLY_WHEN_IDLE, Preferences::idleTime),
        read.value(Key.ON_BATTERY, text -> choice(text, "work", "pause")),
        read.value(Key.MAX_TEMPERATURE, Amounts::celsius),
        read.value(Key.DOWNLOAD, Amounts::rate),
        read.value(Key.UPLOAD, Amounts::rate),
        read.value(Key.GPU, text -> choice(text, "on", "off")),
        read.value(Key.IMAGES, ImageRule::parse),
        read.given(Key.BASE_IMAGE, Preferences::imageName),
        settings);
  }

  /** What nobody has decided. */
  public static Preferences standard() {
    try {
      return of(Settings.standard());
    } catch (PreferenceException e) {
      throw new IllegalStateException("a default is wrong", e);
    }
  }

  private static String checkedName(String text) throws ValueException {
    String clean = Texts.oneLine(text, Limits.MAX_VOLUNTEER_NAME);
    if (clean.isEmpty() || !clean.equals(text)) {
      throw new ValueException(
          quoted(text)
              + " is no name; it must have 1 to "
              + Limits.MAX_VOLUNTEER_NAME
              + " printable characters");
    }
    return text;
  }

  private static RuntimeKind runtime(String text) throws ValueException {
    List<String> known = Arrays.stream(RuntimeKind.values()).map(RuntimeKind::word).toList();
    if (!known.contains(text)) {
      throw new ValueException(
          quoted(text)
              + " is not a runtime"
              + Names.didYouMean(text, known)
              + " (it can be docker, bubblewrap or process)");
    }
    return RuntimeKind.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static OptionalLong memory(String text) throws ValueException {
    return text.equals("auto")
        ? OptionalLong.empty()
        : OptionalLong.of(Amounts.bytes(text, Allotment.LEAST_MEMORY));
  }

  private static OptionalInt parallel(String text) throws ValueException {
    if (text.equals("auto")) {
      return OptionalInt.empty();
    }
    if (!text.matches("[0-9]{1,3}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MOST_PARALLEL) {
      throw new ValueException(
          quoted(text) + " is neither auto nor a whole number from 1 to " + MOST_PARALLEL);
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  private static Optional<Duration> idleTime(String text) throws ValueException {
    return text.equals("off") ? Optional.empty() : Optional.of(Durations.read(text));
  }

  private static boolean choice(String text, String yes, String no) throws ValueException {
    if (!text.equals(yes) && !text.equals(no)) {
      throw new ValueException(quoted(text) + " is neither " + yes + " nor " + no);
    }
    return text.equals(yes);
  }

  private static String imageName(String text) throws ValueException {
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9._/:@-]*") || text.length() > MOST_IMAGE_NAME) {
      throw new ValueException(
          quoted(text) + " is not the name of an image, like eclipse-temurin:17-jre");
    }
    return text;
  }

  /** Makes a value out of a text. */
  @FunctionalInterface
  private interface Parser<T> {
    T parse(String text) throws ValueException;
  }

  private record Reader(Settings settings) {

    <T> T value(Key key, Parser<T> parser) throws PreferenceException {
      String text = settings.get(key).text();
      if (text.isEmpty()) {
        throw settings.problem(
            key, "has no value; write one, like " + key.example() + ", or remove the key");
      }
      try {
        return parser.parse(text);
      } catch (ValueException e) {
        throw settings.problem(key, e.problem());
      }
    }

    /** A value that has no text when nobody has decided. */
    <T> Optional<T> given(Key key, Parser<T> parser) throws PreferenceException {
      return settings.isStandard(key) ? Optional.empty() : Optional.of(value(key, parser));
    }
  }
}
