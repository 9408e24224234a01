package dev.gridcast.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.Suspension;
import dev.gridcast.server.store.TrackRecord;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContributorsTest {

  private Store store;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = SqliteStore.open(folder.resolve("gridcast.db"), Samples.experiment(20));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void volunteer(String id, String name, TrackRecord record, boolean suspended) {
    store.update(
        writer -> {
          writer.seeVolunteer(id, name, "Linux", Samples.START);
          writer.updateVolunteer(
              new Volunteer(
                  id,
                  name,
                  "Linux",
                  Samples.START,
                  Samples.START,
                  record,
                  false,
                  false,
                  suspended
                      ? Optional.of(new Suspension(Samples.START, "3 false results, " + name))
                      : Optional.empty(),
                  false));
        });
  }

  private void fill() {
    volunteer("a", "Ada", new TrackRecord(1200, 34, 1, 2, 3, 98_765_000, 77, 0, 1), false);
    volunteer("b", "=Bob", new TrackRecord(1000, 300, 0, 0, 0, 5_000, 12, 0, 1), false);
    volunteer("c", "Cy\u001b[31m", new TrackRecord(0, 0, 40, 9, 9, 0, 0, 3, 0), true);
    volunteer("d", "Dee", TrackRecord.NEW, false);
    volunteer("e", "Eli", new TrackRecord(1, 0, 0, 0, 0, 2_000, 1, 0, 1), false);
    volunteer("f", "Fay", new TrackRecord(0, 1, 0, 0, 0, 3_000, 1, 0, 1), false);
  }

  @Test
  void onlyVerifiedWorkRanks() {
    assertThat(Contributors.of(store).table(20, false))
        .isEqualTo("No volunteer has said hello yet.\n");
    fill();
    assertThat(Contributors.of(store).table(20, false))
        .isEqualTo(
            """
            #  volunteer  verified  agreed  compute  rejected  streak  reliable  suspended
            1  =Bob          1,000     300      5 s         0      12   100.0 %
            2  Ada           1,200      34   27.4 h         1      77    99.5 %
            3  Fay               0       1      3 s         0       1   100.0 %
            4  Eli               1       0      2 s         0       1   100.0 %
            -  Cy[31m            0       0      0 s        40       0     0.0 %  yes
            -  Dee               0       0      0 s         0       0         -
            verified: results that count; agreed: trainings that confirmed another volunteer's; streak: confirmed
            results in a row; reliable: verified and agreed among all that ended
            suspended: `gridcast server volunteers` says why, and how to undo it
            """);
    assertThat(Contributors.of(store).table(2, false))
        .contains("\nand 4 more\n")
        .doesNotContain("suspended: ");
  }

  @Test
  void programsGetEveryFigure() throws IOException {
    fill();
    StringWriter csv = new StringWriter();
    Contributors.of(store).csv(csv);
    assertThat(csv.toString())
        .startsWith(
            "place,volunteer,volunteer_id,verified,agreed,compute_seconds,rejected,failed,"
                + "abandoned,streak,reliability,suspended_at,suspended_for,last_seen\r\n"
                + "1,'=Bob,b,1000,300,5,0,0,0,12,1,,,2026-11-21T08:00:00Z\r\n")
        .contains(
            "\r\n,Cy\u001b[31m,c,0,0,0,40,9,9,0,0,2026-11-21T08:00:00Z,\"3 false results, Cy");
    StringWriter text = new StringWriter();
    Contributors.of(store).json(text);
    JsonNode json = new ObjectMapper().readTree(text.toString());
    assertThat(json.at("/contributors")).hasSize(6);
    assertThat(json.at("/contributors/1/computeSeconds").doubleValue()).isEqualTo(98765);
    assertThat(json.at("/contributors/4/suspendedFor").textValue()).startsWith("3 false");
    assertThat(json.at("/contributors/4").has("place")).isFalse();
    assertThat(json.at("/contributors/5").has("reliability")).isFalse();
    StringWriter results = new StringWriter();
    ResultsJson.write(store, results);
    assertThat(new ObjectMapper().readTree(results.toString()).at("/contributors"))
        .isEqualTo(json.at("/contributors"));
  }
}
