package dev.gridcast.client.work;

import dev.gridcast.client.cache.DurableFiles;
import dev.gridcast.protocol.message.Verdict;
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
  static final int MOST_WAITING = 1_000;

  /** On so many results of an experiment a server may change its mind; older verdicts stay. */
  static final int MOST_JUDGED = 1_000;

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

    /** Never below nothing, whatever a person wrote into the file. */
    private Tally minus(Tally less) {
      return new Tally(
          Math.max(0, verified - less.verified),
          Math.max(0, rejected - less.rejected),
          Math.max(0, creditSeconds - less.creditSeconds));
    }

    Tally plus(Tally more) {
      return new Tally(
          verified + more.verified, rejected + more.rejected, creditSeconds + more.creditSeconds);
    }
  }

  /** An experiment of a server. */
  record Key(String server, String experiment) {}

  /**
   * The record with one experiment.
   *
   * @param waiting the seconds of training that await a verdict, by lease
   * @param judged those that had one, which is part of the tally, by lease
   */
  record Entry(
      Tally tally, Map<String, Double> waiting, Map<String, Judged> judged, Instant lastAt) {

    private static final Entry NONE = new Entry(Tally.NONE, Map.of(), Map.of(), Instant.EPOCH);

    /** Takes a verdict in place of an earlier one; empty when the lease is none of its. */
    Optional<Entry> with(String lease, Verdict.Kind kind, Instant now) {
      Double seconds = waiting.get(lease);
      Judged before = judged.get(lease);
      if (before != null) {
        seconds = before.seconds();
      }
      if (seconds == null) {
        return Optional.empty();
      }
      Map<String, Double> stillWaiting = new LinkedHashMap<>(waiting);
      Map<String, Judged> nowJudged = new LinkedHashMap<>(judged);
      stillWaiting.remove(lease);
      nowJudged.remove(lease);
      Tally changed = before == null ? tally : tally.minus(before.tally());
      if (kind == Verdict.Kind.WAITS) {
        stillWaiting.put(lease, seconds);
      } else {
        Judged news = new Judged(Standing.of(kind), seconds);
        nowJudged.put(lease, news);
        changed = changed.plus(news.tally());
      }
      return Optional.of(new Entry(changed, stillWaiting, nowJudged, now).bounded());
    }

    /** Whether that verdict is the one that came last. */
    private boolean knows(String lease, Verdict.Kind kind) {
      Judged known = judged.get(lease);
      return known != null && kind != Verdict.Kind.WAITS && known.standing() == Standing.of(kind);
    }

    Entry waitingFor(String lease, double seconds, Instant now) {
      Map<String, Double> more = new LinkedHashMap<>(waiting);
      more.put(lease, seconds);
      return new Entry(tally, more, judged, now).bounded();
    }

    private Entry bounded() {
      return new Entry(tally, newest(waiting, MOST_WAITING), newest(judged, MOST_JUDGED), lastAt);
    }

    private static <T> Map<String, T> newest(Map<String, T> all, int most) {
      if (all.size() <= most) {
        return all;
      }
      Map<String, T> few = new LinkedHashMap<>();
      all.entrySet().stream()
          .skip(all.size() - most)
          .forEach(entry -> few.put(entry.getKey(), entry.getValue()));
      return few;
    }
  }

  /** What a verdict did to the tally. */
  enum Standing {
    /** The training is to the volunteer's credit. */
    VERIFIED,
    /** It does not count. */
    REJECTED,
    /** It is neither to the volunteer's credit nor blame. */
    UNCOUNTED;

    private static Standing of(Verdict.Kind kind) {
      return switch (kind) {
        case COUNTS, CONFIRMS -> VERIFIED;
        case REJECTED -> REJECTED;
        case CLAIMED, UNDECIDED, UNKNOWN -> UNCOUNTED;
        case WAITS -> throw new IllegalArgumentException("a result that waits has no standing");
      };
    }
  }

  /** A training that a verdict came for. */
  record Judged(Standing standing, double seconds) {

    private Tally tally() {
      return switch (standing) {
        case VERIFIED -> new Tally(1, 0, seconds);
        case REJECTED -> new Tally(0, 1, 0);
        case UNCOUNTED -> Tally.NONE;
      };
    }
  }

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
    put(key, entries.getOrDefault(key, Entry.NONE).waitingFor(lease, seconds, now()));
    while (entries.size() > MOST_EXPERIMENTS) {
      forgetOldest(key);
    }
  }

  /**
   * A server has judged a result. The same verdict again, or one on a stranger, changes nothing;
   * another one takes the place of the one before.
   *
   * @return whether the same was known before
   */
  synchronized boolean judged(String server, String lease, Verdict.Kind kind) {
    for (Map.Entry<Key, Entry> candidate : List.copyOf(entries.entrySet())) {
      if (candidate.getKey().server().equals(server)) {
        if (candidate.getValue().knows(lease, kind)) {
          return true;
        }
        candidate
            .getValue()
            .with(lease, kind, now())
            .ifPresent(entry -> put(candidate.getKey(), entry));
      }
    }
    return false;
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

  private void put(Key key, Entry entry) {
    entries.put(key, entry);
    changed = true;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
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
