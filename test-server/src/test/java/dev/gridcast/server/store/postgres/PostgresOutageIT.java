package dev.gridcast.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreException;
import dev.gridcast.server.store.StoreReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that goes away as in a power cut, and comes back. */
class PostgresOutageIT {

  private static final String SCRIPT = "../postgres/postgres-for-tests.sh";

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void whatWasAcknowledgedIsThereAndTheStoreWorksAgain() throws Exception {
    Map<String, String> variables = new HashMap<>();
    for (String line : script("start")) {
      String[] parts = line.split("=", 2);
      variables.put(parts[0], parts[1]);
    }
    PostgresAddress address = new TestPostgres(variables).address("public");
    try (Store store = PostgresStore.open(address, Samples.experiment(100))) {
      store.update(writer -> writer.insertCase(Samples.leasedCase(1)));
      script("halt");

      assertThatThrownBy(() -> store.update(writer -> writer.insertCase(Samples.leasedCase(2))))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("the store " + address + " cannot be reached");
      assertThatThrownBy(() -> store.read(StoreReader::rowCounts))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("cannot be reached");

      script("resume");
      store.update(writer -> writer.insertCase(Samples.leasedCase(2)));
      assertThat(store.<Boolean>read(reader -> reader.testCase(1).isPresent())).isTrue();
      assertThat(store.<Boolean>read(reader -> reader.testCase(2).isPresent())).isTrue();
    }
  }

  @AfterEach
  void stop() throws Exception {
    script("stop");
  }

  private static List<String> script(String order) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", Path.of(SCRIPT).toAbsolutePath().normalize().toString(), order)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("GRIDCAST_TEST_POSTGRES_NAME", "postgres-outage");
    Process process = builder.start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> lines = out.lines().toList();
      assertThat(process.waitFor()).as(SCRIPT + " " + order).isZero();
      return lines;
    }
  }
}
