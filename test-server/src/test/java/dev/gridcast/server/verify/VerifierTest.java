package dev.gridcast.server.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Blob;
import dev.gridcast.server.lease.Capabilities;
import dev.gridcast.server.lease.CaseSource;
import dev.gridcast.server.lease.LeaseAnswer;
import dev.gridcast.server.lease.LeaseDesk;
import dev.gridcast.server.lease.LeaseRules;
import dev.gridcast.server.store.Claim;
import dev.gridcast.server.store.ExperimentRecord;
import dev.gridcast.server.store.StoredResult;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.support.SettableClock;
import dev.gridcast.server.trust.TrustRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {

  private static final long CASES = 8;

  private final BlockingQueue<Judged> judged = new LinkedBlockingQueue<>();
  private SqliteStore store;
  private LeaseDesk desk;

  @SuppressWarnings("NullAway.Init") // open() fills in the fields
  VerifierTest() {}

  @BeforeEach
  void open(@TempDir Path folder) {
    ExperimentRecord record =
        new ExperimentRecord(
            "e", "", "hash", "sha", CASES, List.of("close"), List.of("lags"), List.of("lags"));
    store = SqliteStore.open(folder.resolve("gridcast.db"), record);
    desk =
        LeaseDesk.open(
            store,
            new Cases(),
            LeaseRules.of(Duration.ofMinutes(1), 1),
            TrustRules.STANDARD.withoutAudits(),
            new SettableClock());
    desk.greet("ada", "ada", "a machine");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void resultsThatWaitAtTheStartAndThoseThatComeLaterAreJudgedOnceEach() throws Exception {
    report(3);
    try (Verifier verifier = verifier(result -> new Judgement.Rejected("no", false))) {
      verifier.start();
      take(3);
      report(2);
      verifier.wake();
      take(2);
    }
    assertThat(judged).isEmpty();
    assertThat(desk.counts().reported()).isZero();
    assertThat(desk.counts().failed()).isEqualTo(5);
  }

  @Test
  void whatAJudgeThrowsRejectsThatResultAndStopsNothing() throws Exception {
    report(2);
    Function<StoredResult, Judgement> judge =
        result -> {
          if (result.testCase().index() == 0) {
            throw new IllegalStateException("boom");
          }
          throw new StackOverflowError();
        };
    try (Verifier verifier = verifier(judge)) {
      verifier.start();
      assertThat(take(2))
          .extracting(one -> ((Judgement.Rejected) one.judgement()).reason())
          .allSatisfy(reason -> assertThat(reason).startsWith("it could not be verified: "));
      report(1);
      verifier.wake();
      take(1);
    }
  }

  @Test
  void aListenerThatThrowsStopsNothing() throws Exception {
    report(2);
    Verifier verifier =
        new Verifier(
            desk,
            result -> new Judgement.Rejected("no", false),
            one -> {
              judged.add(one);
              throw new IllegalStateException("boom");
            },
            1);
    try (verifier) {
      verifier.start();
      take(2);
    }
  }

  private Verifier verifier(Function<StoredResult, Judgement> judge) {
    return new Verifier(desk, judge, judged::add, 2);
  }

  private void report(int count) {
    for (int i = 0; i < count; i++) {
      LeaseAnswer.Granted granted =
          (LeaseAnswer.Granted) desk.lease("ada", Capabilities.UNKNOWN, Set.of());
      desk.report(
          granted.lease().token(), new Claim(1, 1, 1, 1, "x"), "{}", Blob.wrap(new byte[] {1}));
    }
  }

  private List<Judged> take(int count) throws InterruptedException {
    List<Judged> taken = new ArrayList<>();
    while (taken.size() < count) {
      Judged next = judged.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("only " + taken.size() + " of " + count + " were judged");
      }
      taken.add(next);
    }
    return taken;
  }

  /** Cases that differ in one number. */
  private static final class Cases implements CaseSource {

    @Override
    public long size() {
      return CASES;
    }

    @Override
    public Map<String, String> parameters(long index) {
      return Map.of("lags", String.valueOf(index));
    }

    @Override
    public String caseId(long index) {
      return "case-" + index;
    }
  }
}
