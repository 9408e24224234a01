package dev.gridcast.protocol.signal.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Mosquitto that {@code ./gridcast test} has started, or one of a test's own. */
final class TestMosquitto {

  private static final String SCRIPT = "../mosquitto/mosquitto-for-tests.sh";

  private final Map<String, String> environment;

  /** What the script that starts one has printed. */
  TestMosquitto(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The one of all tests. */
  static TestMosquitto ofAllTests() {
    return new TestMosquitto(System.getenv());
  }

  /** One of the test's own, which it may halt; it must stop it. */
  static TestMosquitto start(String name) throws IOException, InterruptedException {
    Map<String, String> variables = new HashMap<>();
    for (String line : script(name, "start")) {
      String[] parts = line.split("=", 2);
      variables.put(parts[0], parts[1]);
    }
    return new TestMosquitto(variables);
  }

  /** Gives that one an order: halt, resume or stop. */
  static List<String> script(String name, String order) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", Path.of(SCRIPT).toAbsolutePath().normalize().toString(), order)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("GRIDCAST_TEST_MOSQUITTO_NAME", name);
    Process process = builder.start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> lines = out.lines().toList();
      assertThat(process.waitFor()).as(SCRIPT + " " + order).isZero();
      return lines;
    }
  }

  MqttAddress plain() {
    return address("GRIDCAST_TEST_MQTT");
  }

  MqttAddress tls() {
    return address("GRIDCAST_TEST_MQTT_TLS");
  }

  /** The authority behind the certificate. */
  Path authority() {
    return Path.of(required("GRIDCAST_TEST_MQTT_CA"));
  }

  private MqttAddress address(String name) {
    return MqttAddress.of(URI.create(required(name)));
  }

  private String required(String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new AssertionError(
          name
              + " is not set: `./gridcast test` starts the Mosquitto that this test needs, and so"
              + " does `export $(mosquitto/mosquitto-for-tests.sh start)`");
    }
    return value;
  }
}
