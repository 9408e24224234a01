package dev.gridcast.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.Heartbeat;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.MessageCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A writer on a line of a known speed, step by step, in time that only the test moves. */
@Timeout(60)
class PriorityTest {

  private static final long STEP_MICROS = 300;
  private static final long BEAT_MILLIS = 200;
  private static final int CHUNK = 64 << 10;

  private final HeldPeerTime time = new HeldPeerTime();
  private final ArrayDeque<Long> said = new ArrayDeque<>();
  private final List<Double> delays = new ArrayList<>();
  private int chunksUnderWay;
  private int carriedOfChunk;
  private long wholeChunks;
  private SlowLine line;
  private FrameWriter writer;

  @SuppressWarnings("NullAway.Init") // every test begins with a line
  PriorityTest() {}

  @ParameterizedTest
  @ValueSource(ints = {100_000, 200_000, 1_000_000, 5_000_000, 30_000_000})
  void aHeartbeatNeverWaitsBehindABlobForMoreThanATenthOfASecond(int bytesPerSecond)
      throws Exception {
    begin(bytesPerSecond);
    double seconds = send(6);
    assertThat(delays).hasSizeGreaterThan(25).allMatch(delay -> delay < 0.1);
    assertThat(line.carriedBytes / seconds)
        .as("bytes a second: the line is kept busy")
        .isGreaterThan(0.95 * bytesPerSecond);
  }

  @Test
  void aLineThatBecomesSlowIsNoticed() throws Exception {
    begin(10_000_000);
    double quick = send(3);
    line.carries(200_000);
    double settling = send(5);
    delays.clear();
    double slow = send(5);
    assertThat(delays).hasSizeGreaterThan(20).allMatch(delay -> delay < 0.1);
    assertThat(quick + settling + slow).isBetween(13.0, 13.1);
  }

  @Test
  void onAQuickLineAChunkIsOneFrame() throws Exception {
    begin(30_000_000);
    double settled = send(1);
    wholeChunks = 0;
    double seconds = send(2);
    double chunksCarried = seconds * 30_000_000 / CHUNK;
    assertThat(wholeChunks).isGreaterThan((long) (0.9 * chunksCarried));
    assertThat(settled).isLessThan(1.1);
  }

  private void begin(int bytesPerSecond) throws Exception {
    line = new SlowLine(time, bytesPerSecond);
    writer =
        new FrameWriter(
            line,
            task -> {},
            new RateLimits(RateClock.system()).sent(),
            () -> true,
            reason -> {},
            time,
            new Vigil(time));
    writer.queue().grant(SendWindow.BYTES - SendWindow.INITIAL);
  }

  /** Keeps a blob on its way for so long, and says a heartbeat now and then. */
  private double send(int seconds) throws Exception {
    long from = time.nanos();
    long end = from + TimeUnit.SECONDS.toNanos(seconds);
    long nextBeat = from;
    while (time.nanos() < end) {
      for (; chunksUnderWay < 4; chunksUnderWay++) {
        assertThat(writer.queue().addChunk(bytes(chunk()))).isTrue();
      }
      if (time.nanos() >= nextBeat) {
        assertThat(writer.queue().addSmall(List.of(bytes(new Heartbeat(List.of()))))).isTrue();
        said.add(time.nanos());
        nextBeat += TimeUnit.MILLISECONDS.toNanos(BEAT_MILLIS);
      }
      if (writer.step() != SendQueue.Verdict.SEND) {
        time.standStill(STEP_MICROS);
      }
      line.drain();
      hear();
    }
    return SlowLine.seconds(time.nanos() - from);
  }

  private void hear() throws Exception {
    while (!line.out.isEmpty()) {
      byte[] frame = line.out.remove();
      writer.queue().grant(Frames.cost(frame));
      if (frame[0] == Frames.FIRST && frame.length < 1_000) {
        delays.add(SlowLine.seconds(time.nanos() - said.remove()));
        continue;
      }
      carriedOfChunk +=
          frame.length - (frame[0] == Frames.FIRST ? Frames.FIRST_HEADER : Frames.MORE_HEADER);
      if (carriedOfChunk >= bytes(chunk()).length - Frames.FIRST_HEADER) {
        carriedOfChunk = 0;
        chunksUnderWay--;
        wholeChunks += frame.length > CHUNK ? 1 : 0;
      }
    }
  }

  private static BlobChunk chunk() {
    return new BlobChunk(1, 0, Blob.wrap(new byte[CHUNK]));
  }

  private static byte[] bytes(Message message) {
    return MessageCodec.encode(message, Frames.FIRST_HEADER);
  }
}
