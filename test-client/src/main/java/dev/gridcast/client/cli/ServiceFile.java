package dev.gridcast.client.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that makes the system start the client, and what a person does with it.
 *
 * @param path where it belongs
 * @param text what is in it
 * @param charset how it is written
 * @param start commands that start the service, now and from now on
 * @param traces what starting leaves behind, to be removed with the file
 * @param stop commands that end what still runs when the file is gone
 * @param remarks what else to know, a line each
 */
record ServiceFile(
    Path path,
    String text,
    Charset charset,
    List<String> start,
    List<Path> traces,
    List<String> stop,
    List<String> remarks) {

  /** Windows reads the files of its task scheduler in this way only. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  /**
   * A systemd user unit.
   *
   * @param config where the user's settings are: {@code $XDG_CONFIG_HOME}, or {@code ~/.config}
   */
  static ServiceFile systemd(ServicePlan plan, Path config) throws ClientException {
    String unit = "gridcast-client" + plan.suffix() + ".service";
    Path units = config.resolve(Path.of("systemd", "user"));
    return new ServiceFile(
        units.resolve(unit),
        SystemdUnit.of(plan),
        StandardCharsets.UTF_8,
        List.of("systemctl --user daemon-reload", "systemctl --user enable --now " + unit),
        List.of(units.resolve("default.target.wants").resolve(unit)),
        List.of("systemctl --user stop " + unit, "systemctl --user daemon-reload"),
        List.of(
            "It runs while you are logged in; to let it run whenever the computer is on:"
                + " loginctl enable-linger",
            "What it says: journalctl --user -u " + unit));
  }

  /**
   * A launchd agent.
   *
   * @param home the user's
   */
  static ServiceFile launchd(ServicePlan plan, Path home) throws ClientException {
    String label = "dev.gridcast.client" + plan.suffix();
    Path path = home.resolve(Path.of("Library", "LaunchAgents", label + ".plist"));
    String domain = "gui/$(id -u)";
    return new ServiceFile(
        path,
        LaunchdPlist.of(plan, label),
        StandardCharsets.UTF_8,
        List.of("launchctl bootstrap " + domain + " " + quoted(path)),
        List.of(),
        List.of("launchctl bootout " + domain + "/" + label),
        List.of(
            "It runs while you are logged in. What it says: logs/service.log in the data folder"));
  }

  /** A task of the Windows task scheduler; registering it is left to a person. */
  static ServiceFile windows(ServicePlan plan) throws ClientException {
    String task = "Gridcast client" + plan.suffix();
    Path path = plan.folder().resolve("gridcast-task.xml");
    return new ServiceFile(
        path,
        BYTE_ORDER_MARK + WindowsTask.of(plan),
        StandardCharsets.UTF_16LE,
        List.of(
            "schtasks /Create /TN \"" + task + "\" /XML \"" + path + "\"",
            "schtasks /Run /TN \"" + task + "\""),
        List.of(),
        List.of("schtasks /End /TN \"" + task + "\"", "schtasks /Delete /F /TN \"" + task + "\""),
        List.of("It runs while you are logged in, without a window."));
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }

  byte[] bytes() {
    return text.getBytes(charset);
  }
}
