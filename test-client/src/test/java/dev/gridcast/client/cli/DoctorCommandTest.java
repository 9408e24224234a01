package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.client.doctor.Instruments.Contact;
import dev.gridcast.client.doctor.Instruments.Knock;
import dev.gridcast.client.doctor.StandInInstruments;
import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.peer.PeerPath;
import dev.gridcast.protocol.signal.IceAdvice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person, and a program, gets to read from the doctor. */
final class DoctorCommandTest {

  private static final String WAY = "http://203.0.113.9:7420";

  private final StandInInstruments instruments = new StandInInstruments();
  private final List<Path> folders = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final String invite =
      new Invite(
              Identity.random().key(), List.of(Invite.Way.parse(WAY)), Optional.of(Secret.random()))
          .text();

  @TempDir private Path folder;

  @Test
  void aPersonReadsALineForEachCheckAndASentence() {
    connects();

    assertThat(run(invite, "--data-dir", folder.toString())).isZero();

    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(10).noneMatch(line -> line.contains("\u001b"));
    assertThat(lines.get(0)).startsWith("ok        the invite: whole; ");
    assertThat(lines.get(1)).isEqualTo("ok        this computer: 192.168.1.10 (eth0)");
    assertThat(lines.get(3))
        .isEqualTo("ok        the server (" + WAY + "): the server answers and lets you in");
    assertThat(lines.get(4)).startsWith("not tried STUN: ");
    assertThat(lines.get(7))
        .isEqualTo("ok        a connection: direct (host to host, udp), 3 ms there and back");
    assertThat(lines.get(8)).isEmpty();
    assertThat(lines.get(9)).startsWith("You can connect");
    assertThat(folders).containsExactly(folder);
    assertThat(instruments.closed).isTrue();
  }

  @Test
  void aProgramReadsAnObjectForEachCheckAndOneWithTheEnd() throws Exception {
    connects();

    assertThat(run(invite, "--json")).isZero();

    List<JsonNode> objects = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      objects.add(new ObjectMapper().readTree(line));
    }
    assertThat(objects).hasSize(9);
    assertThat(objects.get(3).get("check").asText()).isEqualTo("way");
    assertThat(objects.get(3).get("subject").asText()).isEqualTo(WAY);
    assertThat(objects.get(3).get("outcome").asText()).isEqualTo("ok");
    assertThat(objects.get(7).get("local").asText()).isEqualTo("host");
    assertThat(objects.get(7).get("roundTripMillis").asLong()).isEqualTo(3);
    assertThat(objects.get(8).get("healthy").asBoolean()).isTrue();
    assertThat(objects.get(8).get("advice").asText()).startsWith("You can connect");
  }

  @Test
  void noConnectionIsExitCode5() {
    instruments.knocks.put(WAY, new Knock.Unanswered("connection refused"));

    assertThat(run(invite)).isEqualTo(ExitCode.REFUSED);
    assertThat(out.toString()).contains("trouble   the server (" + WAY + "): connection refused");
    assertThat(out.toString().strip().lines().toList())
        .last()
        .asString()
        .contains("ask the operator");
  }

  @Test
  void aTypoInTheInviteIsFoundWithoutAnythingElse() {
    String typo =
        invite.substring(0, 40) + (invite.charAt(40) == 'a' ? 'b' : 'a') + invite.substring(41);

    assertThat(run(typo)).isEqualTo(ExitCode.REFUSED);
    assertThat(out.toString().lines().toList().get(0)).startsWith("trouble   the invite: ");
    assertThat(out.toString()).contains("Copy the whole invite");
    assertThat(folders).isEmpty();
  }

  private void connects() {
    instruments.knocks.put(WAY, new Knock.Welcomed("0.1", IceAdvice.NONE, Duration.ZERO));
    PeerPath path = new PeerPath(PeerPath.Kind.HOST, PeerPath.Kind.HOST, "udp");
    instruments.contact =
        Optional.of(new Contact(Optional.of(path), Optional.of(Duration.ofMillis(3))));
  }

  private int run(String... arguments) {
    DoctorCommand command =
        new DoctorCommand(
            (whole, where, settings, trust) -> {
              folders.add(where);
              return instruments;
            });
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
