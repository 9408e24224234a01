package dev.gridcast.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What stands where in the laboratory, for the peers of its tests, and how those start. */
final class LabHost {

  static final String STUN = "stun=stun:203.0.113.2:3478";
  static final String STUN_TOO = "stun=stun:203.0.113.3:3478";
  static final String TURN_UDP = "turn=turn:203.0.113.2:3478?transport=udp";
  static final String TURN_TCP = "turn=turn:203.0.113.2:3478?transport=tcp";
  static final String TURN_TLS = "turn=turns:203.0.113.2:5349";
  static final String BROKER = "way=mqtt://203.0.113.4:1883";

  private static final long START_SECONDS = 60;

  private LabHost() {}

  /**
   * Starts a {@link LabServer} and waits until it has an invite, or has ended.
   *
   * @param settings as {@link LabSettings} reads them
   */
  static Program server(Lab lab, String host, Path folder, List<String> settings) {
    Program server = start(lab, host, LabServer.class, folder.resolve("server.out"), settings);
    Await.until(
        "the server listens",
        START_SECONDS,
        server::printed,
        () -> server.printed().contains("\nINVITE ") || !server.isAlive());
    return server;
  }

  /** Starts a {@link LabClient} for the server that has this invite. */
  static Program client(Lab lab, String host, Path folder, String invite, List<String> settings) {
    List<String> all = new ArrayList<>(settings);
    all.add("invite=" + invite);
    all.add("folder=" + folder.resolve("client"));
    return start(lab, host, LabClient.class, folder.resolve("client.out"), all);
  }

  /** What a peer has printed behind a word, the first time; fails when it has not. */
  static String word(Program peer, String label) {
    String printed = peer.printed();
    return printed
        .lines()
        .filter(line -> line.startsWith(label + ' '))
        .map(line -> line.substring(label.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + label + " in:\n" + printed));
  }

  private static Program start(
      Lab lab, String host, Class<?> main, Path output, List<String> arguments) {
    List<String> command = Program.command(main, arguments.toArray(String[]::new));
    return Program.start(Map.of(), lab.in(host, command), output);
  }
}
