package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainerWordsTest {

  private static final String NOTICE = TrainerWords.NOTICE;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8192})
  void theLineGoesWhereverItStandsAndHoweverItComes(int atOnce) throws IOException {
    String said = NOTICE + "\na\n" + NOTICE + "\r\n" + NOTICE + "\n\nWARNING: Use" + "\n" + NOTICE;

    assertThat(heard(said, atOnce)).isEqualTo("a\n\nWARNING: Use\n");
  }

  static List<String> others() {
    return List.of(
        " " + NOTICE + "\n",
        NOTICE + " \n",
        NOTICE + "\r\r\n",
        NOTICE + ", jdk.incubator.foreign\n",
        NOTICE.substring(0, NOTICE.length() - 1),
        NOTICE.substring(0, NOTICE.length() - 1) + "\n",
        "a" + NOTICE,
        "W" + NOTICE + "\n",
        "ä\u0000\uFFFF\n\n\n",
        "");
  }

  @ParameterizedTest
  @MethodSource("others")
  void everyOtherLineComesAsItIs(String said) throws IOException {
    assertThat(heard(said, 8192)).isEqualTo(said);
    assertThat(heard(said, 1)).isEqualTo(said);
  }

  @Test
  void whatHasBeenSaidIsPassedOnBeforeTheRestComes() throws IOException {
    List<String> taken = new ArrayList<>();

    TrainerWords.readAll(
        chunks("one two".getBytes(StandardCharsets.UTF_8), 4),
        (bytes, length) -> taken.add(new String(bytes, 0, length, StandardCharsets.UTF_8)));

    assertThat(taken).containsExactly("one ", "two");
  }

  private static String heard(String said, int atOnce) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    TrainerWords.readAll(
        chunks(said.getBytes(StandardCharsets.UTF_8), atOnce),
        (bytes, length) -> heard.write(bytes, 0, length));
    return heard.toString(StandardCharsets.UTF_8);
  }

  /** A stream that never gives more than so many bytes at a time. */
  private static InputStream chunks(byte[] bytes, int atOnce) {
    return new java.io.ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, atOnce));
      }
    };
  }
}
