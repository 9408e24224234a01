package dev.gridcast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.trainer.cli.TrainerProgram.Run;
import dev.gridcast.trainer.work.ResultFile;
import dev.gridcast.trainer.work.WorkFolder;
import dev.gridcast.trainer.work.predecessor.PredecessorFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A work folder of the predecessor, trained as it is by {@code trainer run}. */
class PredecessorFolderIT {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private TrainerProgram trainer;

  @BeforeEach
  void prepare() {
    trainer = new TrainerProgram(directory.resolve("stderr.txt"));
  }

  @AfterEach
  void leaveNoProcess() {
    trainer.close();
  }

  @Test
  void bothShapesOfItsParametersTrainToTheSameModel() throws Exception {
    WorkFolder rows = folder("rows", PredecessorFiles.oldest().asRows());
    WorkFolder columns = folder("columns", PredecessorFiles.newest().asColumns());

    ResultFile.Trained first = trained(rows);
    ResultFile.Trained second = trained(columns);

    assertThat(Files.readAllBytes(columns.model())).isEqualTo(Files.readAllBytes(rows.model()));
    assertThat(second.validation()).isEqualTo(first.validation());
    assertThat(first.labels())
        .containsExactly(
            "BTC-CANDLE-MAX-01-HS-1", "BTC-CANDLE-MIN-01-HS-1", "BTC-CANDLE-CLOSE-01-HS-1");
    assertThat(first.forecast())
        .singleElement()
        .satisfies(
            next -> assertThat(next.values().keySet()).containsExactlyElementsOf(first.labels()));
    assertThat(first.notes())
        .anyMatch(line -> line.contains("scales are fitted on the training rows alone"))
        .anyMatch(line -> line.contains("the last row is not doubled"))
        .anyMatch(line -> line.contains("the errors are of the validation range"));
    assertThat(second.notes())
        .containsAll(first.notes())
        .anyMatch(line -> line.contains("5 ON, 7 OFF"));
  }

  @Test
  void aFieldThatIsWrongIsBadInputWithItsLine() throws Exception {
    WorkFolder folder = folder("bad", PredecessorFiles.oldest().asRows());
    String series = Files.readString(folder.series());
    Files.writeString(folder.series(), series.replaceFirst("   [0-9.]+\r\n$", "   NaN\r\n"));

    Run run = trainer.run(List.of(), "run", folder.input().toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("time-series.csv:201: column \"BTC-VOLUME-BUY-01-HS-1\": \"NaN\"");
    assertThat(ResultFile.parse(Files.readAllBytes(folder.result())))
        .isInstanceOfSatisfying(
            ResultFile.Failed.class, failed -> assertThat(failed.kind()).isEqualTo("bad-series"));
    assertThat(folder.model()).doesNotExist();
  }

  private WorkFolder folder(String name, byte[] parameters) throws Exception {
    WorkFolder folder = WorkFolder.of(Files.createDirectory(directory.resolve(name)));
    Files.write(folder.parameters(), parameters);
    Files.write(folder.series(), PredecessorFiles.series(200));
    return folder;
  }

  private ResultFile.Trained trained(WorkFolder folder) throws Exception {
    Run run = trainer.run(List.of(), "run", folder.input().toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    ResultFile result = ResultFile.parse(Files.readAllBytes(folder.result()));
    assertThat(result).isInstanceOf(ResultFile.Trained.class);
    return (ResultFile.Trained) result;
  }
}
