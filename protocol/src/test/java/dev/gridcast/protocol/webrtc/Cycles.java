package dev.gridcast.protocol.webrtc;

import dev.gridcast.protocol.peer.RecordingListener;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that opens and closes connections and factories, and prints what that cost: a Java heap
 * that neither grows nor shrinks leaves only native memory to see.
 */
final class Cycles {

  private Cycles() {}

  public static void main(String[] args) throws Exception {
    long memory;
    long after;
    try (Crew crew = new Crew(RecordingListener::new)) {
      openAndClose(crew, 50); // whatever a process allocates only once
      memory = status("VmRSS:");
      openAndClose(crew, 150);
      after = status("VmRSS:");
    }
    factory();
    long threads = nativeThreads();
    for (int i = 0; i < 5; i++) {
      factory();
    }
    long more = nativeThreads() - threads;
    System.out.println("kilobytes " + (after - memory) + " threads " + more);
    System.out.flush();
    ExitNoise.suppress();
    System.exit(0);
  }

  private static void factory() throws Exception {
    try (Crew crew = new Crew(RecordingListener::new)) {
      openAndClose(crew, 2);
    }
  }

  private static void openAndClose(Crew crew, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      crew.connector.connect(new RecordingListener()).close();
      crew.nextAccepted().close();
    }
    Crew.until("all are gone", () -> crew.server.connections() == 0);
  }

  /** Those that the JVM does not know: the library's own. Pools of Java come and go. */
  private static long nativeThreads() throws IOException {
    return status("Threads:") - ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static long status(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  /** The command that starts it. */
  static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms48m",
        "-Xmx48m",
        "-XX:+AlwaysPreTouch",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UseDynamicNumberOfCompilerThreads",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        Cycles.class.getName());
  }
}
