package dev.gridcast.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server, a volunteer, and the two people who carry what their commands print. */
final class ByHand {

  private static final long SECONDS = 90;
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN GRIDCAST (\\w+)-----.*?-----END GRIDCAST \\1-----", Pattern.DOTALL);

  private final Path folder;
  private final UnaryOperator<List<String>> atServer;
  private final UnaryOperator<List<String>> atClient;
  private int programs;

  /**
   * People in two places.
   *
   * @param folder where everything is written
   * @param atServer makes a command one that runs where the server is
   * @param atClient the same for the volunteer
   */
  ByHand(Path folder, UnaryOperator<List<String>> atServer, UnaryOperator<List<String>> atClient) {
    this.folder = folder;
    this.atServer = atServer;
    this.atClient = atClient;
  }

  /** The same in one place. */
  ByHand(Path folder) {
    this(folder, command -> command, command -> command);
  }

  Path data() {
    return folder.resolve("server");
  }

  /** A server that listens nowhere, once its invite is there; ends when every case has ended. */
  Program server(String... options) {
    try {
      Path experiment =
          Files.writeString(folder.resolve("experiment.yaml"), Experiments.sixCasesOfOurEngine());
      List<String> arguments =
          new ArrayList<>(
              List.of("run", experiment.toString(), "--data-dir", data().toString(), "--no-http"));
      arguments.add("--exit-when-done");
      arguments.addAll(List.of(options));
      Program server = start(atServer, Program.SERVER_JAR, arguments);
      await(server, "invite for volunteers: ");
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A volunteer by hand. */
  Program client() {
    try {
      return start(
          atClient,
          Program.CLIENT_JAR,
          List.of(
              "join",
              Files.readString(data().resolve("invite.txt")).strip(),
              "--by-hand",
              "--name",
              "ada",
              "--data-dir",
              folder.resolve("client").toString(),
              "--runtime",
              "process",
              "--parallel",
              "1",
              "--trainer-jar",
              Program.TRAINER_JAR.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The offer that a volunteer's screen shows. */
  String offer(Program client) {
    await(client, "Then paste the answer here");
    return block(client.printed());
  }

  /** What {@code server answer} prints, both streams, when somebody pastes this. */
  String answers(String pasted) throws InterruptedException {
    return answer(pasted, 0);
  }

  /** The same when it gives no answer. */
  String refuses(String pasted) throws InterruptedException {
    return answer(pasted, 2);
  }

  private String answer(String pasted, int exitCode) throws InterruptedException {
    List<String> arguments = List.of("answer", "--data-dir", data().toString());
    try (Program command = start(atServer, Program.SERVER_JAR, arguments)) {
      command.type(pasted + "\n");
      command.typeNoMore();
      int ended = command.exitCode(SECONDS);
      if (ended != exitCode) {
        throw new AssertionError("answer ended with " + ended + ":\n" + command.printed());
      }
      return command.printed();
    }
  }

  /** The first block in a text, which must hold one. */
  static String block(String text) {
    Matcher block = BLOCK.matcher(text);
    if (!block.find()) {
      throw new AssertionError("no block in:\n" + text);
    }
    return block.group();
  }

  void await(Program program, String words) {
    Await.until(
        words,
        SECONDS,
        program::printed,
        () -> program.printed().contains(words) || !program.isAlive());
    if (!program.printed().contains(words)) {
      throw new AssertionError("ended before: " + words + "\n" + program.printed());
    }
  }

  private Program start(UnaryOperator<List<String>> where, Path jar, List<String> arguments) {
    programs++;
    Path output = folder.resolve(arguments.get(0) + "-" + programs + ".out");
    List<String> command = Program.command(jar, arguments.toArray(String[]::new));
    return Program.start(Map.of(), where.apply(command), output);
  }
}
