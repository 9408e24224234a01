package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

final class InstallServiceCommandTest {

  private static final String INVITE =
      new Invite(
              Identity.random().key(),
              List.of(Invite.Way.parse("http://127.0.0.1:7420")),
              Optional.of(Secret.random()))
          .text();

  private final Path home;
  private final Path data;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  InstallServiceCommandTest(@TempDir Path temp) {
    this.home = temp.resolve("ada's home");
    this.data = home.resolve("grid cast");
  }

  @Test
  void onLinuxAUnitIsWrittenAndTheSecretOnlyWhereNobodyElseReads() throws Exception {
    assertThat(run(linux(), INVITE, "--name", "ada")).isZero();

    Path unit = onlyFileIn(home.resolve(".config/systemd/user"));
    assertThat(Files.readString(unit))
        .contains("\"@" + data.resolve("invite") + "\"", "\"--name\" \"ada\"", "Restart=on-failure")
        .doesNotContain(INVITE);
    assertThat(Files.readString(data.resolve("invite"))).isEqualTo(INVITE + "\n");
    assertThat(rights(data.resolve("invite"))).isEqualTo("rw-------");
    assertThat(rights(data)).isEqualTo("rwx------");
    assertThat(out)
        .asString()
        .contains("systemctl --user enable --now gridcast-client-", "loginctl enable-linger")
        .contains("install-service --uninstall --data-dir")
        .doesNotContain(INVITE);
  }

  @Test
  void theInviteFileIsWhatJoinReads() throws Exception {
    assertThat(run(linux(), INVITE)).isZero();

    FakeJoin join = new FakeJoin();
    new CommandLine(join).execute("@" + data.resolve("invite"), "--data-dir", data.toString());

    assertThat(join.invite).isEqualTo(INVITE);
    assertThat(join.folder).isEqualTo(data);
  }

  @Test
  void aSecondInstallationKeepsTheInvite() throws Exception {
    assertThat(run(linux(), INVITE)).isZero();
    assertThat(run(linux(), "--name", "grace")).isZero();

    assertThat(Files.readString(data.resolve("invite"))).contains(INVITE);
    assertThat(Files.readString(onlyFileIn(home.resolve(".config/systemd/user"))))
        .contains("grace");
  }

  @Test
  void withoutAnInviteNothingIsWritten() {
    assertThat(run(linux())).isEqualTo(2);
    assertThat(run(linux(), "http://example.org")).isEqualTo(2);

    assertThat(err).asString().contains("needs the invite", "gridcast1");
    assertThat(home).doesNotExist();
  }

  @Test
  void printShowsTheFileAndWritesNothing() {
    assertThat(run(linux(), "--print")).isZero();

    assertThat(out).asString().startsWith("# Written by").contains("[Service]");
    assertThat(home).doesNotExist();
  }

  @Test
  void uninstallLeavesNothingOfIt() throws Exception {
    assertThat(run(linux(), INVITE)).isZero();
    Path units = home.resolve(".config/systemd/user");
    Path unit = onlyFileIn(units);
    Path wants = Files.createDirectory(units.resolve("default.target.wants"));
    Files.createSymbolicLink(wants.resolve(unit.getFileName()), unit);

    assertThat(run(linux(), "--uninstall")).isZero();

    assertThat(unit).doesNotExist();
    assertThat(wants).isEmptyDirectory();
    assertThat(data.resolve("invite")).doesNotExist();
    assertThat(out).asString().contains("systemctl --user stop");

    out.getBuffer().setLength(0);
    assertThat(run(linux(), "--uninstall")).isZero();
    assertThat(out).asString().contains("No service is installed");
  }

  @Test
  void macGetsAnAgent() throws Exception {
    assertThat(run(host("Mac OS X"), INVITE)).isZero();

    Path plist = onlyFileIn(home.resolve("Library/LaunchAgents"));
    assertThat(Files.readString(plist)).contains("<plist").doesNotContain(INVITE);
    assertThat(out).asString().contains("launchctl bootstrap gui/$(id -u) '");
    assertThat(run(host("Mac OS X"), "--uninstall")).isZero();
    assertThat(plist).doesNotExist();
  }

  @Test
  void windowsGetsATaskAndTheCommandThatRegistersIt() throws Exception {
    assertThat(run(host("Windows 11"), INVITE)).isZero();

    String task = Files.readString(data.resolve("gridcast-task.xml"), StandardCharsets.UTF_16);
    assertThat(task).contains("javaw.exe", "LogonTrigger").doesNotContain(INVITE);
    assertThat(out).asString().contains("schtasks /Create /TN", "/XML");
  }

  @Test
  void aProgramWithoutAJarCannotBeAService() {
    InstallServiceCommand.Host noJar =
        new InstallServiceCommand.Host(
            "Linux", home, home.resolve(".config"), Path.of("/jdk"), null, null, true);

    assertThat(run(noJar, INVITE)).isEqualTo(3);
    assertThat(err).asString().contains("test-client.jar").hasLineCount(1);
  }

  @Test
  void withoutSystemdItSaysThatNothingWillStart() {
    InstallServiceCommand.Host bare =
        new InstallServiceCommand.Host(
            "Linux",
            home,
            home.resolve(".config"),
            Path.of("/jdk"),
            Path.of("/c.jar"),
            null,
            false);

    assertThat(run(bare, INVITE)).isZero();
    assertThat(out).asString().contains("systemd does not run on this machine");
  }

  private InstallServiceCommand.Host linux() {
    return host("Linux");
  }

  private InstallServiceCommand.Host host(String os) {
    return new InstallServiceCommand.Host(
        os,
        home,
        home.resolve(".config"),
        Path.of("/usr/lib/jvm/java 17"),
        Path.of("/opt/test-client.jar"),
        "unix:///run/user/1000/docker.sock",
        true);
  }

  private int run(InstallServiceCommand.Host host, String... arguments) {
    String[] all =
        Stream.concat(Arrays.stream(arguments), Stream.of("--data-dir", data.toString()))
            .toArray(String[]::new);
    return new CommandLine(new InstallServiceCommand(host))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof ClientException expected) {
                command.getErr().println(expected.line());
                return expected.exitCode();
              }
              throw failure;
            })
        .execute(all);
  }

  private static Path onlyFileIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(Files::isRegularFile).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Takes its words as {@code join} does. */
  @Command(name = "join")
  private static final class FakeJoin implements Runnable {

    @Parameters private String invite = "";

    @Option(names = "--data-dir")
    private Path folder = Path.of("");

    @Override
    public void run() {}
  }
}
