package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Two peers behind all sorts of routers: which path they find, and that a blob arrives whole. */
@Timeout(300)
class LabPathsIT {

  private static final int BLOB_BYTES = 4 << 20;

  /** With so much loss on so long a line SCTP carries some 50 KB a second. */
  private static final int SLOW_BLOB_BYTES = 512 << 10;

  private static final String THROUGH_NAT =
      "through NAT \\((srflx|prflx|host) to (srflx|prflx|host), udp\\)";
  private static final String RELAYED = "relayed \\(\\w+ to \\w+, udp\\)";

  private Path folder = Path.of("");

  @BeforeEach
  void logsOfThisTest(TestInfo test) {
    folder = Lab.folder(test);
  }

  @Test
  void portPreservingRoutersThroughStun() {
    try (Lab lab = Lab.up(folder);
        LabPair pair = LabPair.atHome(lab, folder, BLOB_BYTES, LabHost.STUN)) {
      pair.assertPath(THROUGH_NAT);
    }
  }

  @Test
  void symmetricRoutersThroughTurn() {
    try (Lab lab = Lab.up(folder, "--a", "symmetric", "--b", "symmetric");
        LabPair pair = LabPair.atHome(lab, folder, BLOB_BYTES, LabHost.STUN, LabHost.TURN_UDP)) {
      pair.assertPath(RELAYED);
    }
  }

  @Test
  void blockedUdpThroughTurnOverTcp() {
    try (Lab lab = Lab.up(folder, "--a", "tcp-only", "--b", "tcp-only");
        LabPair pair =
            LabPair.atHome(
                lab, folder, BLOB_BYTES, LabHost.STUN, LabHost.TURN_UDP, LabHost.TURN_TCP)) {
      pair.assertPath("relayed \\(relay to relay, tcp\\)");
    }
  }

  @Test
  void blockedUdpThroughTurnOverTlsWithACertificateOfOnesOwn() {
    try (Lab lab = Lab.up(folder, "--a", "tcp-only", "--b", "tcp-only");
        LabPair pair =
            LabPair.atHome(lab, folder, BLOB_BYTES, LabHost.TURN_TLS, "any-certificate=yes")) {
      pair.assertPath("relayed \\(relay to relay, tls\\)");
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNoRelay() {
    try (Lab lab = Lab.up(folder);
        LabPair pair =
            LabPair.atHome(lab, folder, BLOB_BYTES, LabHost.TURN_TLS, "relay-only=yes")) {
      assertThat(pair.failure()).contains("no TURN server gave an address", "certificate");
    }
  }

  @Test
  void relayOnlyEvenWhereADirectPathIsThere() {
    try (Lab lab = Lab.up(folder);
        LabPair pair =
            LabPair.atHome(
                lab, folder, BLOB_BYTES, LabHost.STUN, LabHost.TURN_UDP, "relay-only=yes")) {
      pair.assertPath("relayed \\(relay to relay, udp\\)");
    }
  }

  @Test
  void aSlowLineThatLoses() {
    try (Lab lab = Lab.up(folder, "--delay", "200", "--loss", "2");
        LabPair pair = LabPair.atHome(lab, folder, SLOW_BLOB_BYTES, LabHost.STUN)) {
      pair.assertPath(THROUGH_NAT);

      Matcher lost =
          Pattern.compile("counter packets (\\d+)")
              .matcher(lab.run("router-a", "nft", "list", "ruleset"));
      assertThat(lost.find()).isTrue();
      assertThat(Integer.parseInt(lost.group(1))).as("packets that were lost").isPositive();
    }
  }

  @Test
  void theServerGetsAnotherAddressUnderARunningClient() {
    try (Lab lab = Lab.up(folder);
        LabPair pair = LabPair.atHome(lab, folder, BLOB_BYTES, LabHost.STUN)) {
      pair.assertPath(THROUGH_NAT);

      lab.renumber("router-a", "203.0.113.11", "203.0.113.31");
      int before = pair.blobs();

      // One more may have been on its way.
      pair.await("blobs through the new address", 60, () -> pair.blobs() > before + 1);
    }
  }

  @Test
  void aHostWithLoopbackAloneIsToldSo() {
    try (Lab lab = Lab.up(folder);
        LabPair pair = LabPair.lonely(lab, folder)) {
      assertThat(pair.failure()).contains("no network address but loopback");
    }
  }
}
