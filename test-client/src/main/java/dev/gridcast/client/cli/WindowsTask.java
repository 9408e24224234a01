package dev.gridcast.client.cli;

import java.util.List;

/** The text of a task for the Windows task scheduler. */
final class WindowsTask {

  private WindowsTask() {}

  static String of(ServicePlan plan) throws ClientException {
    List<String> command = plan.command();
    for (String word : command) {
      ServiceText.check(word);
      if (word.indexOf('%') >= 0) {
        throw ClientException.usage(
            "The Windows task scheduler takes % in a path for a variable and knows no other way to"
                + " write it: move "
                + word
                + ", or choose another --data-dir.");
      }
    }
    return """
        <?xml version="1.0" encoding="UTF-16"?>
        <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
          <Triggers>
            <LogonTrigger>
              <Enabled>true</Enabled>
            </LogonTrigger>
          </Triggers>
          <Settings>
            <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
            <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
            <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
            <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
            <Priority>8</Priority>
            <RestartOnFailure>
              <Interval>PT1M</Interval>
              <Count>999</Count>
            </RestartOnFailure>
          </Settings>
          <Actions>
            <Exec>
              <Command>%s</Command>
              <Arguments>%s</Arguments>
            </Exec>
          </Actions>
        </Task>
        """
        .formatted(
            ServiceText.xml(command.get(0)),
            ServiceText.xml(ServiceText.windows(command.subList(1, command.size()))));
  }
}
