package dev.gridcast.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.protocol.message.Limits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameAssemblerTest {

  @Property(tries = 300)
  void interleavedMessagesComeOutWhole(
      @ForAll @Size(min = 1, max = 16) List<@IntRange(min = 1, max = 200_000) Integer> sizes,
      @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    Map<Integer, byte[]> messages = new HashMap<>();
    List<List<byte[]>> lanes = new ArrayList<>();
    for (int stream = 0; stream < sizes.size(); stream++) {
      byte[] message = new byte[sizes.get(stream)];
      random.nextBytes(message);
      messages.put(stream, message);
      lanes.add(new ArrayList<>(cut(stream, message)));
    }
    FrameAssembler assembler = new FrameAssembler();
    int whole = 0;
    while (lanes.stream().anyMatch(lane -> !lane.isEmpty())) {
      List<byte[]> lane = lanes.get(random.nextInt(lanes.size()));
      if (!lane.isEmpty()) {
        byte[] frame = lane.remove(0);
        byte[] done = assembler.add(frame);
        if (done != null) {
          assertThat(done).isEqualTo(messages.get(ByteBuffer.wrap(frame).getInt(1)));
          whole++;
        }
      }
    }
    assertThat(whole).isEqualTo(sizes.size());
  }

  @Property(tries = 3_000)
  void randomFramesAreRefusedAndNothingWorse(
      @ForAll @Size(max = 8) List<byte @Size(max = 40) []> frames) {
    FrameAssembler assembler = new FrameAssembler();
    try {
      for (byte[] frame : frames) {
        assembler.add(frame);
      }
    } catch (FrameException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Test
  void noFrameIsLargerThanAllowed() {
    assertThat(cut(1, new byte[1_000_000]))
        .allSatisfy(frame -> assertThat(frame.length).isLessThanOrEqualTo(65 << 10));
  }

  @Test
  void aMessageBeyondTheLimitIsRefusedAtItsFirstFrame() {
    assertThatThrownBy(() -> new FrameAssembler().add(first(1, (65 << 20), 10)))
        .isInstanceOf(FrameException.class)
        .hasMessageContaining("68157440");
  }

  @Test
  void aNegativeLengthIsRefused() {
    assertThatThrownBy(() -> new FrameAssembler().add(first(1, -1, 10)))
        .isInstanceOf(FrameException.class);
  }

  @Test
  void theLimitHoldsForAllMessagesUnderWayTogether() throws Exception {
    FrameAssembler assembler = new FrameAssembler();
    int mostOfIt = Limits.MAX_MESSAGE_BYTES / 3 * 2;
    assembler.add(first(1, mostOfIt, full(Frames.FIRST_HEADER)));
    assertThatThrownBy(() -> assembler.add(first(2, mostOfIt, full(Frames.FIRST_HEADER))))
        .isInstanceOf(FrameException.class);
  }

  @Test
  void seventeenMessagesUnderWayAreOneTooMany() throws Exception {
    FrameAssembler assembler = new FrameAssembler();
    for (int stream = 0; stream < 16; stream++) {
      assembler.add(first(stream, 100_000, full(Frames.FIRST_HEADER)));
    }
    assertThatThrownBy(() -> assembler.add(first(16, 100_000, full(Frames.FIRST_HEADER))))
        .hasMessage("at most 16 messages may be under way");
  }

  @Test
  void aStreamCannotBeginTwiceNorGoOnBeforeItBegan() throws Exception {
    FrameAssembler assembler = new FrameAssembler();
    assembler.add(first(1, 100_000, full(Frames.FIRST_HEADER)));
    assertThatThrownBy(() -> assembler.add(first(1, 100_000, full(Frames.FIRST_HEADER))))
        .hasMessageContaining("begin once");
    assertThatThrownBy(() -> assembler.add(new byte[] {Frames.MORE, 0, 0, 0, 9, 1}))
        .hasMessageContaining("must begin with a first frame");
  }

  @Test
  void tinyPiecesOfALargeMessageAreRefused() {
    assertThatThrownBy(() -> new FrameAssembler().add(first(1, 100_000, 1)))
        .hasMessageContaining("4096 bytes or be the last");
  }

  @Test
  void moreThanWasAnnouncedIsRefused() {
    assertThatThrownBy(() -> new FrameAssembler().add(first(1, 5, 6)))
        .hasMessageContaining("6 bytes where 5 miss");
  }

  private static int full(int header) {
    return Frames.MAX_BYTES - header;
  }

  private static byte[] first(int stream, int total, int payload) {
    return ByteBuffer.allocate(Frames.FIRST_HEADER + payload)
        .put(Frames.FIRST)
        .putInt(stream)
        .putInt(total)
        .array();
  }

  private static List<byte[]> cut(int stream, byte[] message) {
    List<byte[]> frames = new ArrayList<>();
    byte[] withRoom = new byte[Frames.FIRST_HEADER + message.length];
    System.arraycopy(message, 0, withRoom, Frames.FIRST_HEADER, message.length);
    int done = 0;
    while (done < message.length) {
      int header = done == 0 ? Frames.FIRST_HEADER : Frames.MORE_HEADER;
      int bytes = Math.min(Frames.MAX_BYTES, message.length - done + header);
      frames.add(Frames.piece(stream, withRoom, done, bytes));
      done += bytes - header;
    }
    assertThat(Arrays.asList(frames.get(0)[0])).containsExactly(Frames.FIRST);
    return frames;
  }
}
