package dev.gridcast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OrderReaderTest {

  private static final String ORDER = "{\"job\":\"a\",\"input\":\"i\",\"output\":\"o\"}";

  @Test
  void everyLineIsAnOrderUntilTheStreamEnds() throws Exception {
    assertThat(read(ORDER + "\n\r\n  \n" + ORDER + "\r\nnonsense\n" + ORDER))
        .extracting(JobOrder::job)
        .as("blank lines, and a last one that was cut off, are none")
        .containsExactly("a", "a", "");
  }

  @Test
  void aLineWithoutEndTakesNoMemoryAndTheNextOneIsHeard() throws Exception {
    String endless = "x".repeat(JobOrder.MAX_BYTES + 1);
    List<JobOrder> orders = read(endless + "\n" + ORDER + "\n");
    assertThat(orders).hasSize(2);
    assertThat(orders.get(0)).isInstanceOf(JobOrder.Refused.class);
    assertThat(orders.get(1)).isInstanceOf(JobOrder.Train.class);
  }

  @Test
  void aBrokenStreamIsAnEndedOne() throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken");
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            throw new IOException("broken");
          }
        };
    assertThat(read(broken)).isEmpty();
  }

  private static List<JobOrder> read(String text) throws InterruptedException {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<JobOrder> read(InputStream in) throws InterruptedException {
    List<JobOrder> orders = new CopyOnWriteArrayList<>();
    CountDownLatch ended = new CountDownLatch(1);
    OrderReader.start(in, orders::add, ended::countDown);
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    return orders;
  }
}
