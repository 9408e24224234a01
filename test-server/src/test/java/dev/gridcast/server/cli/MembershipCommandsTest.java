package dev.gridcast.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.signal.Admission;
import dev.gridcast.server.admission.AdmissionMode;
import dev.gridcast.server.admission.Barred;
import dev.gridcast.server.admission.Doorkeeper;
import dev.gridcast.server.admission.InviteDesk;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.volunteer.VolunteerRoom.Presence;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands about who may join, on a data directory whose store a server has open. */
final class MembershipCommandsTest {

  private static final PeerKey SERVER = Identity.random().key();
  private static final PeerKey ADA = Identity.random().key();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Secret secret = Secret.random();

  private Path data;
  private Store server;

  @SuppressWarnings("NullAway.Init") // start() fills in the fields
  MembershipCommandsTest() {}

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    data = folder;
    server = SqliteStore.open(DataDirectory.storeOf(folder), Samples.experiment(4));
    new InviteFile(data.resolve(DataDirectory.INVITE))
        .write(
            new Invite(
                SERVER,
                List.of(Invite.Way.parse("http://192.168.1.20:7420")),
                Optional.of(secret)));
    InviteDesk.of(server, SERVER, InstantSource.system()).keepDefault(secret);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anInviteIsALineAndAQrCodeAndOpensTheDoor() throws Exception {
    assertThat(run("invite", "--name", "friends", "--expires", "7d", "--uses", "2")).isZero();

    List<String> lines = out.toString().lines().toList();
    Invite invite = Invite.parse(lines.get(0));
    assertThat(invite.server()).isEqualTo(SERVER);
    assertThat(invite.address()).isEqualTo("192.168.1.20:7420");
    assertThat(invite.secret()).isNotEqualTo(Optional.of(secret));
    assertThat(lines.subList(1, lines.size() - 1))
        .isEqualTo(QrCode.of(lines.get(0)))
        .hasSizeGreaterThan(15);
    assertThat(lines.get(lines.size() - 1)).startsWith("friends: for 2 volunteers, for 7d; ");
    assertIn(ADA, invite.secret());
    String stored = Files.readString(DataDirectory.storeOf(data), StandardCharsets.ISO_8859_1);
    Secret shown = invite.secret().orElseThrow();
    assertThat(stored)
        .as("the store does not know the secret")
        .doesNotContain(new String(shown.bytes(), StandardCharsets.ISO_8859_1))
        .doesNotContain(shown.text());
    out.getBuffer().setLength(0);

    assertThat(run("invites")).isZero();
    assertThat(out.toString().lines())
        .anySatisfy(line -> assertThat(line).startsWith("default").contains("never", "valid"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("friends")
                    .contains("1 of 2", ADA.shortText(), "valid"));
  }

  @Test
  void invitesAndMembersAreAlsoForPrograms() throws Exception {
    server.update(writer -> writer.seeVolunteer(ADA.text(), "ada", "Linux, 2 CPUs", Samples.START));
    assertIn(ADA, Optional.of(secret));
    new ConnectionsFile(data)
        .tell(
            List.of(
                new Presence(
                    ADA.text(),
                    "ada",
                    new Machine("Linux", "amd64", 2, 8L << 30, "17"),
                    Samples.START,
                    "direct (host to host, udp)",
                    List.of())),
            Instant.now());

    assertThat(run("invites", "--json")).isZero();
    JsonNode invite = new ObjectMapper().readTree(out.toString()).get(0);
    assertThat(invite.get("name").textValue()).isEqualTo("default");
    assertThat(invite.get("usedBy").get(0).textValue()).isEqualTo(ADA.text());
    assertThat(invite.get("uses").isNull()).isTrue();
    out.getBuffer().setLength(0);

    assertThat(run("members", "--json")).isZero();
    JsonNode member = new ObjectMapper().readTree(out.toString()).get(0);
    assertThat(member.get("key").textValue()).isEqualTo(ADA.text());
    assertThat(member.get("name").textValue()).isEqualTo("ada");
    assertThat(member.get("state").textValue()).isEqualTo("member");
    assertThat(member.get("invite").textValue()).isEqualTo("default");
    assertThat(member.get("connection").textValue()).isEqualTo("direct (host to host, udp)");
    out.getBuffer().setLength(0);

    assertThat(run("members")).isZero();
    assertThat(run("volunteers")).isZero();
    assertThat(out.toString().lines().filter(line -> line.contains("direct (host to host, udp)")))
        .as("one line of members, one of volunteers")
        .hasSize(2);
  }

  @Test
  void whatAServerWroteLongAgoIsNotBelieved() {
    ConnectionsFile file = new ConnectionsFile(data);
    file.tell(List.of(presence()), Instant.now());
    assertThat(file.read(Instant.now())).containsEntry(ADA.text(), "connected");
    assertThat(file.read(Instant.now().plusSeconds(31))).isEmpty();
    file.remove();
    assertThat(file.read(Instant.now())).isEmpty();
  }

  private static Presence presence() {
    Machine machine = new Machine("Linux", "amd64", 2, 8L << 30, "17");
    return new Presence(ADA.text(), "ada", machine, Samples.START, null, List.of());
  }

  @Test
  void theDefaultInviteCanBeRevokedAndRemade() throws Exception {
    assertThat(run("revoke", "default")).isZero();
    assertThat(out.toString()).contains("the invite default lets nobody new in");
    assertThat(written().secret()).as("what stays says where the server is").isEmpty();
    assertThat(new InviteFile(data.resolve(DataDirectory.INVITE)).read().orElseThrow().secretNow())
        .as("a start does not make it anew")
        .isEmpty();
    assertOut(ADA, Optional.of(secret));

    assertThat(run("invite", "--name", "default", "--no-qr")).isZero();
    assertThat(written().secret()).isPresent().isNotEqualTo(Optional.of(secret));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve(DataDirectory.INVITE))))
        .isEqualTo("rw-------");
    assertThat(out.toString()).contains(written().text());
    assertIn(ADA, written().secret());
  }

  @Test
  void anInviteIsRevokedByItsNameOrItsBeginningOrItsText() throws Exception {
    assertThat(run("invite", "--name", "friends", "--no-qr")).isZero();
    assertThat(run("invite", "--name", "family", "--no-qr")).isZero();
    String family = out.toString().lines().toList().get(2);

    assertThat(run("revoke", "f")).isEqualTo(2);
    assertOneLine("gridcast: several invites begin with f: friends, family");
    assertThat(run("revoke", "fr")).isZero();
    assertThat(run("revoke", family)).isZero();
    assertThat(run("revoke", "nobody")).isEqualTo(2);
    assertOneLine("gridcast: this server has no such invite");
    assertOut(ADA, Invite.parse(family).secret());
  }

  @Test
  void itsMembersCanGoWithAnInvite() {
    assertIn(ADA, Optional.of(secret));
    assertThat(run("revoke", "default", "--and-members")).isZero();
    assertThat(out.toString()).contains("1 key need another one now");
    assertThat(Barred.in(server)).containsOnlyKeys(ADA.text());
  }

  @Test
  void aKeyIsLetInAndBannedAndMoreWhileTheServerRuns() {
    Doorkeeper door = door(AdmissionMode.APPROVE);
    door.decide(ADA, Optional.of(secret));
    assertThat(run("members")).isZero();
    assertThat(out.toString()).contains(ADA.text(), "pending");

    assertThat(run("admit", ADA.text().substring(0, 12))).isZero();
    assertThat(door.decide(ADA, Optional.empty())).isInstanceOf(Admission.Admitted.class);

    assertThat(run("ban", ADA.text(), "--reason", "floods the server")).isZero();
    assertThat(Barred.in(server))
        .containsEntry(
            ADA.text(), "the operator of this server has banned this key: floods the server");
    assertThat(door.decide(ADA, Optional.empty())).isInstanceOf(Admission.Refused.class);
    out.getBuffer().setLength(0);
    assertThat(run("members")).isZero();
    assertThat(out.toString()).contains("banned", "floods the server");

    assertThat(run("unban", ADA.text())).isZero();
    assertThat(door.decide(ADA, Optional.empty())).isInstanceOf(Admission.Admitted.class);
    assertThat(run("unban", ADA.text())).isEqualTo(2);
    assertOneLine("gridcast: " + ADA.text() + " is not banned");
  }

  @ParameterizedTest
  @CsvSource({"-abc", "-hkl", "-V12", "--ab"})
  void aKeyMayBeginWithAHyphen(String start) {
    String key = start + "A".repeat(PeerKey.TEXT_LENGTH - start.length());
    assertThat(run("admit", key)).as(err.toString()).isZero();
    assertThat(run("ban", key, "--reason", "why not")).isZero();
    assertThat(run("unban", key)).isZero();
    assertThat(out.toString()).contains("(" + key + ") is not banned any more; it may come again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "invite --expires 7 | --expires must be a whole number and m, h, d or w",
        "invite --expires 4000d | --expires must be at most 3650d",
        "invite --uses 0 | --uses must be at least 1, not 0",
        "invite --name a/b | --name must be a word",
        "invite --name default | there is an invite called default already",
        "invite --name default --uses 3 | the default invite has no limits",
        "revoke | NAME",
        "admit abc | no key begins with abc; give all 43 characters",
        "admit nobody | no key begins with nobody",
        "ban AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | --reason",
        "unban AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | is not banned",
        "unban AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB | is no key: the last character",
        "run nothing.yaml --admission any | --admission",
        "run nothing.yaml --key-connections 0 | --key-connections must be between 1 and 10000",
        "run nothing.yaml --key-requests 5 | --key-requests must be between 60 and",
      })
  void mistakesAreOneLineAndExitCode2(String command, String words) {
    assertThat(run(command.split(" "))).isEqualTo(2);
    assertOneLine("gridcast: ", words);
  }

  @Test
  void whereNoServerWasEverStartedThereIsNothingToInviteTo(@TempDir Path other) {
    SqliteStore.open(DataDirectory.storeOf(other), Samples.experiment(4)).close();
    assertThat(runIn(other, "invite")).isEqualTo(2);
    assertOneLine("gridcast: where volunteers reach the server is in ", "once");
    assertThat(runIn(other, "members")).isZero();
    assertThat(out.toString()).isEqualTo("nobody has joined yet\n");
  }

  @Test
  void theQrCodeOfAnInviteFitsATerminal() throws Exception {
    List<String> lines = QrCode.of(written().text());
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(lines).hasSizeLessThan(40);
    assertThat(Invite.parse(written().text().toUpperCase(Locale.ROOT))).isEqualTo(written());
  }

  private Invite written() throws UserError {
    return new InviteFile(data.resolve(DataDirectory.INVITE)).invite();
  }

  private Doorkeeper door(AdmissionMode mode) {
    return new Doorkeeper(server, SERVER, mode, key -> false, InstantSource.system(), line -> {});
  }

  private void assertIn(PeerKey key, Optional<Secret> shown) {
    assertThat(door(AdmissionMode.OPEN).decide(key, shown)).isInstanceOf(Admission.Admitted.class);
  }

  private void assertOut(PeerKey key, Optional<Secret> shown) {
    assertThat(door(AdmissionMode.OPEN).decide(key, shown)).isInstanceOf(Admission.Refused.class);
  }

  private int run(String... arguments) {
    return runIn(data, arguments);
  }

  private int runIn(Path folder, String... arguments) {
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data-dir=" + folder);
    return ServerMain.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
  }

  private void assertOneLine(String start, String... parts) {
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith(start);
    for (String part : parts) {
      assertThat(err.toString()).contains(part);
    }
  }
}
