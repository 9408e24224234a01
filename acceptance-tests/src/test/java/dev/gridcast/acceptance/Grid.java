package dev.gridcast.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Test Server and its Test Clients on this machine, in one folder. */
final class Grid implements AutoCloseable {

  private static final long START_SECONDS = 60;

  private final Path folder;
  private final Path experiment;
  private final List<Program> programs = new ArrayList<>();

  Grid(Path folder, String experimentYaml) {
    this.folder = folder;
    this.experiment = folder.resolve("experiment.yaml");
    try {
      Files.writeString(experiment, experimentYaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path serverData() {
    return folder.resolve("server");
  }

  Results results() {
    return new Results(serverData());
  }

  Path clientData(String name) {
    return folder.resolve(name);
  }

  /** Starts the server, again or for the first time, and waits until it can be joined. */
  Program startServer() {
    return startServer(List.of("--exit-when-done"));
  }

  /** The same with a server that goes on when there is nothing left to do. */
  Program startServerThatStays() {
    return startServer(List.of());
  }

  /** The same by a launcher, which starts it again when it crashes. */
  Program startServerBy(Checkout checkout) {
    Path output = folder.resolve("server.out");
    List<String> line = new ArrayList<>(List.of("server"));
    line.addAll(serverArguments(List.of("--exit-when-done")));
    Map<String, String> java = Map.of("JAVA_HOME", Program.javaHome().toString());
    return joinable(add(Program.start(java, checkout.command(line), output)), output, 0);
  }

  private Program startServer(List<String> options) {
    Path output = folder.resolve("server.out");
    int before = Files.exists(output) ? count(output) : 0;
    String[] arguments = serverArguments(options).toArray(String[]::new);
    return joinable(add(Program.start(Program.SERVER_JAR, output, arguments)), output, before);
  }

  private List<String> serverArguments(List<String> options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                experiment.toString(),
                "--data-dir",
                serverData().toString(),
                "--port",
                "0"));
    arguments.addAll(options);
    return arguments;
  }

  private static Program joinable(Program server, Path output, int before) {
    Await.until(
        "the server prints its invite",
        START_SECONDS,
        server::printed,
        () -> count(output) > before || !server.isAlive());
    if (!server.isAlive()) {
      throw new AssertionError("the server ended at its start:\n" + server.printed());
    }
    return server;
  }

  /** Starts a volunteer whose trainers are child processes. */
  Program startClient(String name) {
    return startClient(name, Program.TRAINER_JAR);
  }

  /** The same with a trainer that may be another one than ours. */
  Program startClient(String name, Path trainerJar) {
    return startClient(name, Map.of(), "process", trainerJar);
  }

  /** Starts a volunteer whose trainers are containers of an engine. */
  Program startClient(String name, Engine engine) {
    return startClient(name, engine.environment(), "docker", Program.TRAINER_JAR);
  }

  private Program startClient(
      String name, Map<String, String> environment, String runtime, Path trainerJar) {
    return add(
        Program.start(
            environment,
            Program.CLIENT_JAR,
            folder.resolve(name + ".out"),
            "join",
            invite(),
            "--name",
            name,
            "--data-dir",
            clientData(name).toString(),
            "--runtime",
            runtime,
            "--parallel",
            "1",
            "--trainer-jar",
            trainerJar.toString()));
  }

  /** What an operator's command prints while the server runs; fails unless it ends well. */
  String operator(String command, String... options) throws InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of(command, "--data-dir", serverData().toString()));
    arguments.addAll(List.of(options));
    Path output = folder.resolve("operator-" + programs.size() + ".out");
    Program program =
        add(Program.start(Program.SERVER_JAR, output, arguments.toArray(String[]::new)));
    if (program.exitCode(START_SECONDS) != 0) {
      throw new AssertionError(arguments + " failed:\n" + program.printed());
    }
    return program.printed();
  }

  private String invite() {
    try {
      return Files.readString(serverData().resolve("invite.txt")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Program add(Program program) {
    programs.add(program);
    return program;
  }

  private static int count(Path output) {
    try {
      return Files.readString(output).split("gridcast1", -1).length - 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
  }
}
