package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.message.Welcome;
import dev.gridcast.protocol.peer.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines break, servers fall silent or refuse: trainings do not care. */
final class LineTroubleTest extends Scene {

  LineTroubleTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aBrokenLineLeavesTheTrainingAlone() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    int before = server.heartbeats.size();

    network.cut();
    client.expectEvent("disconnected");
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);

    Await.until(
        "the lease is kept alive again",
        () ->
            server.heartbeats.stream()
                .skip(before)
                .flatMap(h -> h.cases().stream())
                .anyMatch(c -> "lease-1".equals(c.lease())));
    assertThat(training.stopped).isFalse();
    training.succeed();
    assertThat(server.expect(Result.class).lease()).isEqualTo("lease-1");
  }

  @Test
  void aConnectionThatIsRenewedIsNobodysBusiness() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    int told = client.events.size();
    int before = server.heartbeats.size();

    server.renew();
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);

    Await.until(
        "the lease is kept alive again",
        () ->
            server.heartbeats.stream()
                .skip(before)
                .flatMap(h -> h.cases().stream())
                .anyMatch(c -> "lease-1".equals(c.lease())));
    assertThat(client.events.subList(told, client.events.size())).isEmpty();
    assertThat(client.work.status().connectedSince()).isPresent();
    assertThat(training.stopped).isFalse();
    training.succeed();
    assertThat(server.expect(Result.class).lease()).isEqualTo("lease-1");
  }

  @Test
  void aRenewalThatFailsIsToldAsAnyLostConnection() throws Exception {
    RunningClient client = start();
    train(client, "lease-1");
    network.setReachable(false);

    server.renew();
    time.advanceUntil(
        "the failure is told",
        () -> client.events.stream().anyMatch(e -> e.startsWith("disconnected")));

    network.setReachable(true);
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);
  }

  @Test
  void aServerThatFallsSilentIsLeftAndTheTrainingGoesOn() throws Exception {
    RunningClient client = start();
    FakeTraining training = train(client, "lease-1");
    server.acknowledges = false;
    time.advance(Duration.ofSeconds(15));
    client.expectNoEvent("disconnected");

    time.advanceUntil(
        "the silence is noticed",
        () -> client.events.stream().anyMatch(e -> e.startsWith("disconnected")));

    client.expectEvent("disconnected the server has been silent for 20 s");
    server.acknowledges = true;
    time.advanceUntil("the client comes back", () -> server.hellos.size() >= 2);
    assertThat(training.stopped).isFalse();
  }

  @Test
  void aServerThatCannotBeReachedIsTriedAgainWithGrowingWaits() throws Exception {
    network.setReachable(false);
    RunningClient client = start();
    time.advanceUntil(
        "four attempts",
        () -> client.events.stream().filter(e -> e.startsWith("disconnected")).count() >= 4);

    network.setReachable(true);
    time.advanceUntil("the first question", () -> !server.heard.isEmpty());

    server.expect(CaseRequest.class);
  }

  @Test
  void aRefusalThatIsFinalEndsTheClient() throws Exception {
    RunningClient client =
        startOn(
            listener -> {
              throw ConnectException.permanent("the invite is not valid", null);
            });

    assertThat(client.ending())
        .isEqualTo(new Ending(Ending.Kind.REFUSED, "the invite is not valid"));
  }

  @Test
  void aServerOfAnotherProtocolEndsTheClient() throws Exception {
    server.greets = false;
    RunningClient client = start();
    server.expectHellos(1);

    server.say(new Welcome(Message.PROTOCOL_VERSION + 1, "9.9", "demo", 8, 5_000, null));

    Ending ending = client.ending();
    assertThat(ending.kind()).isEqualTo(Ending.Kind.REFUSED);
    assertThat(ending.reason())
        .contains(
            "version " + (Message.PROTOCOL_VERSION + 1),
            "speaks " + Message.PROTOCOL_VERSION,
            "9.9");
  }

  @Test
  void aMachineThatCannotLoadTheNetworkEndsTheClient() throws Exception {
    RunningClient client =
        startOn(
            listener -> {
              throw new UnsatisfiedLinkError("libpulse.so.0 is missing");
            });

    assertThat(client.ending())
        .isEqualTo(new Ending(Ending.Kind.UNABLE, "libpulse.so.0 is missing"));
  }
}
