package dev.gridcast.client.cli;

import java.util.List;
import java.util.stream.Collectors;

/** The text of a systemd user unit. */
final class SystemdUnit {

  private SystemdUnit() {}

  static String of(ServicePlan plan) throws ClientException {
    List<String> command = plan.command();
    for (String word : command) {
      ServiceText.check(word);
    }
    // systemd replaces $ in every word but the program itself.
    String line =
        quoted(command.get(0))
            + command.stream()
                .skip(1)
                .map(word -> " " + quoted(word.replace("$", "$$")))
                .collect(Collectors.joining());
    return """
        # Written by `gridcast client install-service`; `--uninstall` removes it.
        [Unit]
        Description=Gridcast Test Client
        # A client that cannot work tries again, however long it takes.
        StartLimitIntervalSec=0

        [Service]
        Type=exec
        ExecStart=%s
        WorkingDirectory=~
        # Paths may have letters that the bare C locale lacks.
        Environment=LC_ALL=C.UTF-8
        %s# 130 and 143: ended by a signal, as it should. 2 and 5: trying again would not help.
        SuccessExitStatus=130 143
        RestartPreventExitStatus=2 5 6
        Restart=on-failure
        RestartSec=30
        # The client alone is told to stop: it gives its cases back and ends its trainers.
        KillMode=mixed
        TimeoutStopSec=30
        # A trainer that runs out of memory does not end the client.
        OOMPolicy=continue
        OOMScoreAdjust=500
        # Whoever uses the computer goes first.
        Nice=10
        IOSchedulingClass=idle
        CPUWeight=20
        # Nothing here stands in the way of docker or bubblewrap, which shut in the trainers: no
        # folder is hidden and no namespace forbidden.
        NoNewPrivileges=yes
        LockPersonality=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        SystemCallArchitectures=native

        [Install]
        WantedBy=default.target
        """
        .formatted(line, environment(plan));
  }

  private static String environment(ServicePlan plan) throws ClientException {
    String engine = plan.engine();
    if (engine == null) {
      return "";
    }
    ServiceText.check(engine);
    return "Environment=" + quoted("DOCKER_HOST=" + engine) + "\n";
  }

  /** One word: nothing in it is a space, a quote, or a specifier to systemd. */
  private static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + '"';
  }
}
