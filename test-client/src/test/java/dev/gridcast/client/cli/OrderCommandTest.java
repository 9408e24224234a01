package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.client.control.ControlRoom;
import dev.gridcast.client.control.FakeControls;
import dev.gridcast.client.control.PagePort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands for a client that runs, from the shell to the client and back. */
final class OrderCommandTest {

  private final Path folder;
  private final FakeControls controls = new FakeControls();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  OrderCommandTest(@TempDir Path temp) throws IOException {
    this.folder = Files.createDirectory(temp.resolve("my client"));
  }

  @Test
  void pauseSaysWhatNowHoldsAndHowToGoOnWithThisVeryClient() throws Exception {
    try (ControlRoom room = open()) {
      assertThat(run("pause", "--data-dir", folder.toString())).isZero();

      assertThat(out.toString().lines())
          .containsExactly(
              "Paused. 1 case is frozen.",
              "Go on with `gridcast client resume --data-dir \"" + folder + "\"`.");
      assertThat(controls.orders).containsExactly("pause");
      assertThat(room).isNotNull();
    }
  }

  @Test
  void theOtherOrdersArrive() throws Exception {
    try (ControlRoom room = open()) {
      assertThat(run("snooze", "1h30m", "--data-dir", folder.toString())).isZero();
      assertThat(run("resume", "--data-dir", folder.toString())).isZero();
      assertThat(run("stop-after-this-case", "--data-dir", folder.toString())).isZero();

      assertThat(controls.orders).containsExactly("snooze PT1H30M", "resume", "stop");
      assertThat(out).asString().contains("Paused until", "Resumed: 1 case", "ends after the case");
      assertThat(room).isNotNull();
    }
  }

  @Test
  void withoutAClientTheCommandSaysWhatToDo() throws Exception {
    try (ControlRoom room = open()) {
      Path other = folder.resolveSibling("other");

      assertThat(run("pause", "--data-dir", other.toString())).isEqualTo(3);

      assertThat(err)
          .asString()
          .hasLineCount(1)
          .contains("No client runs in " + other, "client join", "--data-dir", folder.toString());
      assertThat(room).isNotNull();
    }
  }

  @Test
  void aTimeThatIsNoneIsRefusedBeforeAnybodyIsAsked() {
    assertThat(run("snooze", "soon", "--data-dir", folder.toString())).isEqualTo(2);
    assertThat(run("snooze", "31d", "--data-dir", folder.toString())).isEqualTo(2);
    assertThat(err)
        .asString()
        .hasLineCount(2)
        .contains("\"soon\" is not a length of time", "from 1 s to 30 days", "snooze --help");
  }

  @Test
  void statusShowsWhatRuns() throws Exception {
    try (ControlRoom room = open()) {
      assertThat(run("status", "--data-dir", folder.toString())).isZero();

      assertThat(out)
          .asString()
          .contains("training", "case 11 of 144", "epoch 30 of 50", "41 verified")
          .contains(room.page().orElseThrow().toString())
          .doesNotContain("\u001b");
    }
  }

  @Test
  void statusForProgramsIsOneLineOfJson() throws Exception {
    try (ControlRoom room = open()) {
      assertThat(run("status", "--json", "--data-dir", folder.toString())).isZero();

      assertThat(out.toString().lines()).hasSize(1);
      JsonNode json = new ObjectMapper().readTree(out.toString());
      assertThat(json.at("/state").textValue()).isEqualTo("working");
      assertThat(json.at("/cases/0/epoch").intValue()).isEqualTo(30);
      assertThat(json.at("/page").textValue()).isEqualTo(room.page().orElseThrow().toString());
    }
  }

  @Test
  void withoutAClientStatusShowsTheRecordAndSaysThatNothingRuns() throws Exception {
    Files.writeString(
        folder.resolve("record.json"),
        """
        {"version":1,"experiments":[],"earlier":{"verified":7,"rejected":2,"creditSeconds":3725.5}}
        """);

    assertThat(run("status", "--data-dir", folder.toString())).isZero();
    assertThat(out)
        .asString()
        .contains("none runs in " + folder, "7 verified, 2 not verified, credit 1:02 h");

    out.getBuffer().setLength(0);
    assertThat(run("status", "--json", "--data-dir", folder.toString())).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("state").textValue()).isEqualTo("not-running");
    assertThat(json.at("/record/verified").intValue()).isEqualTo(7);
  }

  @Test
  void whoNeverJoinedHasAnEmptyRecordAndNoFolderIsMade() {
    Path nowhere = folder.resolve("a/b");

    assertThat(run("status", "--data-dir", nowhere.toString())).isZero();

    assertThat(out).asString().contains("0 verified");
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void watchLooksAgainAndSeesTheClientEnd() throws Exception {
    ControlRoom room = open();
    AtomicInteger looks = new AtomicInteger();
    StatusCommand watching =
        new StatusCommand(
            () -> {
              if (looks.incrementAndGet() == 1) {
                close(room);
              }
              return looks.get() < 3;
            });

    int exit =
        new CommandLine(watching)
            .setOut(new PrintWriter(out, true))
            .execute("--watch", "--json", "--data-dir", folder.toString());

    assertThat(exit).isZero();
    assertThat(
            out.toString().lines().map(line -> line.replaceAll(".*\"state\":\"([a-z-]*).*", "$1")))
        .containsExactly("working", "not-running", "not-running");
  }

  private static void close(ControlRoom room) {
    try {
      room.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private ControlRoom open() throws IOException {
    return ControlRoom.open(folder, controls, PagePort.free());
  }

  private int run(String... arguments) {
    return ClientMain.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
