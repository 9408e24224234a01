package dev.gridcast.client.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.Machine;
import dev.gridcast.protocol.message.Texts;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** What this computer says of itself and of its user. */
final class ThisMachine {

  private ThisMachine() {}

  /**
   * What a server gets to know.
   *
   * @param gpus the graphics processors that trainers may use
   * @param runtime where trainers run
   * @param trainingMemory what one training gets, in bytes
   */
  static Machine describe(List<String> gpus, String runtime, long trainingMemory) {
    long memory =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 0;
    return new Machine(
        Texts.oneLine(property("os.name") + " " + property("os.version"), Limits.MAX_NAME),
        Texts.oneLine(property("os.arch"), Limits.MAX_NAME),
        Runtime.getRuntime().availableProcessors(),
        Math.max(0, memory),
        Texts.oneLine(property("java.version"), Limits.MAX_NAME),
        gpus,
        runtime,
        trainingMemory,
        Machine.OFFICIAL_ENGINES);
  }

  /** {@code user@host}, cut to what a name may have. */
  static String defaultName() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "unknown";
    }
    return trimmed(property("user.name") + "@" + host);
  }

  static String trimmed(String name) {
    String line = Texts.oneLine(name, Limits.MAX_VOLUNTEER_NAME);
    return line.isEmpty() ? "volunteer" : line;
  }

  /** A name that the user chose, when it keeps the rules. */
  static String checkedName(String name) throws ClientException {
    String clean = Texts.oneLine(name, Limits.MAX_VOLUNTEER_NAME);
    if (clean.isEmpty() || !clean.equals(name)) {
      throw ClientException.usage(
          "--name must have 1 to "
              + Limits.MAX_VOLUNTEER_NAME
              + " printable characters, without spaces at its ends: '"
              + Texts.oneLine(name, 60)
              + "' has "
              + name.length()
              + ".");
    }
    return name;
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
