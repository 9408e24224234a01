package dev.gridcast.protocol.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.peer.ConnectException;
import java.io.BufferedReader;
import java.io.Reader;
import java.io.StringReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class HandWayTest {

  private static final byte[] OFFER = {1, 2, 3};
  private static final byte[] ANSWER = {4, 5, 6};
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final List<String> shown = new CopyOnWriteArrayList<>();

  private HandWay way(Reader in) {
    return new HandWay(new BufferedReader(in), shown::add);
  }

  private static byte[] exchange(HandWay way) throws Exception {
    return way.exchange(OFFER, bytes -> Arrays.equals(bytes, ANSWER), LIMIT);
  }

  @Test
  void thePersonIsShownTheOfferAndPastesTheAnswer() throws Exception {
    HandWay way = way(new StringReader(Block.write(Block.Kind.ANSWER, ANSWER)));

    assertThat(exchange(way)).isEqualTo(ANSWER);
    assertThat(String.join("\n", shown)).contains(Block.write(Block.Kind.OFFER, OFFER));
  }

  @Test
  void whatIsWrongIsSaidAndAskedForAgain() throws Exception {
    String answer = Block.write(Block.Kind.ANSWER, ANSWER);
    HandWay way =
        way(
            new StringReader(
                Block.write(Block.Kind.OFFER, OFFER)
                    + "\n"
                    + answer.replace("BAUG", "BAUH")
                    + "\nhello?\n\n"
                    + Block.write(Block.Kind.ANSWER, new byte[] {7})
                    + "\n"
                    + answer
                    + "\n"));

    assertThat(exchange(way)).isEqualTo(ANSWER);
    assertThat(shown.stream().filter(line -> line.startsWith("Not that: ")))
        .satisfiesExactly(
            line -> assertThat(line).contains("that is an offer, but an answer is wanted"),
            line -> assertThat(line).contains("damaged"),
            line -> assertThat(line).contains("no beginning"));
    assertThat(shown).anyMatch(line -> line.startsWith("That answer is whole, but not the answer"));
  }

  @Test
  void theEndOfTheInputEndsIt() {
    HandWay way = way(new StringReader("-----BEGIN GRIDCAST ANSWER-----\nAAAA\n"));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> exchange(way))
          .isInstanceOfSatisfying(ConnectException.class, e -> assertThat(e.isPermanent()).isTrue())
          .hasMessageContaining("standard input ended");
    }
    assertThat(shown).anyMatch(line -> line.contains("the end is missing"));
  }

  @Test
  void nobodyWaitsLongerThanTheLimit() {
    HandWay way = way(new NeverReader());

    assertThatThrownBy(() -> way.exchange(OFFER, bytes -> true, Duration.ofMillis(50)))
        .isInstanceOfSatisfying(ConnectException.class, e -> assertThat(e.isPermanent()).isFalse())
        .hasMessageContaining("no answer was pasted");
  }

  /** A terminal at which nobody sits. */
  private static final class NeverReader extends Reader {
    @Override
    public int read(char[] buffer, int offset, int length) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return -1;
    }

    @Override
    public void close() {}
  }
}
