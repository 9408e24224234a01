package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.blob.BlobExchange;
import dev.gridcast.protocol.blob.BlobListener;
import dev.gridcast.protocol.blob.BlobOutlet;
import dev.gridcast.protocol.blob.BlobShelf;
import dev.gridcast.protocol.blob.PartialBlobs;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.server.support.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose parts of models are kept, and for how many. */
final class IncomingModelsTest {

  private static final int MOST = IncomingModels.VOLUNTEERS_AT_MOST;
  private static final int PART = 8_000;
  private static final Blob MODEL = randomBytes();

  private final Path folder;
  private final SettableClock clock = new SettableClock();
  private IncomingModels incoming;

  IncomingModelsTest(@TempDir Path folder) {
    this.folder = folder;
    this.incoming = new IncomingModels(folder, clock);
  }

  @Test
  void theIdlePartsOfThirtyTwoVolunteersAreKeptAndThoseOfTheLatest() throws Exception {
    for (int i = 0; i < MOST + 3; i++) {
      leavePart("volunteer-" + i);
    }
    assertThat(folders()).isEqualTo(MOST);
    for (int i = 0; i < 3; i++) {
      assertThat(heldOf("volunteer-" + i)).as("volunteer " + i).isZero();
    }
    assertThat(heldOf("volunteer-" + (MOST + 2))).isEqualTo(PART);
  }

  @Test
  void whoComesAgainIsNotTheOldestAnyMore() throws Exception {
    for (int i = 0; i < MOST; i++) {
      leavePart("volunteer-" + i);
    }
    assertThat(heldOf("volunteer-0")).isEqualTo(PART);
    leavePart("another");
    assertThat(heldOf("volunteer-0")).isEqualTo(PART);
    assertThat(heldOf("volunteer-1")).isZero();
  }

  @Test
  void whatIsOnItsWayStaysHoweverManyComeAfterIt() throws Exception {
    try (Transfer slow = new Transfer("slow")) {
      slow.bring(0, PART);
      for (int i = 0; i < MOST + 3; i++) {
        leavePart("volunteer-" + i);
      }
      slow.bring(PART, MODEL.size());
      assertThat(slow.arrived).isTrue();
    }
  }

  @Test
  void ofWhatEarlierRunsLeftTheLatestThirtyTwoStay() throws Exception {
    for (int run = 0; run < 2; run++) {
      incoming = new IncomingModels(folder, clock);
      for (int i = 0; i < MOST; i++) {
        String volunteer = "run-" + run + "-" + i;
        leavePart(volunteer);
        Path own = folder.resolve(hashOf(volunteer));
        Files.setLastModifiedTime(own, FileTime.from(clock.instant()));
        clock.move(Duration.ofSeconds(1));
      }
    }
    assertThat(folders()).as("32 of this run, and what it found at its start").isEqualTo(2 * MOST);

    incoming = new IncomingModels(folder, clock);
    leavePart("the first of the next run");

    assertThat(folders()).isEqualTo(MOST + 1);
    assertThat(heldOf("run-1-0")).isEqualTo(PART);
    assertThat(folder.resolve(hashOf("run-0-5"))).doesNotExist();
  }

  /** Whoever knows the hash of another's model could announce garbage under it. */
  @Test
  void garbageUnderTheSameHashSpoilsNobodyElsesTransfer() throws Exception {
    try (Transfer ada = new Transfer("ada")) {
      ada.bring(0, PART);
      try (Transfer mallory = new Transfer("mallory")) {
        mallory.send(new byte[MODEL.size()], 0, MODEL.size());
        assertThat(mallory.failure).isEqualTo(BlobListener.Failure.WRONG);
      }
      try (Transfer mallory = new Transfer("mallory")) {
        mallory.send(new byte[MODEL.size()], 0, PART + 1_000);
      }
      ada.bring(PART, MODEL.size());
      assertThat(ada.arrived).isTrue();
    }
    assertThat(heldOf("mallory")).isEqualTo(PART + 1_000);
  }

  @Test
  void garbageLeftUnderTheSameHashIsNobodyElsesBeginning() throws Exception {
    try (Transfer mallory = new Transfer("mallory")) {
      mallory.send(new byte[MODEL.size()], 0, PART + 1_000);
    }
    assertThat(heldOf("ada")).isZero();
    leavePart("ada");
    assertThat(heldOf("ada")).isEqualTo(PART);
  }

  private void leavePart(String volunteer) throws Exception {
    try (Transfer transfer = new Transfer(volunteer)) {
      transfer.bring(0, PART);
    }
  }

  /** How much is there of a volunteer's model; that it was asked for makes it used lately. */
  private long heldOf(String volunteer) throws Exception {
    try (Transfer transfer = new Transfer(volunteer)) {
      return transfer.request.from();
    }
  }

  private static String hashOf(String volunteer) {
    return Blob.wrap(volunteer.getBytes(StandardCharsets.UTF_8)).sha256();
  }

  private long folders() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  private static Blob randomBytes() {
    byte[] bytes = new byte[50_000];
    new Random(1).nextBytes(bytes);
    return Blob.wrap(bytes);
  }

  /** A connection on which a volunteer sends its model. */
  private final class Transfer implements AutoCloseable, BlobOutlet, BlobListener {

    private final List<Message> said = new ArrayList<>();
    private final BlobExchange exchange =
        new BlobExchange(BlobExchange.Side.ACCEPTED, this, BlobShelf.EMPTY, Runnable::run);
    private final BlobRequest request;
    private boolean begun;
    private boolean arrived;
    private @Nullable Failure failure;

    Transfer(String volunteer) throws IOException {
      PartialBlobs parts = incoming.of(volunteer);
      exchange.fetch(MODEL.sha256(), MODEL.size(), parts, this);
      request = (BlobRequest) said.get(0);
    }

    void bring(int from, int to) throws Exception {
      send(MODEL.toByteArray(), from, to);
    }

    void send(byte[] bytes, int from, int to) throws Exception {
      if (!begun) {
        begun = true;
        exchange.heard(
            new BlobHead(
                request.request(),
                MODEL.sha256(),
                MODEL.size(),
                BlobHead.IDENTITY,
                MODEL.size(),
                MODEL.sha256(),
                from));
      }
      byte[] piece = Arrays.copyOfRange(bytes, from, to);
      exchange.heard(new BlobChunk(request.request(), from, Blob.wrap(piece)));
    }

    @Override
    public void say(Message message) {
      said.add(message);
    }

    @Override
    public void send(Message message) {
      said.add(message);
    }

    @Override
    public void progressed(long bytes, long of) {}

    @Override
    public void arrived(Path file) {
      arrived = true;
    }

    @Override
    public void failed(Failure why, String reason) {
      failure = why;
    }

    @Override
    public void close() {
      exchange.close();
    }
  }
}
