package dev.gridcast.client.work;

import dev.gridcast.client.cache.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a volunteer has done for each experiment of each server, over all runs of this client: kept
 * in {@code record.json}. Only results that this client trained and that their server has judged
 * count, each once. Thread-safe.
 */
public final class VolunteerRecord {

  /** So many experiments are told apart; what is older is only part of the total. */
  static final int MOST_EXPERIMENTS = 50;

  /** So many results of an experiment may wait for their verdict; older ones are forgotten. */
  static final int MOST_WAITING = 200;

  /**
   * What has been done.
   *
   * @param verified results that count
   * @param rejected results that do not
   * @param creditSeconds seconds of training of the results that count
   */
  public record Tally(long verified, long rejected, double creditSeconds) {

    /** Nothing yet. */
    public static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(Tally more) {
      return new Tally(
          verified + more.verified, rejected + more.rejected, creditSeconds + more.creditSeconds);
    }
  }

  /** An experiment of a server. */
  record Key(String server, String experiment) {}

  /** The record with one experiment; the seconds of training that await a verdict by lease. */
  record Entry(Tally tally, Map<String, Double> waiting, Instant lastAt) {}

  private static final Logger log = LoggerFactory.getLogger(VolunteerRecord.class);

  private final Path file;
  private final InstantSource clock;
  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private final @Nullable String damage;
  private Tally earlier = Tally.NONE;
  private boolean changed;
  private boolean fails;

  private VolunteerRecord(Path file, InstantSource clock, @Nullable String damage) {
    this.file = file;
    this.clock = clock;
    this.damage = damage;
  }

  /**
   * Opens the record, or begins one. A file that cannot be understood is kept under another name,
   * and {@link #damage} says so.
   *
   * @throws IOException when the file cannot be read at all
   */
  public static VolunteerRecord open(Path file, InstantSource clock) throws IOException {
    byte[] json;
    try {
      json = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new VolunteerRecord(file, clock, null);
    }
    try {
      RecordFile.Content content = RecordFile.read(json);
      VolunteerRecord record = new VolunteerRecord(file, clock, null);
      record.entries.putAll(content.entries());
      record.earlier = content.earlier();
      return record;
    } catch (IOException e) {
      Path aside = file.resolveSibling(file.getFileName() + ".damaged");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      return new VolunteerRecord(
          file,
          clock,
          "The record of your credit in "
              + file
              + " cannot be read ("
              + e.getMessage()
              + "); it is kept as "
              + aside.getFileName()
              + ", and counting starts anew.");
    }
  }

  /** What was wrong with the file, in one line; empty when nothing was. */
  public Optional<String> damage() {
    return Optional.ofNullable(damage);
  }

  /** The record with one experiment. */
  public synchronized Tally of(String server, String experiment) {
    Entry entry = entries.get(new Key(server, experiment));
    return entry == null ? Tally.NONE : entry.tally();
  }

  /** Everything together. */
  public synchronized Tally total() {
    return entries.values().stream().map(Entry::tally).reduce(earlier, Tally::plus);
  }

  /** A case has been trained; its verdict is to come. */
  synchronized void trained(String server, String experiment, String lease, double seconds) {
    Key key = new Key(server, experiment);
    Entry entry = entries.get(key);
    Map<String, Double> waiting =
        entry == null ? new LinkedHashMap<>() : new LinkedHashMap<>(entry.waiting());
    waiting.put(lease, seconds);
    while (waiting.size() > MOST_WAITING) {
      waiting.remove(waiting.keySet().iterator().next());
    }
    put(key, entry == null ? Tally.NONE : entry.tally(), waiting);
    while (entries.size() > MOST_EXPERIMENTS) {
      forgetOldest(key);
    }
  }

  /** A server has judged a result; a second verdict on it, or one on a stranger, is no news. */
  synchronized void judged(String server, String lease, boolean verified) {
    for (Map.Entry<Key, Entry> candidate : List.copyOf(entries.entrySet())) {
      Key key = candidate.getKey();
      Map<String, Double> waiting = new LinkedHashMap<>(candidate.getValue().waiting());
      Double seconds = key.server().equals(server) ? waiting.remove(lease) : null;
      if (seconds != null) {
        Tally news = verified ? new Tally(1, 0, seconds) : new Tally(0, 1, 0);
        put(key, candidate.getValue().tally().plus(news), waiting);
      }
    }
  }

  /**
   * Writes what has changed; when this returns, it survives a crash, unless it could not be
   * written: then that is told once, and the next change is another try.
   *
   * @param notice hears what went wrong, in one line
   */
  synchronized void save(Consumer<String> notice) {
    if (!changed) {
      return;
    }
    changed = false;
    try {
      DurableFiles.write(file, RecordFile.write(new RecordFile.Content(entries, earlier)));
      fails = false;
    } catch (IOException e) {
      log.warn("the record cannot be written", e);
      if (!fails) {
        notice.accept("The record of your credit cannot be written: " + e + ".");
      }
      fails = true;
    }
  }

  private void put(Key key, Tally tally, Map<String, Double> waiting) {
    entries.put(key, new Entry(tally, waiting, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    changed = true;
  }

  private void forgetOldest(Key keep) {
    entries.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(keep))
        .min(Comparator.comparing(entry -> entry.getValue().lastAt()))
        .ifPresent(
            oldest -> {
              earlier = earlier.plus(oldest.getValue().tally());
              entries.remove(oldest.getKey());
            });
  }
}
