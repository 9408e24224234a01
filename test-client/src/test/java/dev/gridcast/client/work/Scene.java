package dev.gridcast.client.work;

import dev.gridcast.client.work.FakeRuntime.FakeTraining;
import dev.gridcast.protocol.message.BlobRequest;
import dev.gridcast.protocol.peer.InMemoryNetwork;
import dev.gridcast.protocol.peer.PeerConnector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** A real work loop, a server that does what the test says, a network and time of the test's. */
abstract class Scene {

  final Path folder;
  final ScriptedServer server = new ScriptedServer();
  final InMemoryNetwork network = new InMemoryNetwork(server);
  final ManualTime time = new ManualTime();
  private final List<RunningClient> clients = new CopyOnWriteArrayList<>();

  Scene(Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void endAll() throws Exception {
    network.close();
    for (RunningClient client : clients) {
      client.work.stop("the test is over");
      Await.until(
          "the client ends",
          () -> {
            client.time.advance(Duration.ofSeconds(1));
            return client.ended.isDone();
          });
    }
  }

  RunningClient start() throws IOException {
    return run(RunningClient.create(network, time, folder, false, 1));
  }

  RunningClient startParallel(int cases) throws IOException {
    return run(RunningClient.create(network, time, folder, false, cases));
  }

  RunningClient startUntilDone() throws IOException {
    return run(RunningClient.create(network, time, folder, true, 1));
  }

  RunningClient startOn(PeerConnector connector) throws IOException {
    return run(RunningClient.create(connector, time, folder, false, 1));
  }

  /** A client that finds what another left behind. */
  RunningClient startAnother() throws IOException {
    return run(RunningClient.create(network, new ManualTime(), folder, false, 1));
  }

  RunningClient run(RunningClient client) {
    clients.add(client);
    return client.run();
  }

  /** Has the client train its first case. */
  FakeTraining train(RunningClient client, String lease) throws InterruptedException {
    return train(client, lease, 1);
  }

  /** The same for a client with so many slots: the requests for the others stay open. */
  FakeTraining train(RunningClient client, String lease, int slots) throws InterruptedException {
    server.expectRequests(slots);
    server.say(server.assignment(lease, 0));
    server.expect(BlobRequest.class);
    server.sayDataset();
    FakeTraining training = client.runtime.next();
    client.expectEvent("started");
    return training;
  }
}
