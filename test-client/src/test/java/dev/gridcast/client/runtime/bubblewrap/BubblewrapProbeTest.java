package dev.gridcast.client.runtime.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told who cannot have sandboxes. */
@EnabledOnOs(OS.LINUX)
final class BubblewrapProbeTest {

  @TempDir Path folder;

  @Test
  void nothingIsSaidWhereASandboxCanBeMade() throws Exception {
    assertThat(whyNot("exit 0")).isEmpty();
  }

  @Test
  void otherSystemsAreSentToDocker() {
    assertThat(BubblewrapProbe.whyNot("Mac OS X", program -> Optional.empty(), folder))
        .contains("the runtime bubblewrap needs Linux, and this is Mac OS X: use docker");
  }

  @Test
  void whereBwrapIsMissingTheCommandThatInstallsItIsTold() {
    assertThat(BubblewrapProbe.whyNot("Linux", program -> Optional.empty(), folder).orElseThrow())
        .contains("the program bwrap is missing", "sudo apt-get install bubblewrap")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prlimit", "setpriv", "unshare"})
  void whereAHelperIsMissingTheCommandThatInstallsItIsTold(String missing) throws Exception {
    Path bwrap = bwrap("exit 0");

    assertThat(
            BubblewrapProbe.whyNot(
                    "Linux",
                    program -> program.equals(missing) ? Optional.empty() : Optional.of(bwrap),
                    folder)
                .orElseThrow())
        .contains("program " + missing, "sudo apt-get install util-linux");
  }

  @ParameterizedTest
  @CsvSource({
    "kernel/unprivileged_userns_clone,               0, kernel.unprivileged_userns_clone=1",
    "kernel/apparmor_restrict_unprivileged_userns,   1, kernel.apparmor_restrict_unprivileged_userns=0",
    "user/max_user_namespaces,                       0, user.max_user_namespaces=10000",
  })
  void theSettingThatForbidsSandboxesIsNamed(String setting, String value, String remedy)
      throws Exception {
    set(setting, value);

    assertThat(whyNot("echo 'bwrap: No permissions to create new namespace' >&2; exit 1"))
        .contains(
            "this system forbids user namespaces, which the runtime bubblewrap needs; to allow"
                + " them: sudo sysctl "
                + remedy);
  }

  @Test
  void aSettingThatForbidsNothingIsNotBlamed() throws Exception {
    set("kernel/unprivileged_userns_clone", "1");
    set("kernel/apparmor_restrict_unprivileged_userns", "0");
    set("user/max_user_namespaces", "63000");

    assertThat(whyNot("echo 'bwrap: a strange'; echo thing >&2; exit 1"))
        .contains("bwrap cannot make a sandbox here (bwrap: a strange thing): use docker");
  }

  @Test
  void anOldBwrapIsCalledOld() throws Exception {
    assertThat(whyNot("echo 'bwrap: Unknown option --disable-userns' >&2; exit 1"))
        .contains("this bwrap is too old: the runtime bubblewrap needs version 0.8 or newer");
  }

  @Test
  void aBwrapThatHangsIsNotWaitedForLongerThanTwoSeconds() throws Exception {
    assertThat(whyNot("exec sleep 60").orElseThrow()).contains("does not answer within 2 s");
  }

  @Test
  void aBwrapThatIsNoProgramIsTold() throws Exception {
    Path bwrap = bwrap("exit 0");
    Files.setPosixFilePermissions(bwrap, PosixFilePermissions.fromString("rw-------"));

    assertThat(BubblewrapProbe.whyNot("Linux", program -> Optional.of(bwrap), folder).orElseThrow())
        .startsWith("bwrap cannot be started: ")
        .doesNotContain("\n");
  }

  private Optional<String> whyNot(String script) throws IOException {
    Path bwrap = bwrap(script);
    return BubblewrapProbe.whyNot("Linux", program -> Optional.of(bwrap), folder.resolve("sys"));
  }

  private Path bwrap(String script) throws IOException {
    Path bwrap = Files.writeString(folder.resolve("bwrap"), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(bwrap, PosixFilePermissions.fromString("rwx------"));
  }

  private void set(String setting, String value) throws IOException {
    Path file = folder.resolve("sys").resolve(setting);
    Files.createDirectories(file.getParent());
    Files.writeString(file, value + "\n");
  }
}
