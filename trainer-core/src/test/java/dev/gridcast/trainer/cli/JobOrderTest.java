package dev.gridcast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.trainer.work.WorkFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobOrderTest {

  @Test
  void anOrderNamesAJobAndTwoFolders() {
    assertThat(parse("{\"job\":\"a \\\"b\\\"\",\"input\":\"/in/a\",\"output\":\"out\"}"))
        .isEqualTo(new JobOrder.Train("a \"b\"", new WorkFolder(Path.of("/in/a"), Path.of("out"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "[]",
        "\"job\"",
        "{\"job\":\"a\",\"input\":\"i\",\"output\":\"o\"} {}",
        "{\"job\":\"a\",\"job\":\"b\",\"input\":\"i\",\"output\":\"o\"}",
        "{\"job\":7,\"input\":\"i\",\"output\":\"o\"}",
        "{\"job\":\"\",\"input\":\"i\",\"output\":\"o\"}",
        "{\"job\":\"two\\nlines\",\"input\":\"i\",\"output\":\"o\"}",
        "{\"input\":\"i\",\"output\":\"o\"}",
        "{\"job\":{\"a\":{\"b\":{\"c\":{\"d\":1}}}}}"
      })
  void aLineThatNamesNoJobIsRefusedWithoutAName(String line) {
    assertThat(parse(line)).isInstanceOf(JobOrder.Refused.class);
    assertThat(parse(line).job()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"job\":\"a\",\"input\":\"i\"} | exactly the keys job, input and output: [input, job]",
        "{\"job\":\"a\",\"input\":\"i\",\"output\":\"o\",\"epochs\":1} | exactly the keys",
        "{\"job\":\"a\",\"input\":1,\"output\":\"o\"} | \"input\" must be a path",
        "{\"job\":\"a\",\"input\":\"i\",\"output\":\" \"} | \"output\" must be a path",
        "{\"job\":\"a\",\"input\":\"i\\u0000\",\"output\":\"o\"} | Nul character not allowed"
      })
  void anotherMistakeIsRefusedByName(String line, String reason) {
    JobOrder order = parse(line);
    assertThat(order.job()).isEqualTo("a");
    assertThat(order).isInstanceOf(JobOrder.Refused.class);
    assertThat(((JobOrder.Refused) order).reason()).contains(reason).doesNotContain("\u0000");
  }

  @Property(tries = 300)
  void noLineMakesItFail(@ForAll byte[] line) {
    assertThat(JobOrder.parse(line)).isInstanceOf(JobOrder.Refused.class);
  }

  private static JobOrder parse(String line) {
    return JobOrder.parse(line.getBytes(StandardCharsets.UTF_8));
  }
}
