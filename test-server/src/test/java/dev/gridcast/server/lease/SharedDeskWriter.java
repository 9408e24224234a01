package dev.gridcast.server.lease;

import dev.gridcast.server.lease.EndAnswer.Stored;
import dev.gridcast.server.lease.LeaseAnswer.Granted;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.Fingerprint;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Scoring;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.postgres.PostgresAddress;
import dev.gridcast.server.store.postgres.PostgresStore;
import dev.gridcast.server.trust.TrustRules;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/**
 * One of several processes that work desks on one database until they are killed. Its volunteers
 * each have a thread, and it says each thing only once it is acknowledged: {@code leased TOKEN
 * INDEX}, {@code reported TOKEN INDEX}, {@code verified TOKEN INDEX}.
 */
final class SharedDeskWriter {

  static final long CASES = 1_000_000;
  static final int VOLUNTEERS = 4;

  /** Far shorter than a real one, so that the leases of killed writers end within the test. */
  static final LeaseRules RULES =
      new LeaseRules(Duration.ofSeconds(5), Duration.ofMinutes(5), 1000, 1000);

  private SharedDeskWriter() {}

  /** Works on the database of the first argument, under the name of the second. */
  public static void main(String[] args) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PostgresAddress address = PostgresAddress.parse(args[0], System.getenv());
    Store store = PostgresStore.open(address, Samples.experiment(CASES));
    LeaseDesk desk = open(store, CASES);
    out.println("ready");
    for (int i = 0; i < VOLUNTEERS; i++) {
      String volunteer = args[1] + i;
      desk.greet(volunteer, volunteer, "Linux");
      new Thread(() -> work(desk, volunteer, out), volunteer).start();
    }
    while (true) {
      desk.expire();
      Thread.sleep(200);
    }
  }

  static LeaseDesk open(Store store, long cases) {
    return LeaseDesk.open(
        store,
        new TestCases(cases),
        RULES,
        TrustRules.STANDARD.withoutAudits(),
        InstantSource.system());
  }

  /** Until there is nothing more to do. */
  static void work(LeaseDesk desk, String volunteer, PrintStream out) {
    while (desk.lease(volunteer, Capabilities.UNKNOWN, Set.of()) instanceof Granted granted) {
      Lease lease = granted.lease();
      String token = lease.token();
      long index = lease.testCase().index();
      out.println("leased " + token + " " + index);
      if (desk.report(token, Samples.claim(1), "{}", Samples.MODEL) instanceof Stored) {
        out.println("reported " + token + " " + index);
      }
      desk.takeUnscored()
          .ifPresent(
              result ->
                  desk.scored(result.lease(), scoring(result.testCase().index())).stream()
                      .filter(settled -> settled.outcome() == AttemptOutcome.VERIFIED)
                      .forEach(
                          settled ->
                              out.println(
                                  "verified " + settled.lease() + " " + settled.caseIndex())));
    }
  }

  private static Scoring scoring(long index) {
    return new Scoring(
        Samples.verification(500.0 + index),
        new Fingerprint("vector", "1", "cpu x86_64", "model-" + index));
  }
}
