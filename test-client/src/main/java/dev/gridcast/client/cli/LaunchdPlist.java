package dev.gridcast.client.cli;

import java.util.stream.Collectors;

/** The text of a launchd agent. */
final class LaunchdPlist {

  private LaunchdPlist() {}

  static String of(ServicePlan plan, String label) throws ClientException {
    for (String word : plan.command()) {
      ServiceText.check(word);
    }
    String log = ServiceText.xml(plan.folder().resolve("logs").resolve("service.log").toString());
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0">
        <dict>
          <key>Label</key>
          <string>%s</string>
          <key>ProgramArguments</key>
          <array>
        %s
          </array>
        %s  <key>RunAtLoad</key>
          <true/>
          <key>KeepAlive</key>
          <dict>
            <key>SuccessfulExit</key>
            <false/>
          </dict>
          <key>ThrottleInterval</key>
          <integer>30</integer>
          <key>ExitTimeOut</key>
          <integer>30</integer>
          <key>ProcessType</key>
          <string>Background</string>
          <key>Nice</key>
          <integer>10</integer>
          <key>LowPriorityIO</key>
          <true/>
          <key>StandardOutPath</key>
          <string>%s</string>
          <key>StandardErrorPath</key>
          <string>%s</string>
        </dict>
        </plist>
        """
        .formatted(
            ServiceText.xml(label),
            plan.command().stream()
                .map(word -> "    <string>" + ServiceText.xml(word) + "</string>")
                .collect(Collectors.joining("\n")),
            environment(plan),
            log,
            log);
  }

  private static String environment(ServicePlan plan) throws ClientException {
    String engine = plan.engine();
    if (engine == null) {
      return "";
    }
    ServiceText.check(engine);
    return """
          <key>EnvironmentVariables</key>
          <dict>
            <key>DOCKER_HOST</key>
            <string>%s</string>
          </dict>
        """
        .formatted(ServiceText.xml(engine));
  }
}
