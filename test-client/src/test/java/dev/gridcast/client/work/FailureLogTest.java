package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.BlobChunk;
import dev.gridcast.protocol.message.BlobHead;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.message.BlobStop;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Failure;
import dev.gridcast.protocol.message.FailureKind;
import dev.gridcast.protocol.message.LogOffer;
import dev.gridcast.protocol.message.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a trainer said before it failed can be had whole, for a while. */
final class FailureLogTest extends Scene {

  private static final String WORDS = "epoch 1 of 2, and so on\n".repeat(2_000);

  FailureLogTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void theServerMayAskForTheWholeLogOfACaseThatFailed() throws Exception {
    RunningClient client = start();
    LogOffer offer = fail(train(client, "lease-1"), WORDS);
    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);

    server.say(new BlobRequest(2, offer.sha256(), List.of(BlobHead.IDENTITY), 0, ""));

    assertThat(new String(received(), StandardCharsets.UTF_8)).isEqualTo(WORDS);
    assertThat(offer.size()).isEqualTo(WORDS.length());
  }

  @Test
  void itCanStillBeHadOverTheNextConnection() throws Exception {
    RunningClient client = start();
    LogOffer offer = fail(train(client, "lease-1"), WORDS);
    server.say(new Accepted("lease-1", List.of()));
    server.expect(CaseRequest.class);
    network.cut();
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);

    server.say(new BlobRequest(2, offer.sha256(), List.of(BlobHead.IDENTITY), 0, ""));

    assertThat(received()).hasSize(WORDS.length());
  }

  @Test
  void aShortLogTravelsWithItsFailureAlone() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    Files.writeString(training.job.log(), "short");
    training.fail(FailureKind.TRAINING_FAILED);
    assertThat(server.expect(Failure.class).wholeLog()).isNull();
  }

  @Test
  void onlyTheLatestAreKept() throws Exception {
    RunningClient client = start();
    LogOffer first = fail(train(client, "lease-0"), WORDS + 0);
    server.say(new Accepted("lease-0", List.of()));
    LogOffer last = first;
    for (int i = 1; i <= FailureLogs.MOST; i++) {
      server.expect(CaseRequest.class);
      server.say(server.assignment("lease-" + i, i % 8));
      last = fail(client.runtime.next(), WORDS + i);
      server.say(new Accepted("lease-" + i, List.of()));
    }
    server.expect(CaseRequest.class);
    server.say(new BlobRequest(2, first.sha256(), List.of(BlobHead.IDENTITY), 0, ""));
    next(BlobStop.class);
    server.say(new BlobRequest(4, last.sha256(), List.of(BlobHead.IDENTITY), 0, ""));
    assertThat(received()).hasSize((WORDS + FailureLogs.MOST).length());
    try (var files = Files.list(folder.resolve("work").resolve("failure-logs"))) {
      assertThat(files).hasSize(FailureLogs.MOST);
    }
  }

  private LogOffer fail(FakeTraining training, String words) throws Exception {
    Files.writeString(training.job.log(), words);
    training.fail(FailureKind.TRAINING_FAILED);
    LogOffer offer = Objects.requireNonNull(server.expect(Failure.class).wholeLog());
    assertThat(offer.sha256())
        .isEqualTo(Blob.wrap(words.getBytes(StandardCharsets.UTF_8)).sha256());
    return offer;
  }

  private byte[] received() throws InterruptedException {
    BlobHead head = next(BlobHead.class);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() < head.size()) {
      all.writeBytes(next(BlobChunk.class).data().toByteArray());
    }
    return all.toByteArray();
  }

  /** The next message of that kind; what is said beside it is not of interest here. */
  private <M extends Message> M next(Class<M> kind) throws InterruptedException {
    Message message = server.heard.poll(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    while (message != null && !kind.isInstance(message)) {
      message = server.heard.poll(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }
    assertThat(message).as(kind.getSimpleName()).isNotNull();
    return kind.cast(message);
  }
}
