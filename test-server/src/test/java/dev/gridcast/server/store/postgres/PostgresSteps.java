package dev.gridcast.server.store.postgres;

import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreSteps;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/** A store in a schema of its own. */
abstract class PostgresSteps extends StoreSteps {

  final TestPostgres postgres = TestPostgres.ofAllTests();

  @Override
  protected final Store open(Path folder, ExperimentRecord experiment) {
    return PostgresStore.open(address(), experiment);
  }

  @AfterEach
  void removeTheSchema() {
    store.close();
    postgres.drop(schema());
  }

  final PostgresAddress address() {
    return postgres.address(schema());
  }

  final String schema() {
    return TestPostgres.schemaOf(folder);
  }
}
