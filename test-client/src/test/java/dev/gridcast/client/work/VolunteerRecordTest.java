package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.VolunteerRecord.Tally;
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

    record.judged(HOME, "lease-1", true);
    record.judged(HOME, "lease-2", false);

    assertThat(record.of(HOME, "btc")).isEqualTo(new Tally(1, 1, 12.5));
    assertThat(record.of(HOME, "eth")).isEqualTo(Tally.NONE);
  }

  @Test
  void aVerdictThatIsToldTwiceCountsOnceAndAStrangersNever() throws IOException {
    VolunteerRecord record = open();
    record.trained(HOME, "btc", "lease-1", 12.5);

    record.judged(HOME, "lease-1", true);
    record.judged(HOME, "lease-1", true);
    record.judged(HOME, "lease-9", true);
    record.judged("elsewhere.example:1", "lease-1", true);

    assertThat(record.total()).isEqualTo(new Tally(1, 0, 12.5));
  }

  @Test
  void aVerdictMayComeInALaterRun() throws IOException {
    VolunteerRecord before = open();
    before.trained(HOME, "btc", "lease-1", 12.5);
    before.save(said::add);

    VolunteerRecord after = open();
    after.judged(HOME, "lease-1", true);
    after.save(said::add);

    assertThat(open().of(HOME, "btc")).isEqualTo(new Tally(1, 0, 12.5));
  }

  @Test
  void experimentsAreToldApartUpToALimitAndTheTotalStaysTrue() throws IOException {
    VolunteerRecord record = open();
    int experiments = VolunteerRecord.MOST_EXPERIMENTS + 7;
    for (int i = 0; i < experiments; i++) {
      seconds.incrementAndGet();
      record.trained(HOME, "experiment-" + i, "lease-" + i, 2);
      record.judged(HOME, "lease-" + i, true);
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
    record.judged(HOME, "lease-0", true);
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
    record.judged(HOME, "lease-1", true);
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
