package dev.gridcast.acceptance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real Docker engine: the one that {@code ./gridcast test} has started for all tests, or one of a
 * test's own, which it may halt.
 */
final class Engine implements AutoCloseable {

  private static final String SCRIPT = "docker/engine-for-tests.sh";
  private static final String HOST = "GRIDCAST_TEST_DOCKER_HOST";
  private static final String BASE_IMAGE = "GRIDCAST_TEST_BASE_IMAGE";
  private static final long SECONDS = 120;

  /** How the script knows the engine; empty for the one that is not ours to end. */
  private final String name;

  private final String host;
  private final String baseImage;

  private Engine(String name, Map<String, String> variables) {
    this.name = name;
    this.host = required(variables, HOST);
    this.baseImage = required(variables, BASE_IMAGE);
  }

  /** The engine of all tests; what runs on it may be somebody else's. */
  static Engine ofAllTests() {
    return new Engine("", System.getenv());
  }

  /** Starts one more, which takes root and some ten seconds. */
  static Engine ofItsOwn(String name) {
    Map<String, String> variables = new HashMap<>();
    script(name, "start")
        .lines()
        .map(line -> line.split("=", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> variables.put(parts[0], parts[1]));
    return new Engine(name, variables);
  }

  /** What a program needs to find this engine, and a base for its images. */
  Map<String, String> environment() {
    return Map.of("DOCKER_HOST", host, "GRIDCAST_BASE_IMAGE", baseImage);
  }

  /** The image that others can be built on without a registry. */
  String baseImage() {
    return baseImage;
  }

  /** The ids of all containers that trainers run in, or ran in and were left. */
  List<String> trainers() {
    return docker("ps", "--all", "--quiet", "--no-trunc", "--filter", "label=dev.gridcast.client")
        .lines()
        .toList();
  }

  /** What Docker's own command prints. */
  String docker(String... arguments) {
    List<String> line = new ArrayList<>(List.of("docker"));
    line.addAll(List.of(arguments));
    return Command.run(environment(), SECONDS, line);
  }

  /** Ends the engine and with it its containers, as a person would who stops Docker. */
  void halt() {
    script(name, "halt");
  }

  /** Starts it again with the images and containers that it had. */
  void resume() {
    script(name, "resume");
  }

  @Override
  public void close() {
    if (!name.isEmpty()) {
      script(name, "stop");
    }
  }

  private static String script(String name, String order) {
    return Command.run(
        Map.of("GRIDCAST_TEST_ENGINE", name), SECONDS, List.of("bash", SCRIPT, order));
  }

  private static String required(Map<String, String> variables, String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new AssertionError(
          name + " is not set: `./gridcast test` starts the engine that this test needs");
    }
    return value;
  }
}
