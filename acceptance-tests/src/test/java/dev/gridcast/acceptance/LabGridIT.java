package dev.gridcast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * The real jars in two homes: a server without an open port, a volunteer who finds it through a
 * broker, and every case trained over a path through both routers.
 */
@Timeout(420)
class LabGridIT {

  private static final long START_SECONDS = 120;
  private static final long DEADLINE_SECONDS = 240;

  /** Which of its addresses a side takes for the other's depends on who asked first. */
  private static final String SEEN_BY_SERVER =
      "(?s).*ada.*through NAT \\((srflx|prflx|host) to (srflx|prflx|host), udp\\).*";

  @Test
  void aVolunteerBehindARouterWorksForAServerBehindAnother(TestInfo test) throws Exception {
    Path folder = Lab.folder(test);
    Path experiment =
        Files.writeString(folder.resolve("experiment.yaml"), Experiments.sixCasesOfOurEngine());
    Path data = folder.resolve("server");
    try (Lab lab = Lab.up(folder);
        Program server = server(lab, folder, experiment, data)) {
      Path invite = data.resolve("invite.txt");
      Await.until(
          "the server writes its invite",
          START_SECONDS,
          server::printed,
          () -> Files.exists(invite) || !server.isAlive());
      assertThat(server.isAlive()).as(server::printed).isTrue();
      try (Program client = client(lab, folder, Files.readString(invite).strip())) {
        Await.until(
            "the server tells the operator how the volunteer is connected",
            DEADLINE_SECONDS,
            () -> server.printed() + "\n" + client.printed(),
            () -> volunteers(lab, data).matches(SEEN_BY_SERVER) || !server.isAlive());
        assertThat(server.isAlive()).as(server::printed).isTrue();
        assertThat(server.exitCode(DEADLINE_SECONDS))
            .as(() -> server.printed() + "\n" + client.printed())
            .isZero();
        new Results(data).assertEveryCaseVerifiedExactlyOnce(6);
        assertThat(client.printed()).contains("through NAT (srflx to srflx, udp)");
      }
    }
  }

  /** What the operator is shown by {@code server volunteers}. */
  private static String volunteers(Lab lab, Path data) {
    List<String> command =
        Program.command(Program.SERVER_JAR, "volunteers", "--data-dir", data.toString());
    return lab.run("home-a", command.toArray(String[]::new));
  }

  private static Program server(Lab lab, Path folder, Path experiment, Path data) {
    return Program.start(
        Map.of(),
        lab.in(
            "home-a",
            Program.command(
                Program.SERVER_JAR,
                "run",
                experiment.toString(),
                "--data-dir",
                data.toString(),
                "--exit-when-done",
                "--no-http",
                "--mqtt",
                lab.fact("MQTT"),
                "--stun",
                lab.fact("STUN"))),
        folder.resolve("server.out"));
  }

  private static Program client(Lab lab, Path folder, String invite) {
    return Program.start(
        Map.of(),
        lab.in(
            "home-b",
            Program.command(
                Program.CLIENT_JAR,
                "join",
                invite,
                "--name",
                "ada",
                "--data-dir",
                folder.resolve("client").toString(),
                "--runtime",
                "process",
                "--parallel",
                "1",
                "--trainer-jar",
                Program.TRAINER_JAR.toString())),
        folder.resolve("client.out"));
  }
}
