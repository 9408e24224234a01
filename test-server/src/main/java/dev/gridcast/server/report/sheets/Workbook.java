package dev.gridcast.server.report.sheets;

import com.google.api.services.sheets.v4.model.AddSheetRequest;
import com.google.api.services.sheets.v4.model.CreateDeveloperMetadataRequest;
import com.google.api.services.sheets.v4.model.DataFilter;
import com.google.api.services.sheets.v4.model.DeleteDeveloperMetadataRequest;
import com.google.api.services.sheets.v4.model.DeleteSheetRequest;
import com.google.api.services.sheets.v4.model.DeveloperMetadata;
import com.google.api.services.sheets.v4.model.DeveloperMetadataLocation;
import com.google.api.services.sheets.v4.model.DeveloperMetadataLookup;
import com.google.api.services.sheets.v4.model.DimensionRange;
import com.google.api.services.sheets.v4.model.GridProperties;
import com.google.api.services.sheets.v4.model.InsertDimensionRequest;
import com.google.api.services.sheets.v4.model.Request;
import com.google.api.services.sheets.v4.model.Sheet;
import com.google.api.services.sheets.v4.model.SheetProperties;
import com.google.api.services.sheets.v4.model.Spreadsheet;
import com.google.api.services.sheets.v4.model.UpdateSheetPropertiesRequest;
import com.google.api.services.sheets.v4.model.ValueRange;
import dev.gridcast.server.report.sheets.SheetsFault.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One spreadsheet of the mirror: its tabs, found or made again whatever people did to them, and the
 * cells in them.
 */
final class Workbook {

  /** What marks a spreadsheet as the mirror of an experiment; people do not see it. */
  private static final String MARK = "gridcast.experiment";

  private static final int MARK_ID = 742_100_000;
  private static final int SPARE_TAB = 742_199_999;

  /** Looking and changing in turns comes to an end, unless people work against it. */
  private static final int MOST_LOOKS = 4;

  private static final long LEAST_GROWTH = 1_000;

  private final SheetsApi api;
  private final String id;
  private final String experiment;
  private final boolean made;
  private final Map<Tab, TabPlan> plans = new EnumMap<>(Tab.class);
  private final Map<Tab, Place> places = new EnumMap<>(Tab.class);
  private final Set<Tab> fresh = EnumSet.noneOf(Tab.class);

  /** What a tab is called, and how large it is. */
  private record Place(String title, long rows, int columns) {}

  /**
   * @param experiment what the experiment is known by
   * @param plans the tabs that it is to have
   * @param made whether the mirror made it itself, so that nothing in it is anybody else's yet
   */
  Workbook(SheetsApi api, String id, String experiment, List<TabPlan> plans, boolean made) {
    this.api = api;
    this.id = id;
    this.experiment = experiment;
    this.made = made;
    plans.forEach(plan -> this.plans.put(plan.tab(), plan));
  }

  String id() {
    return id;
  }

  /** What is known of its tabs may be wrong: they are looked at before they are used again. */
  void forget() {
    places.clear();
  }

  /** The tabs that were made since this was asked last: there is nothing in them yet. */
  Set<Tab> takeFresh() {
    Set<Tab> taken = EnumSet.noneOf(Tab.class);
    taken.addAll(fresh);
    fresh.clear();
    return taken;
  }

  /**
   * Looks at the tabs, unless they are known, and makes those that are not there.
   *
   * @throws SheetsFault also when the spreadsheet mirrors another experiment
   */
  void prepare() throws SheetsFault, InterruptedException {
    for (int looks = 0; places.isEmpty(); looks++) {
      Spreadsheet found = api.look(id);
      refuseForeign(found, id, experiment);
      List<Request> missing = missing(found);
      if (missing.isEmpty()) {
        remember(found);
      } else if (looks >= MOST_LOOKS) {
        throw new SheetsFault(
            Kind.CHANGED,
            "the tabs of " + SheetsTarget.address(id) + " are changed faster than they are made");
      } else {
        api.change(id, missing);
      }
    }
  }

  /** Refuses a spreadsheet that mirrors another experiment. */
  static void refuseForeign(Spreadsheet found, String id, String experiment) throws SheetsFault {
    if (found.getDeveloperMetadata() == null) {
      return;
    }
    for (DeveloperMetadata mark : found.getDeveloperMetadata()) {
      if (MARK.equals(mark.getMetadataKey()) && !experiment.equals(mark.getMetadataValue())) {
        throw new SheetsFault(
            Kind.OTHER_EXPERIMENT,
            "the spreadsheet "
                + SheetsTarget.address(id)
                + " holds the results of another experiment; give another spreadsheet, or replace"
                + " what is in it with `gridcast server sheets rebuild --take-over`");
      }
    }
  }

  private List<Request> missing(Spreadsheet found) {
    List<Request> requests = new ArrayList<>();
    if (found.getDeveloperMetadata() == null
        || found.getDeveloperMetadata().stream()
            .noneMatch(mark -> MARK.equals(mark.getMetadataKey()))) {
      requests.add(mark());
    }
    Set<Tab> there = there(found);
    List<String> titles = new ArrayList<>(titles(found));
    for (TabPlan plan : plans.values()) {
      if (!there.contains(plan.tab())) {
        String title = freeTitle(plan.tab().title(), titles);
        titles.add(title);
        requests.addAll(Blueprint.of(plan, title));
        fresh.add(plan.tab());
      }
    }
    if (made && there.isEmpty() && sheets(found).size() == 1) {
      requests.add(deletion(sheets(found).get(0).getProperties().getSheetId())); // the empty one
    }
    return requests;
  }

  private Request mark() {
    return new Request()
        .setCreateDeveloperMetadata(
            new CreateDeveloperMetadataRequest()
                .setDeveloperMetadata(
                    new DeveloperMetadata()
                        .setMetadataId(MARK_ID)
                        .setMetadataKey(MARK)
                        .setMetadataValue(experiment)
                        .setVisibility("DOCUMENT")
                        .setLocation(new DeveloperMetadataLocation().setSpreadsheet(true))));
  }

  private static Set<Tab> there(Spreadsheet found) {
    Set<Tab> there = EnumSet.noneOf(Tab.class);
    for (Sheet sheet : sheets(found)) {
      for (Tab tab : Tab.values()) {
        if (Objects.equals(sheet.getProperties().getSheetId(), tab.id())) {
          there.add(tab);
        }
      }
    }
    return there;
  }

  private static List<Sheet> sheets(Spreadsheet found) {
    return found.getSheets() == null ? List.of() : found.getSheets();
  }

  private static List<String> titles(Spreadsheet found) {
    return sheets(found).stream().map(sheet -> sheet.getProperties().getTitle()).toList();
  }

  /** Other tabs are people's own, whatever they are called. */
  private static String freeTitle(String wanted, List<String> taken) {
    String title = wanted;
    for (int i = 2; contains(taken, title); i++) {
      title = wanted + " " + i;
    }
    return title;
  }

  private static boolean contains(List<String> titles, String title) {
    return titles.stream().anyMatch(title::equalsIgnoreCase);
  }

  private void remember(Spreadsheet found) {
    for (Sheet sheet : sheets(found)) {
      SheetProperties properties = sheet.getProperties();
      for (Tab tab : plans.keySet()) {
        if (Objects.equals(properties.getSheetId(), tab.id())) {
          GridProperties grid = properties.getGridProperties();
          places.put(
              tab, new Place(properties.getTitle(), grid.getRowCount(), grid.getColumnCount()));
        }
      }
    }
  }

  /** Removes all of our tabs, whatever is in them, and makes them anew for this experiment. */
  void takeOver() throws SheetsFault, InterruptedException {
    Spreadsheet found = api.look(id);
    List<Request> requests = new ArrayList<>();
    // A spreadsheet is never without a tab.
    requests.add(
        new Request()
            .setAddSheet(
                new AddSheetRequest()
                    .setProperties(
                        new SheetProperties()
                            .setSheetId(SPARE_TAB)
                            .setTitle(freeTitle("Gridcast", titles(found))))));
    for (Tab tab : there(found)) {
      requests.add(deletion(tab.id()));
    }
    if (found.getDeveloperMetadata() != null && !found.getDeveloperMetadata().isEmpty()) {
      requests.add(
          new Request()
              .setDeleteDeveloperMetadata(
                  new DeleteDeveloperMetadataRequest()
                      .setDataFilter(
                          new DataFilter()
                              .setDeveloperMetadataLookup(
                                  new DeveloperMetadataLookup().setMetadataKey(MARK)))));
    }
    requests.add(mark());
    List<String> titles = new ArrayList<>(titles(found));
    for (Sheet sheet : sheets(found)) {
      if (there(new Spreadsheet().setSheets(List.of(sheet))).size() == 1) {
        titles.remove(sheet.getProperties().getTitle());
      }
    }
    for (TabPlan plan : plans.values()) {
      requests.addAll(Blueprint.of(plan, freeTitle(plan.tab().title(), titles)));
      fresh.add(plan.tab());
    }
    requests.add(deletion(SPARE_TAB));
    places.clear();
    api.change(id, requests);
  }

  /**
   * Moves people's columns to the right, when a new release has more columns than the one that
   * wrote the results before.
   *
   * @param before how many columns were ours
   */
  void makeRoom(int before) throws SheetsFault, InterruptedException {
    prepare();
    TabPlan plan = plan(Tab.RESULTS);
    if (before <= 0 || before >= plan.width()) {
      return;
    }
    List<List<Object>> rows =
        api.read(id, List.of(Cells.range(place(Tab.RESULTS).title(), 1, 1, plan.width()))).get(0);
    List<Object> header = rows.isEmpty() ? List.of() : rows.get(0);
    // After a lost reply there is room already.
    if (header.size() > before && !plan.header().subList(0, header.size()).equals(header)) {
      api.change(
          id,
          List.of(
              new Request()
                  .setInsertDimension(
                      new InsertDimensionRequest()
                          .setInheritFromBefore(true)
                          .setRange(
                              new DimensionRange()
                                  .setSheetId(Tab.RESULTS.id())
                                  .setDimension("COLUMNS")
                                  .setStartIndex(before)
                                  .setEndIndex(plan.width())))));
      forget();
      prepare();
    }
  }

  /** How many rows a tab has, the header counted. */
  long rows(Tab tab) {
    return place(tab).rows();
  }

  private static Request deletion(int tab) {
    return new Request().setDeleteSheet(new DeleteSheetRequest().setSheetId(tab));
  }

  /** Makes a tab large enough for its columns and so many rows; never smaller. */
  void grow(Tab tab, long rows) throws SheetsFault, InterruptedException {
    TabPlan plan = plan(tab);
    if (fits(tab, rows)) {
      return;
    }
    forget(); // people may have added rows since: what is set below must never take them away
    prepare();
    Place place = place(tab);
    if (fits(tab, rows)) {
      return;
    }
    long step = Math.max(LEAST_GROWTH, place.rows() / 2);
    long wanted =
        rows <= place.rows()
            ? place.rows()
            : Math.max(rows, Math.min(place.rows() + step, plan.most()));
    int columns = Math.max(place.columns(), plan.width());
    api.change(
        id,
        List.of(
            new Request()
                .setUpdateSheetProperties(
                    new UpdateSheetPropertiesRequest()
                        .setProperties(
                            new SheetProperties()
                                .setSheetId(tab.id())
                                .setGridProperties(
                                    new GridProperties()
                                        .setRowCount((int) wanted)
                                        .setColumnCount(columns)))
                        .setFields("gridProperties.rowCount,gridProperties.columnCount"))));
    places.put(tab, new Place(place.title(), wanted, columns));
  }

  private boolean fits(Tab tab, long rows) {
    return place(tab).rows() >= rows && place(tab).columns() >= plan(tab).width();
  }

  TabPlan plan(Tab tab) {
    return Objects.requireNonNull(plans.get(tab), "no such tab here");
  }

  private Place place(Tab tab) {
    return Objects.requireNonNull(places.get(tab), "prepare first");
  }

  /** Our part of some rows. */
  ValueRange rows(Tab tab, long first, List<List<Object>> rows) {
    return new ValueRange()
        .setRange(range(tab, first, first + rows.size() - 1))
        .setMajorDimension("ROWS")
        .setValues(rows);
  }

  private String range(Tab tab, long first, long last) {
    return Cells.range(place(tab).title(), first, last, plan(tab).width());
  }

  /** What stands in our part of some rows; empty ends are left out. */
  List<List<Object>> read(Tab tab, long first, long last) throws SheetsFault, InterruptedException {
    return api.read(id, List.of(range(tab, first, last))).get(0);
  }

  /** What stands in our part of whole tabs; empty ends are left out. */
  List<List<List<Object>>> readAll(List<Tab> tabs) throws SheetsFault, InterruptedException {
    return api.read(id, tabs.stream().map(tab -> range(tab, 1, rows(tab))).toList());
  }

  void write(List<ValueRange> ranges) throws SheetsFault, InterruptedException {
    api.write(id, ranges);
  }
}
