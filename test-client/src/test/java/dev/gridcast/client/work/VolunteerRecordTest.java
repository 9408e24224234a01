package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.VolunteerRecord.Tally;
import dev.gridcast.protocol.message.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credit is seconds of training that a server found to be true, each counted once. */
final class VolunteerRecordTest {

  private static final String HOME = "home.example:7420";

  private final Path file;
  private final AtomicLong seconds = new AtomicLong(1_800_000_000);

  private final List<String> said = new ArrayList<>();

  VolunteerRecordTest(@TempDir Path folder) {
    this.file = folder.resolve("record.json");
  }

  @Test
  void creditIsTheTrainingOfVerifiedCasesOnly() throws IOException {
    VolunteerRecord record = open();
    record.trained(HOME, "btc", "lease-1", 12.5);
    record.trained(HOME, "btc", "lease-2", 100);
    assertThat(record.of(HOME, "btc")).isEqualTo(Tally.NONE);

    record.judged(HOME, "lease-1", Verdict.Kind.COUNTS);
    record.judged(HOME, "lease-2", Verdict.Kind.REJECTED);

    assertThat(record.of(HOME, "btc")).isEqualTo(new Tally(1, 1, 12.5));
    assertThat(record.of(HOME, "eth")).isEqualTo(Tally.NONE);
  }

  @Test
  void aVerdictThatIsToldTwiceCountsOnceAndAStrangersNever() throws IOException {
    VolunteerRecord record = open();
    record.trained(HOME, "btc", "lease-1", 12.5);

    record.judged(HOME, "lease-1", Verdict.Kind.COUNTS);
    record.judged(HOME, "lease-1", Verdict.Kind.COUNTS);
    record.judged(HOME, "lease-9", Verdict.Kind.COUNTS);
    record.judged("elsewhere.example:1", "lease-1", Verdict.Kind.COUNTS);

    assertThat(record.total()).isEqualTo(new Tally(1, 0, 12.5));
  }

  @Test
  void aVerdictMayComeInALaterRun() throws IOException {
    VolunteerRecord before = open();
    before.trained(HOME, "btc", "lease-1", 12.5);
    before.save(said::add);

    VolunteerRecord after = open();
    after.judged(HOME, "lease-1", Verdict.Kind.COUNTS);
    after.save(said::add);

    assertThat(open().of(HOME, "btc")).isEqualTo(new Tally(1, 0, 12.5));
  }

  @Test
  void aLaterVerdictTakesThePlaceOfAnEarlierOneEvenInALaterRun() throws IOException {
    VolunteerRecord record = open();
    record.trained(HOME, "btc", "lease-1", 12.5);
    record.judged(HOME, "lease-1", Verdict.Kind.WAITS);
    assertThat(record.total()).isEqualTo(Tally.NONE);
    record.judged(HOME, "lease-1", Verdict.Kind.CONFIRMS);
    assertThat(record.total()).isEqualTo(new Tally(1, 0, 12.5));
    record.save(said::add);

    VolunteerRecord after = open();
    after.judged(HOME, "lease-1", Verdict.Kind.CONFIRMS);
    assertThat(after.total()).as("told again").isEqualTo(new Tally(1, 0, 12.5));
    after.judged(HOME, "lease-1", Verdict.Kind.WAITS);
    assertThat(after.total()).as("doubted").isEqualTo(Tally.NONE);
    after.judged(HOME, "lease-1", Verdict.Kind.REJECTED);
    assertThat(after.total()).isEqualTo(new Tally(0, 1, 0));
  }

  @Test
  void aClaimIsNoCreditAndNoBlame() throws IOException {
    VolunteerRecord record = open();
    record.trained(HOME, "btc", "lease-1", 12.5);
    record.judged(HOME, "lease-1", Verdict.Kind.CLAIMED);
    record.save(said::add);
    assertThat(open().total()).isEqualTo(Tally.NONE);
  }

  @Test
  void aVerdictThatThisReleaseDoesNotKnowIsNoCreditAndNoBlame() throws IOException {
    VolunteerRecord record = open();
    record.trained(HOME, "btc", "lease-1", 12.5);
    record.judged(HOME, "lease-1", Verdict.Kind.COUNTS);
    record.judged(HOME, "lease-1", Verdict.Kind.UNKNOWN);
    record.save(said::add);
    assertThat(open().total()).isEqualTo(Tally.NONE);
  }

  @Test
  void theFileOfAnEarlierReleaseIsUnderstood() throws IOException {
    Files.writeString(
        file,
        """
        {"version":1,"experiments":[{"server":"home.example:7420","experiment":"btc",
          "lastAt":"2026-01-01T00:00:00Z","verified":3,"rejected":0,"creditSeconds":9.5,
          "waitingSeconds":{"lease-1":2}}],
         "earlier":{"verified":0,"rejected":0,"creditSeconds":0}}
        """);
    VolunteerRecord record = open();
    record.judged(HOME, "lease-1", Verdict.Kind.COUNTS);
    assertThat(record.total()).isEqualTo(new Tally(4, 0, 11.5));
  }

  @Test
  void experimentsAreToldApartUpToALimitAndTheTotalStaysTrue() throws IOException {
    VolunteerRecord record = open();
    int experiments = VolunteerRecord.MOST_EXPERIMENTS + 7;
    for (int i = 0; i < experiments; i++) {
      seconds.incrementAndGet();
      record.trained(HOME, "experiment-" + i, "lease-" + i, 2);
      record.judged(HOME, "lease-" + i, Verdict.Kind.COUNTS);
    }
    record.save(said::add);

    VolunteerRecord again = open();
    assertThat(again.total()).isEqualTo(new Tally(experiments, 0, 2.0 * experiments));
    assertThat(again.of(HOME, "experiment-0")).isEqualTo(Tally.NONE);
    assertThat(again.of(HOME, "experiment-7")).isEqualTo(new Tally(1, 0, 2));
  }

  @Test
  void resultsThatAreNeverJudgedDoNotFillTheDisk() throws IOException {
    VolunteerRecord record = open();
    for (int i = 0; i < VolunteerRecord.MOST_WAITING * 3; i++) {
      record.trained(HOME, "btc", "lease-" + i, 1);
    }
    record.save(said::add);

    assertThat(Files.readAllLines(file)).hasSizeLessThan(VolunteerRecord.MOST_WAITING + 30);
    record.judged(HOME, "lease-0", Verdict.Kind.COUNTS);
    assertThat(record.total()).as("forgotten").isEqualTo(Tally.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"version\":2,\"experiments\":[]}",
        "{\"version\":1,\"experiments\":[{\"server\":7}]}",
        "{\"version\":1,\"experiments\":[],"
            + "\"earlier\":{\"verified\":-1,\"rejected\":0,\"creditSeconds\":0}}"
      })
  void aDamagedFileIsKeptAndSaidOnce(String content) throws IOException {
    Files.writeString(file, content);

    VolunteerRecord record = open();

    assertThat(record.damage())
        .hasValueSatisfying(line -> assertThat(line).contains("record.json.damaged", "anew"));
    assertThat(file.resolveSibling("record.json.damaged")).hasContent(content);
    record.trained(HOME, "btc", "lease-1", 1);
    record.save(said::add);
    assertThat(open().damage()).isEmpty();
  }

  @Test
  void aRecordThatCannotBeWrittenIsToldOnceAndTriedAgain() throws IOException {
    VolunteerRecord record = open();
    Files.createDirectories(file.resolve("in the way"));
    record.trained(HOME, "btc", "lease-1", 1);
    record.save(said::add);
    record.save(said::add);
    record.judged(HOME, "lease-1", Verdict.Kind.COUNTS);
    record.save(said::add);
    assertThat(said).singleElement().asString().contains("cannot be written");

    Files.delete(file.resolve("in the way"));
    Files.delete(file);
    record.trained(HOME, "btc", "lease-2", 1);
    record.save(said::add);

    assertThat(open().total()).isEqualTo(new Tally(1, 0, 1));
  }

  private VolunteerRecord open() throws IOException {
    return VolunteerRecord.open(file, () -> Instant.ofEpochSecond(seconds.get()));
  }
}
