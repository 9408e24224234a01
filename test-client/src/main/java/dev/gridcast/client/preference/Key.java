package dev.gridcast.client.preference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a person may decide. The order is that of every list that people see. */
public enum Key {
  NAME(
      "name",
      "user@host",
      "ada",
      false,
      "The name on the leaderboard, 1 to 40 characters; others see it."),
  RUNTIME(
      "runtime",
      "docker",
      "bubblewrap",
      false,
      "Where trainers run: docker (a sealed container), bubblewrap (Linux), or process, which shuts"
          + " nothing in."),
  CPUS(
      "cpus",
      "auto",
      "50%",
      false,
      "Processors for all trainings together: a number like 2 or 1.5, or a share of the machine"
          + " like 50%. auto: one per training."),
  MEMORY(
      "memory",
      "auto",
      "4 GiB",
      false,
      "Memory for all trainings together. auto: 2 GiB per training, at most half of the machine's."),
  CACHE("cache", "2 GiB", "500 MB", false, "Disk space for the data sets of experiments."),
  PARALLEL(
      "parallel",
      "auto",
      "2",
      true,
      "Trainings at the same time. auto: one per processor core but one, as far as cpus and memory"
          + " go."),
  HOURS(
      "hours",
      "always",
      "22:00-07:00, 12:00-13:00",
      true,
      "When trainings may run, in local time; over midnight, too, and several, separated by"
          + " commas."),
  DAYS(
      "days",
      "mon-sun",
      "mon-fri, sun",
      true,
      "On which days they may run. Hours that go over midnight belong to the day on which they"
          + " begin."),
  ONLY_WHEN_IDLE(
      "only-when-idle",
      "off",
      "5 min",
      true,
      "Run only when nobody has touched the machine for this long and other programs use little of"
          + " it."),
  ON_BATTERY(
      "on-battery", "pause", "work", true, "On battery: pause, or work as if it were the mains."),
  MAX_TEMPERATURE(
      "max-temperature",
      "90 °C",
      "80 °C",
      true,
      "Pause when the processor is this hot, until it is 5 °C cooler; or off."),
  DOWNLOAD(
      "download", "unlimited", "500 KiB/s", true, "The most that the client receives per second."),
  UPLOAD("upload", "unlimited", "100 KiB/s", true, "The most that the client sends per second."),
  GPU("gpu", "off", "on", false, "Whether trainings may use the graphics processor: on or off."),
  IMAGES(
      "images",
      "none",
      "any",
      true,
      "Which trainer images of experiments may run here: none, any, or digests (sha256:...),"
          + " separated by commas."),
  BASE_IMAGE(
      "base-image",
      "built-in",
      "eclipse-temurin:17-jre",
      false,
      "The image that `client image build` builds the trainer's image on.");

  private final String word;
  private final String standard;
  private final String example;
  private final boolean live;
  private final String meaning;

  Key(String word, String standard, String example, boolean live, String meaning) {
    this.word = word;
    this.standard = standard;
    this.example = example;
    this.live = live;
    this.meaning = meaning;
  }

  /** How it is written in the file; behind two dashes it is a flag. */
  public String word() {
    return word;
  }

  /** The value where nobody has decided, as it would be written. */
  public String standard() {
    return standard;
  }

  /** A value, to show how one is written. */
  public String example() {
    return example;
  }

  /** Whether a client that runs takes a change up within seconds; else its next start does. */
  public boolean live() {
    return live;
  }

  /** What it decides, in a sentence or two. */
  public String meaning() {
    return meaning;
  }

  /** The key that is written so. */
  public static Optional<Key> of(String word) {
    return Arrays.stream(values()).filter(key -> key.word.equals(word)).findFirst();
  }

  /**
   * The key that is written so.
   *
   * @throws PreferenceException when there is none; it names the nearest
   */
  public static Key require(String word) throws PreferenceException {
    return of(word)
        .orElseThrow(
            () -> new PreferenceException("unknown preference \"" + word + "\"" + hint(word)));
  }

  static String hint(String word) {
    return Names.didYouMean(word, words()) + " (known: " + String.join(", ", words()) + ")";
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Key::word).toList();
  }
}
