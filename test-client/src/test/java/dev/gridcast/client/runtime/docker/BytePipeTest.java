package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BytePipeTest {

  @Test
  void whatGoesInComesOutInOrderHoweverMuchItIs() throws Exception {
    byte[] bytes = new byte[1_000_003];
    new Random(7).nextBytes(bytes);
    BytePipe pipe = new BytePipe();
    CompletableFuture<byte[]> read = new CompletableFuture<>();
    Engine.onThread("reader")
        .execute(
            () -> {
              try (InputStream in = pipe.input()) {
                read.complete(in.readAllBytes());
              } catch (IOException e) {
                read.completeExceptionally(e);
              }
            });
    try (OutputStream out = pipe.output()) {
      for (int at = 0; at < bytes.length; at += 777) {
        out.write(bytes, at, Math.min(777, bytes.length - at));
      }
    }

    assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo(bytes);
  }

  @Test
  void aWriterIsNotHeldUpWhenTheReaderIsGone() throws Exception {
    BytePipe pipe = new BytePipe();
    pipe.input().close();
    pipe.write(new byte[1 << 20], 0, 1 << 20);

    assertThatThrownBy(() -> pipe.output().write(1)).isInstanceOf(IOException.class);
  }

  @Test
  void whatWasWrittenBeforeTheEndIsStillRead() throws Exception {
    BytePipe pipe = new BytePipe();
    pipe.write(new byte[] {1, 2, (byte) 255}, 0, 3);
    pipe.endWriting();
    InputStream in = pipe.input();

    assertThat(in.read()).isEqualTo(1);
    assertThat(in.read()).isEqualTo(2);
    assertThat(in.read()).isEqualTo(255);
    assertThat(in.read()).isEqualTo(-1);
  }
}
