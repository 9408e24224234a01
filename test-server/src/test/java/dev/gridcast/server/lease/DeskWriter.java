package dev.gridcast.server.lease;

import dev.gridcast.server.lease.EndAnswer.Stored;
import dev.gridcast.server.lease.LeaseAnswer.Granted;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.trust.TrustRules;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/**
 * A process that works a desk as fast as it can until it is killed, and says each thing only once
 * it is acknowledged: {@code reported TOKEN INDEX}, {@code verified TOKEN INDEX}.
 */
final class DeskWriter {

  static final long CASES = 1_000_000;

  /** Far shorter than a real one, so that the leases of killed writers end within the test. */
  static final LeaseRules RULES =
      new LeaseRules(Duration.ofMillis(200), Duration.ofMinutes(5), 1000, 1000);

  private DeskWriter() {}

  /** Works on the store file named by the first argument. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Store store = SqliteStore.open(Path.of(args[0]), Samples.experiment(CASES))) {
      LeaseDesk desk =
          LeaseDesk.open(
              store,
              new TestCases(CASES),
              RULES,
              TrustRules.STANDARD.withoutAudits(),
              InstantSource.system());
      desk.greet("ada", "Ada", "Linux");
      out.println("ready");
      while (desk.lease("ada", Capabilities.UNKNOWN, Set.of()) instanceof Granted granted) {
        Lease lease = granted.lease();
        long index = lease.testCase().index();
        if (desk.report(lease.token(), Samples.claim(1), "{}", Samples.MODEL) instanceof Stored) {
          out.println("reported " + lease.token() + " " + index);
        }
        desk.takeUnscored()
            .filter(
                result ->
                    !desk.scored(
                            result.lease(), Office.scoring(result.testCase().index(), Office.TRUE))
                        .isEmpty())
            .ifPresent(
                result ->
                    out.println("verified " + result.lease() + " " + result.testCase().index()));
      }
    }
  }
}
