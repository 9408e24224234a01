package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Accepted;
import dev.gridcast.protocol.message.CaseRequest;
import dev.gridcast.protocol.message.GiveBack;
import dev.gridcast.protocol.message.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The place where trainers run may go and come back: no case suffers. */
final class RuntimeGoneTest extends Scene {

  RuntimeGoneTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aTrainerThatSomebodyElseStoppedCostsTheCaseNoAttempt() throws Exception {
    RunningClient client = start();
    train(client, "lease-1").stop();

    server.expect(GiveBack.class);
    server.say(new Accepted("lease-1", List.of()));
    server.say(new Verdict("lease-0", 3, true, "", 801, 803, 3, 12));
    client.expectEvent("verdict");
    assertThat(server.heard).as("the client rests first").isEmpty();
    time.advanceUntil("the next question", () -> !server.heard.isEmpty());
    server.expect(CaseRequest.class);
  }
}
