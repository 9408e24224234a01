package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressLinesTest {

  private static final String GOOD =
      "{\"epoch\":3,\"epochs\":50,\"trainingLoss\":0.12,\"validationRmse\":801.2,"
          + "\"persistenceRmse\":803.7,\"seconds\":4.1}";

  @Test
  void aLineOfTheContractIsRead() {
    assertThat(ProgressLines.parse(GOOD).orElseThrow().validationRmse()).isEqualTo(801.2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "3",
        "{\"epoch\":3}",
        "{\"epoch\":0,\"epochs\":5,\"trainingLoss\":1,\"validationRmse\":1,\"persistenceRmse\":1,\"seconds\":1}",
        "{\"epoch\":1.5,\"epochs\":5,\"trainingLoss\":1,\"validationRmse\":1,\"persistenceRmse\":1,\"seconds\":1}",
        "{\"epoch\":1,\"epochs\":5,\"trainingLoss\":1,\"validationRmse\":1e999,\"persistenceRmse\":1,\"seconds\":1}",
        "{\"epoch\":1,\"epochs\":5,\"trainingLoss\":1,\"validationRmse\":-1,\"persistenceRmse\":1,\"seconds\":1}",
        "{\"epoch\":99999999999,\"epochs\":99999999999,\"trainingLoss\":1,\"validationRmse\":1,\"persistenceRmse\":1,\"seconds\":1}",
      })
  void anythingElseIsNone(String line) {
    assertThat(ProgressLines.parse(line)).isEmpty();
  }

  @Property(tries = 200)
  void noBytesBreakTheReader(@ForAll byte[] bytes) throws IOException {
    List<String> notes = new ArrayList<>();
    new ProgressLines(progress -> {}, notes::add).readAll(new ByteArrayInputStream(bytes));
    assertThat(notes).allMatch(note -> note.indexOf('\n') < 0 && note.length() < 300);
  }
}
