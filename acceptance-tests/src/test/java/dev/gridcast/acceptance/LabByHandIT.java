package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Two people behind routers, with a chat window and nothing else between them. */
@Timeout(420)
class LabByHandIT {

  /**
   * Longer than WebRTC looks for a path by itself, 15 seconds, and than the routers here remember
   * what went through them.
   */
  private static final int PEOPLE_SECONDS = 40;

  private static final long DEADLINE_SECONDS = 240;

  @Test
  void theInviteIsEnoughToFindAPathHoweverSlowThePeopleAre(TestInfo test) throws Exception {
    Path folder = Lab.folder(test);
    try (Lab lab = Lab.up(folder)) {
      for (String router : new String[] {"router-a", "router-b"}) {
        lab.run(router, "sh", "-c", "echo 8 >/proc/sys/net/netfilter/nf_conntrack_udp_timeout");
      }
      ByHand people =
          new ByHand(
              folder, command -> lab.in("home-a", command), command -> lab.in("home-b", command));
      try (Program server = people.server("--stun", lab.fact("STUN"));
          Program client = people.client()) {
        String answer = ByHand.block(people.answers(people.offer(client)));
        Await.remains(
            "both wait", PEOPLE_SECONDS, client::printed, () -> server.isAlive() && waits(client));

        client.type(answer + "\n");

        assertThat(server.exitCode(DEADLINE_SECONDS))
            .as(() -> server.printed() + "\n" + client.printed())
            .isZero();
        assertThat(client.printed()).contains("Connection: through NAT (");
      }
      new Results(people.data()).assertEveryCaseVerifiedExactlyOnce(6);
    }
  }

  private static boolean waits(Program client) {
    return client.isAlive() && !client.printed().contains("onnect");
  }
}
