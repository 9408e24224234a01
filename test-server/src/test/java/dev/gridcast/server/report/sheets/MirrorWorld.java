package dev.gridcast.server.report.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.javanet.NetHttpTransport;
import dev.gridcast.server.report.CaseTable;
import dev.gridcast.server.store.AttemptOutcome;
import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.ChangeFeed;
import dev.gridcast.server.store.Confirmation;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreWriter;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.support.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** A store, a stand-in of Google, and the mirror between them, in a time that the test moves. */
final class MirrorWorld implements AutoCloseable {

  static final String SHEET = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";

  final SettableClock clock = new SettableClock();
  final FakeKey key = new FakeKey();
  final FakeGoogle google = FakeGoogle.start(clock, key);
  final Store store;
  final Path folder;
  final Path keyFile;
  final Patience patience;
  final List<SheetsFault> faults = new ArrayList<>();
  Mirror mirror;
  Library library;
  List<String> sheets = List.of(SHEET);
  List<String> shareWith = List.of();
  int mostDirty = CaseRows.MOST_DIRTY;

  /** What happens while the mirror rests. */
  Runnable meanwhile = () -> {};

  private ChangeFeed feed;

  @SuppressWarnings("NullAway.Init") // connect sets the rest
  MirrorWorld(Path folder, long totalCases, long seed) {
    this.folder = folder;
    this.patience = new Patience(new Random(seed));
    this.keyFile = key.write(folder.resolve("key.json"), google.tokenUri());
    this.store =
        SqliteStore.openRelaxed(folder.resolve("gridcast.db"), Samples.experiment(totalCases));
    store.update(w -> w.seeVolunteer("ada", "Ada", "Linux, 2 cores", Samples.START));
  }

  SheetsTarget target() {
    return new SheetsTarget(
        keyFile,
        sheets,
        shareWith,
        folder.resolve(SheetsTarget.MEMORY),
        SheetsTarget.Google.at(google.root())
            .holding(google.mostCells)
            .answeringWithin(Duration.ofMillis(400)));
  }

  SheetsApi api() throws SheetsFault {
    return Connection.open(target(), new NetHttpTransport(), clock, this::pause);
  }

  /** Starts the mirror, or starts it again. */
  MirrorWorld connect() throws SheetsFault {
    if (feed != null) {
      feed.close();
    }
    feed = ChangeFeed.of(store);
    library = Library.open(api(), target(), store.experiment(), Tables.plans(store));
    mirror = new Mirror(store, feed, library, "1.2.3", clock, mostDirty);
    return this;
  }

  void pause(Duration time) {
    clock.move(time);
    meanwhile.run();
  }

  /** One step, and the rest after it. */
  void step() throws InterruptedException {
    Duration rest;
    try {
      rest = mirror.turn();
      patience.worked();
    } catch (SheetsFault e) {
      faults.add(e);
      rest = patience.after(e);
    }
    pause(rest);
  }

  void run(Duration time) throws InterruptedException {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      step();
    }
  }

  /** Until the mirror believes to be done. */
  void settle() throws InterruptedException {
    mirror.hear();
    for (int i = 0; i < 2_000 && !mirror.isUpToDate(); i++) {
      step();
    }
    assertThat(mirror.isUpToDate()).as("done; faults: %s", faults).isTrue();
  }

  /** Long enough for every row to be looked at again. */
  void settleAndLookAtEverything() throws InterruptedException {
    settle();
    mirror.lookAtEverything();
    settle();
  }

  void lease(Collection<Long> cases) {
    store.update(writer -> cases.forEach(index -> lease(writer, index)));
  }

  private static void lease(StoreWriter writer, long index) {
    if (writer.testCase(index).isEmpty()) {
      writer.insertCase(Samples.leasedCase(index));
    }
    writer.insertAttempt(
        lease(index),
        index,
        "ada",
        Samples.START,
        Samples.START.plusSeconds(30),
        Samples.START.plusSeconds(3600));
  }

  private static String lease(long index) {
    return "lease-" + index;
  }

  /** Verified results of cases that were never leased before. */
  void verify(Collection<Long> cases) {
    store.update(writer -> cases.forEach(index -> verify(writer, index)));
  }

  private void verify(StoreWriter writer, long index) {
    if (writer.testCase(index).isEmpty()) {
      lease(writer, index);
    }
    String lease = lease(index);
    writer.insertResult(
        lease, Samples.claim((double) (index % 100)), "{}", Samples.MODEL, Samples.START);
    writer.scoreResult(
        lease, Samples.scoring(700.0 + (double) (index % 200), "sha-" + index), Samples.START);
    writer.countResult(lease, Confirmation.TRUST, clock.instant());
    writer.endAttempt(lease, AttemptOutcome.VERIFIED, Samples.START, "", "");
    CaseRow was = Samples.leasedCase(index);
    writer.updateCase(
        new CaseRow(
            index, was.caseId(), was.parameters(), 0, 0, CaseState.VERIFIED, CaseOffer.NONE, 0, 0));
  }

  void fail(Collection<Long> cases, String reason) {
    store.update(
        writer ->
            cases.forEach(
                index -> {
                  writer.endAttempt(
                      lease(index), AttemptOutcome.FAILED, clock.instant(), reason, "");
                  CaseRow was = Samples.leasedCase(index);
                  writer.updateCase(
                      new CaseRow(index, was.caseId(), was.parameters(), CaseState.AVAILABLE, 1));
                }));
  }

  FakeTab results() {
    return google.book(SHEET).tab("Results");
  }

  /** What must stand in the rows of cases. */
  private Map<Long, List<Object>> rows(List<CaseReport> reports) {
    CaseTable table = store.read(reader -> CaseTable.of(store.experiment(), reader));
    return reports.stream()
        .collect(Collectors.toMap(report -> report.testCase().index(), table::row));
  }

  List<String> header() {
    return store.read(reader -> CaseTable.of(store.experiment(), reader)).heads().stream()
        .map(CaseTable.Head::name)
        .toList();
  }

  /** Every case has its row, in its place, once; and there is nothing else in our columns. */
  void assertSheetsAreLikeTheStore() {
    int width = header().size();
    List<CaseReport> all = store.read(reader -> reader.reports(0, 1_000_000));
    long rowsPerBook = library.layout().cases();
    long found = 0;
    for (var book : library.ids().entrySet()) {
      FakeTab tab = google.book(book.getValue()).tab("Results");
      assertThat(ours(tab, 1, width)).isEqualTo(header());
      for (int row = 2; row <= tab.lastRow(); row++) {
        found += ours(tab, row, width).stream().allMatch(""::equals) ? 0 : 1;
      }
    }
    Map<Long, List<Object>> wanted = rows(all);
    for (CaseReport report : all) {
      long index = report.testCase().index();
      assertThat(library.ids()).containsKey(index / rowsPerBook);
      FakeTab tab = google.book(library.ids().getOrDefault(index / rowsPerBook, "")).tab("Results");
      int row = (int) (index % rowsPerBook) + 2;
      List<Object> ours = wanted.getOrDefault(index, List.of());
      if (!Cells.same(ours, ours(tab, row, width))) {
        assertThat(ours(tab, row, width)).as("row %d, case %d", row, index).isEqualTo(ours);
      }
    }
    assertThat(found).as("rows that hold anything").isEqualTo(all.size());
  }

  private static List<Object> ours(FakeTab tab, int row, int width) {
    List<Object> cells = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      cells.add(tab.get(row, column));
    }
    return cells;
  }

  @Override
  public void close() {
    if (feed != null) {
      feed.close();
    }
    store.close();
    google.close();
  }
}
