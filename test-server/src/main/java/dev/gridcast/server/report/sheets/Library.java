package dev.gridcast.server.report.sheets;

import dev.gridcast.server.report.sheets.SheetsFault.Kind;
import dev.gridcast.server.report.sheets.SheetsMemory.Known;
import dev.gridcast.server.store.ExperimentRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All spreadsheets of a mirror. The first has all the tabs; when it is full, further ones take the
 * cases that come after.
 */
final class Library {

  /** Names of files in Drive, with a little room for the number. */
  private static final int LONGEST_TITLE = 200;

  private final SheetsApi api;
  private final SheetsTarget target;
  private final ExperimentRecord experiment;
  private final List<TabPlan> plans;
  private final TabPlan results;
  private final SheetsMemory memory;
  private final Layout layout;
  private final Map<Long, Workbook> open = new HashMap<>();

  private Library(
      SheetsApi api,
      SheetsTarget target,
      ExperimentRecord experiment,
      List<TabPlan> plans,
      SheetsMemory memory,
      Layout layout) {
    this.api = api;
    this.target = target;
    this.experiment = experiment;
    this.plans = plans.stream().map(plan -> fitting(plan, layout)).toList();
    this.results = results(this.plans);
    this.memory = memory;
    this.layout = layout;
  }

  /**
   * Opens what the mirror of an experiment had, or begins.
   *
   * @param plans the tabs of the first spreadsheet
   */
  static Library open(
      SheetsApi api, SheetsTarget target, ExperimentRecord experiment, List<TabPlan> plans)
      throws SheetsFault {
    SheetsMemory memory = SheetsMemory.load(target.memory(), experiment.spaceHash());
    Optional<Known> first = memory.book(0);
    boolean another =
        first.isPresent()
            && (target.spreadsheets().isEmpty()
                ? !first.get().made()
                : !first.get().id().equals(target.spreadsheets().get(0)));
    if (another) {
      memory.forget(); // the operator says where to write, now
    }
    if (memory.rows().isEmpty()) {
      long others =
          plans.stream().filter(plan -> plan.tab() != Tab.RESULTS).mapToLong(TabPlan::cells).sum();
      memory.settle(Layout.of(target.google().cells(), others, results(plans).width()).cases());
    }
    return new Library(
        api, target, experiment, plans, memory, new Layout(memory.rows().getAsLong()));
  }

  private static TabPlan results(List<TabPlan> plans) {
    return plans.stream().filter(plan -> plan.tab() == Tab.RESULTS).findFirst().orElseThrow();
  }

  /** The results have no row that no case can ever have. */
  private static TabPlan fitting(TabPlan plan, Layout layout) {
    long rows = layout.cases() + 1;
    return plan.tab() == Tab.RESULTS
        ? new TabPlan(
            plan.tab(),
            plan.heads(),
            (int) Math.min(plan.rows(), rows),
            Math.min(plan.most(), rows))
        : plan;
  }

  Layout layout() {
    return layout;
  }

  /** The spreadsheets that there are, by number, and their ids. */
  SortedMap<Long, String> ids() {
    SortedMap<Long, String> ids = new TreeMap<>();
    memory.books().forEach((number, book) -> ids.put(number, book.id()));
    return ids;
  }

  /** Whether a spreadsheet was ever needed. */
  boolean has(long number) {
    return memory.book(number).isPresent();
  }

  /** A spreadsheet with its tabs as they must be; it is made, if there was none with the number. */
  Workbook book(long number) throws SheetsFault, InterruptedException {
    Workbook book = open.get(number);
    if (book == null) {
      book = open(number, known(number));
      open.put(number, book);
    }
    book.prepare();
    return book;
  }

  private Workbook open(long number, Known known) throws SheetsFault, InterruptedException {
    Workbook book = workbook(number, known);
    try {
      book.makeRoom(known.width());
    } catch (SheetsFault e) {
      throw e.kind() == Kind.NOT_FOUND && known.made() ? gone(known) : e;
    }
    memory.put(number, new Known(known.id(), results.width(), known.made()));
    return book;
  }

  private static SheetsFault gone(Known known) {
    return new SheetsFault(
        Kind.NOT_FOUND,
        "the spreadsheet "
            + SheetsTarget.address(known.id())
            + " that was made for the results is gone; `gridcast server sheets rebuild` makes"
            + " another one");
  }

  private Workbook workbook(long number, Known known) {
    return new Workbook(
        api,
        known.id(),
        experiment.spaceHash(),
        number == 0 ? plans : List.of(results),
        known.made());
  }

  private Known known(long number) throws SheetsFault, InterruptedException {
    Optional<Known> remembered = memory.book(number);
    if (remembered.isPresent()) {
      return remembered.get();
    }
    Known begun = begin(number);
    memory.put(number, begun);
    return begun;
  }

  private Known begin(long number) throws SheetsFault, InterruptedException {
    Set<String> used = Set.copyOf(ids().values());
    Optional<String> next =
        target.spreadsheets().stream().filter(id -> !used.contains(id)).findFirst();
    if (next.isPresent()) {
      return new Known(next.get(), 0, false);
    }
    if (target.shareWith().isEmpty()) {
      throw new SheetsFault(
          Kind.FULL,
          "the spreadsheet is full: it holds "
              + layout.cases()
              + " cases; make another one, share it with "
              + api.email()
              + " and add its id behind the first, or say with share-with who gets those that the"
              + " mirror makes");
    }
    String label = label(number);
    // A reply may be lost, or the file that remembers: what was made before is found again.
    Optional<String> made = api.made(label);
    String id = made.isPresent() ? made.get() : api.make(title(number), label);
    for (String person : target.shareWith()) {
      api.share(id, person);
    }
    return new Known(id, 0, true);
  }

  /** Key and value of such a label may have 124 bytes together. */
  private String label(long number) {
    String hash = experiment.spaceHash();
    return hash.substring(0, Math.min(64, hash.length())) + "-" + number;
  }

  private String title(long number) {
    String name = "Gridcast " + experiment.name();
    name = name.length() > LONGEST_TITLE ? name.substring(0, LONGEST_TITLE) : name;
    return number == 0 ? name : name + " (" + (number + 1) + ")";
  }

  /** Looks at the tabs again before they are used. */
  void forgetPlaces() {
    open.values().forEach(Workbook::forget);
  }

  /** Forgets the spreadsheets that it made itself and that are gone, so that others are made. */
  void replaceGone() throws SheetsFault, InterruptedException {
    for (Map.Entry<Long, Known> entry : memory.books().entrySet()) {
      if (entry.getValue().made()) {
        try {
          api.look(entry.getValue().id());
        } catch (SheetsFault e) {
          if (e.kind() != Kind.NOT_FOUND) {
            throw e;
          }
          memory.forget(entry.getKey());
          open.remove(entry.getKey());
        }
      }
    }
  }

  /** Replaces whatever is in the tabs of the first spreadsheet, of whichever experiment it is. */
  void takeOver() throws SheetsFault, InterruptedException {
    workbook(0, known(0)).takeOver();
  }
}
