package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What {@code client doctor} of the real jar says in networks that are ill in known ways. */
@Timeout(300)
class LabDoctorIT {

  private static final int HEALTHY = 0;
  private static final int ILL = 5;
  private static final long DEADLINE_SECONDS = 120;
  private static final String PUBLIC = "way=http://203.0.113.5:7420";

  private Path folder = Path.of("");

  @BeforeEach
  void logsOfThisTest(TestInfo test) {
    folder = Lab.folder(test);
  }

  @Test
  void whereAllIsWellItNamesThePath() throws Exception {
    try (Lab lab = Lab.up(folder);
        Program server = server(lab, "home-a", LabHost.BROKER, LabHost.STUN, LabHost.STUN_TOO)) {
      assertThat(doctor(lab, "home-b", invite(server), HEALTHY))
          .contains(
              "ok        this computer: 192.168.1.20 (lan)",
              "ok        the server (mqtt://203.0.113.4:1883): the server answers and lets you in",
              "ok        STUN (stun:203.0.113.2:3478): sees you as 203.0.113.12:",
              "ok        the router: keeps one port for all destinations",
              "not tried TURN: no TURN server is known",
              "ok        a connection: through NAT (srflx to srflx, udp)",
              "You can connect: ");
    }
  }

  @Test
  void blockedUdpWithoutARelayIsTold() throws Exception {
    try (Lab lab = Lab.up(folder, "--b", "tcp-only");
        Program server = server(lab, "home-a", LabHost.BROKER, LabHost.STUN)) {
      assertThat(doctor(lab, "home-b", invite(server), ILL))
          .contains(
              "ok        the server (mqtt://203.0.113.4:1883)",
              "trouble   STUN (stun:203.0.113.2:3478): does not answer",
              "trouble   the router: ",
              "trouble   a connection: ",
              "lets no UDP through",
              "a TURN server that can be reached over TCP");
    }
  }

  @Test
  void blockedUdpWithARelayOverTcpIsWellEnough() throws Exception {
    try (Lab lab = Lab.up(folder, "--b", "tcp-only");
        Program server = server(lab, "home-a", LabHost.BROKER, LabHost.STUN, LabHost.TURN_TCP)) {
      assertThat(doctor(lab, "home-b", invite(server), HEALTHY))
          .contains(
              "trouble   STUN (stun:203.0.113.2:3478): does not answer",
              "ok        TURN (turn:203.0.113.2:3478?transport=tcp): relays, at 203.0.113.2:",
              "ok        a connection: relayed (",
              "Everything goes through a relay");
    }
  }

  @Test
  void aSymmetricRouterWithoutARelayIsTold() throws Exception {
    try (Lab lab = Lab.up(folder, "--a", "symmetric", "--b", "symmetric");
        Program server = server(lab, "home-a", LabHost.BROKER, LabHost.STUN, LabHost.STUN_TOO)) {
      assertThat(doctor(lab, "home-b", invite(server), ILL))
          .contains(
              "trouble   the router: takes another port for each destination (symmetric NAT)",
              "trouble   a connection: ",
              "ask the operator to add a TURN server");
    }
  }

  @Test
  void aStunServerThatIsDeadDoesNotMatterWhereTheServerIsPublic() throws Exception {
    try (Lab lab = Lab.up(folder);
        Program server = server(lab, "public", PUBLIC, "stun=stun:203.0.113.2:9")) {
      assertThat(doctor(lab, "home-b", invite(server), HEALTHY))
          .contains(
              "trouble   STUN (stun:203.0.113.2:9): does not answer",
              "ok        a connection: through NAT (",
              "You can connect: ");
    }
  }

  @Test
  void anotherKeyAtTheSameAddressIsTold() throws Exception {
    try (Lab lab = Lab.up(folder);
        Program server = server(lab, "public", PUBLIC, LabHost.STUN)) {
      Invite right = Invite.parse(invite(server));
      Invite wrong = new Invite(Identity.random().key(), right.ways(), right.secret());

      assertThat(doctor(lab, "home-b", wrong.text(), ILL))
          .contains(
              "trouble   the server (http://203.0.113.5:7420): ",
              "not tried a connection: ",
              "whether the invite is its newest one");
    }
  }

  @Test
  void aServerThatIsOffIsTold() throws Exception {
    try (Lab lab = Lab.up(folder)) {
      String invite;
      try (Program server = server(lab, "public", PUBLIC, LabHost.STUN)) {
        invite = invite(server);
        server.killAtOnce();
      }
      assertThat(doctor(lab, "home-b", invite, ILL))
          .contains(
              "trouble   the server (http://203.0.113.5:7420): ",
              "ask the operator whether it runs");
    }
  }

  @Test
  void aHostWithLoopbackAloneIsTold() throws Exception {
    try (Lab lab = Lab.up(folder);
        Program server = server(lab, "lonely", "way=http://127.0.0.1:7420")) {
      assertThat(doctor(lab, "lonely", invite(server), ILL))
          .contains(
              "trouble   this computer: no network address but loopback",
              "ok        the server (http://127.0.0.1:7420)",
              "not tried a connection: ",
              "turn on its wifi");
    }
  }

  private Program server(Lab lab, String host, String... settings) {
    List<String> arguments = new ArrayList<>(List.of(settings));
    arguments.add("blob=1000");
    return LabHost.server(lab, host, folder, arguments);
  }

  private static String invite(Program server) {
    return LabHost.word(server, "INVITE");
  }

  /** What the doctor prints; fails when it ends in another way. */
  private String doctor(Lab lab, String host, String invite, int exitCode) throws Exception {
    List<String> command =
        Program.command(
            Program.CLIENT_JAR, "doctor", invite, "--data-dir", folder.resolve("data").toString());
    try (Program doctor =
        Program.start(Map.of(), lab.in(host, command), folder.resolve("doctor.out"))) {
      assertThat(doctor.exitCode(DEADLINE_SECONDS)).as(doctor::printed).isEqualTo(exitCode);
      return doctor.printed();
    }
  }
}
