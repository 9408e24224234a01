package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.control.FakeControls;
import dev.gridcast.client.control.StatusReport;
import dev.gridcast.client.work.VolunteerRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StatusTextTest {

  private final FakeControls controls = new FakeControls();

  @Test
  void aPersonSeesItAllAtAGlance() {
    assertThat(String.join("\n", lines(false)))
        .isEqualTo(
            """
            State       training
            Cases       case 11 of 144  [######----] epoch 30 of 50, 2:40 min left, since 12:56 (4:00 min)
                          RMSE 801.25, persistence 803.68
            Record      41 verified, 1 not verified, credit 3:20 h of training
                        of these for this experiment: 12 verified, 0 not verified, credit 50:00 min of training
                        this run: 13 trained, 1 failed, 2 given back, 1 waiting to be sent
            Best        BTC 1d from 2026-11-21T00:00:00Z:
                        1. close 91234.5 (skill +1.23 %, case 4 by bob)
            Checked     case 9 verified: RMSE 801.2, persistence 803.68, rank 3 of 12
                        case 8 was not verified: the model does not load
            Server      BTC daily at 192.168.1.20:7420, connected since 10:56 (2:03 h), through NAT (srflx to prflx, udp)
            Client      ada, 2 cases at once in docker, release 0.2.0, process 4711, since 09:48 (3:12 h)
            Machine     34 % busy, 71 °C, 9.1 GiB free, on mains, unused for 12:00 min
            Files       /home/ada/.gridcast/client""");
  }

  @Test
  void aPauseSaysWhy() {
    controls.snooze(Duration.ofHours(2));
    controls.stopAfterThisCase();

    assertThat(lines(false))
        .contains("State       paused: paused by you; ends after the cases in hand")
        .anyMatch(line -> line.contains("epoch 30 of 50, frozen"));
  }

  @Test
  void coloursAreForTerminalsAndNeverChangeTheWords() {
    List<String> painted = lines(true);

    assertThat(painted).anyMatch(line -> line.contains("\u001b[32mtraining\u001b[0m"));
    assertThat(painted.stream().map(line -> line.replaceAll("\u001b\\[[0-9]+m", "")))
        .containsExactlyElementsOf(lines(false));
  }

  @Test
  void whatOthersNamedCannotPaintTheScreen() {
    controls.called("BTC\u001b[2J\u001b]0;pwned\u0007\nState  fine");

    assertThat(String.join("", lines(false))).doesNotContain("\u001b", "\u0007", "\n");
  }

  @Test
  void aMachineWithoutSensorsHasNoEmptyLine() {
    StatusReport none =
        StatusReport.notRunning(
            FakeControls.NOW,
            new StatusReport.Client("1", "", "/data", 0, null, ""),
            VolunteerRecord.Tally.NONE);

    assertThat(text(false).lines(none))
        .containsExactly(
            "Client      none runs in /data",
            "Record      0 verified, 0 not verified, credit 0 s of training",
            "Start       gridcast client join INVITE");
  }

  private List<String> lines(boolean colours) {
    return text(colours).lines(controls.status());
  }

  private static StatusText text(boolean colours) {
    return new StatusText(
        colours, ZoneId.of("Europe/Berlin"), InstantSource.fixed(FakeControls.NOW));
  }
}
