package dev.gridcast.server.report.sheets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A spreadsheet of the stand-in. */
public final class FakeWorkbook {

  private static final Pattern RANGE =
      Pattern.compile("'((?:[^']|'')+)'!A([0-9]+):([A-Z]+)([0-9]+)");

  private final long mostCells;
  final String id;
  String title;
  Map<Integer, FakeTab> tabs = new LinkedHashMap<>();
  Map<Integer, JsonNode> marks = new LinkedHashMap<>();
  final TreeSet<String> sharedWith = new TreeSet<>();
  boolean readOnly;

  FakeWorkbook(String id, String title, long mostCells) {
    this.id = id;
    this.title = title;
    this.mostCells = mostCells;
    tabs.put(0, new FakeTab("Sheet1", 1000, 26));
  }

  /** The tab with a title; there must be one. */
  FakeTab tab(String wanted) {
    return tabs.values().stream()
        .filter(tab -> tab.title.equals(wanted))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no tab " + wanted + " but " + titles()));
  }

  List<String> titles() {
    return tabs.values().stream().map(tab -> tab.title).toList();
  }

  ObjectNode describe() {
    ObjectNode book = JsonNodeFactory.instance.objectNode();
    book.put("spreadsheetId", id);
    book.putObject("properties").put("title", title);
    ArrayNode sheets = book.putArray("sheets");
    tabs.forEach(
        (number, tab) -> {
          ObjectNode properties = sheets.addObject().putObject("properties");
          properties.put("sheetId", number);
          properties.put("title", tab.title);
          properties
              .putObject("gridProperties")
              .put("rowCount", tab.rows)
              .put("columnCount", tab.columns);
        });
    if (!marks.isEmpty()) {
      ArrayNode all = book.putArray("developerMetadata");
      marks.values().forEach(all::add);
    }
    return book;
  }

  /** All of them or none. */
  void change(JsonNode requests) throws FakeRefusal {
    Map<Integer, FakeTab> before = new LinkedHashMap<>();
    tabs.forEach((number, tab) -> before.put(number, tab.copy()));
    Map<Integer, JsonNode> marksBefore = new LinkedHashMap<>(marks);
    boolean done = false;
    try {
      for (JsonNode request : requests) {
        String kind = request.fieldNames().next();
        change(kind, request.get(kind));
        refuseTooManyCells();
      }
      if (tabs.isEmpty()) {
        throw FakeRefusal.badRequest("You can't remove all the sheets in a document.");
      }
      done = true;
    } finally {
      if (!done) {
        tabs = before;
        marks = marksBefore;
      }
    }
  }

  private void refuseTooManyCells() throws FakeRefusal {
    if (tabs.values().stream().mapToLong(FakeTab::size).sum() > mostCells) {
      throw FakeRefusal.badRequest(
          "Invalid requests[0]: This action would increase the number of cells in the workbook"
              + " above the limit of "
              + mostCells
              + " cells.");
    }
  }

  private void change(String kind, JsonNode request) throws FakeRefusal {
    switch (kind) {
      case "addSheet" -> addSheet(request.get("properties"));
      case "deleteSheet" -> {
        if (tabs.remove(request.get("sheetId").asInt()) == null) {
          throw FakeRefusal.badRequest("Invalid requests[0].deleteSheet: No sheet with id");
        }
      }
      case "updateSheetProperties" -> resize(request);
      case "repeatCell" -> find(request.at("/range/sheetId"));
      case "updateDimensionProperties" -> find(request.at("/range/sheetId")).widths.add(request);
      case "addConditionalFormatRule" ->
          find(request.at("/rule/ranges/0/sheetId")).colours.add(request.get("rule"));
      case "addFilterView" ->
          find(request.at("/filter/range/sheetId")).filterViews.add(request.get("filter"));
      case "addChart" ->
          find(request.at("/chart/position/overlayPosition/anchorCell/sheetId"))
              .charts
              .add(request.get("chart"));
      case "createDeveloperMetadata" -> {
        JsonNode mark = request.get("developerMetadata");
        if (marks.putIfAbsent(mark.get("metadataId").asInt(), mark) != null) {
          throw FakeRefusal.badRequest("Developer metadata with this id already exists");
        }
      }
      case "deleteDeveloperMetadata" -> {
        String key = request.at("/dataFilter/developerMetadataLookup/metadataKey").asText();
        marks.values().removeIf(mark -> mark.get("metadataKey").asText().equals(key));
      }
      case "insertDimension" ->
          find(request.at("/range/sheetId"))
              .insertColumns(
                  request.at("/range/startIndex").asInt(), request.at("/range/endIndex").asInt());
      case "updateSpreadsheetProperties" -> title = request.at("/properties/title").asText();
      default -> throw FakeRefusal.badRequest("Unknown name \"" + kind + "\"");
    }
  }

  private void addSheet(JsonNode properties) throws FakeRefusal {
    int number = properties.get("sheetId").asInt();
    String name = properties.get("title").asText();
    if (tabs.containsKey(number)) {
      throw FakeRefusal.badRequest(
          "Invalid requests[0].addSheet: A sheet with the id " + number + " already exists.");
    }
    if (tabs.values().stream().anyMatch(tab -> tab.title.equalsIgnoreCase(name))) {
      throw FakeRefusal.badRequest(
          "Invalid requests[0].addSheet: A sheet with the name \"" + name + "\" already exists.");
    }
    JsonNode grid = properties.path("gridProperties");
    FakeTab tab =
        new FakeTab(name, grid.path("rowCount").asInt(1000), grid.path("columnCount").asInt(26));
    tab.frozenRows = grid.path("frozenRowCount").asInt();
    tabs.put(number, tab);
  }

  private void resize(JsonNode request) throws FakeRefusal {
    FakeTab tab = find(request.at("/properties/sheetId"));
    JsonNode grid = request.at("/properties/gridProperties");
    String fields = request.get("fields").asText();
    if (fields.contains("rowCount")) {
      tab.rows = grid.get("rowCount").asInt();
    }
    if (fields.contains("columnCount")) {
      tab.columns = grid.get("columnCount").asInt();
    }
  }

  private FakeTab find(JsonNode number) throws FakeRefusal {
    FakeTab tab = tabs.get(number.asInt(-1));
    if (tab == null) {
      throw FakeRefusal.badRequest("Invalid requests[0]: No grid with id: " + number);
    }
    return tab;
  }

  /** A range of a tab, checked against its grid. */
  private record Range(FakeTab tab, int first, int last, int width) {}

  private Range range(String text) throws FakeRefusal {
    Matcher form = RANGE.matcher(text);
    if (!form.matches()) {
      throw FakeRefusal.badRequest("Unable to parse range: " + text);
    }
    String wanted = form.group(1).replace("''", "'");
    FakeTab tab =
        tabs.values().stream()
            .filter(candidate -> candidate.title.equals(wanted))
            .findFirst()
            .orElseThrow(() -> FakeRefusal.badRequest("Unable to parse range: " + text));
    int width = 0;
    for (char letter : form.group(3).toCharArray()) {
      width = width * 26 + (letter - 'A' + 1);
    }
    Range range =
        new Range(tab, Integer.parseInt(form.group(2)), Integer.parseInt(form.group(4)), width);
    if (range.first < 1 || range.last < range.first) {
      throw FakeRefusal.badRequest("Unable to parse range: " + text);
    }
    if (range.last > tab.rows || range.width > tab.columns) {
      throw FakeRefusal.badRequest(
          "Range ("
              + text
              + ") exceeds grid limits. Max rows: "
              + tab.rows
              + ", max columns: "
              + tab.columns);
    }
    return range;
  }

  /** All of them or none. */
  void write(JsonNode body) throws FakeRefusal {
    if (!"RAW".equals(body.path("valueInputOption").asText())) {
      throw FakeRefusal.badRequest("the stand-in takes RAW values only");
    }
    List<Range> ranges = new ArrayList<>();
    for (JsonNode data : body.get("data")) {
      Range range = range(data.get("range").asText());
      JsonNode values = data.get("values");
      if (values.size() > range.last - range.first + 1) {
        throw FakeRefusal.badRequest("Requested writing within range, but tried writing below");
      }
      ranges.add(range);
    }
    for (int i = 0; i < ranges.size(); i++) {
      Range range = ranges.get(i);
      JsonNode values = body.get("data").get(i).get("values");
      for (int row = 0; row < values.size(); row++) {
        range.tab.write(range.first + row, 0, values.get(row));
      }
    }
  }

  /** Rows and cells at the end that are empty are left out, as Google does. */
  ObjectNode read(List<String> ranges) throws FakeRefusal {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode all = answer.putArray("valueRanges");
    for (String text : ranges) {
      Range range = range(text);
      ObjectNode one = all.addObject();
      int last = Math.min(range.last, range.tab.lastRow());
      if (last < range.first) {
        continue;
      }
      ArrayNode values = one.putArray("values");
      int told = 0;
      for (int row = range.first; row <= last; row++) {
        ArrayNode line = values.addArray();
        List<Object> cells = range.tab.row(row);
        for (Object cell : cells.subList(0, Math.min(cells.size(), range.width))) {
          if (cell instanceof BigDecimal number) {
            line.add(number);
          } else if (cell instanceof Boolean truth) {
            line.add(truth);
          } else {
            line.add(cell.toString());
          }
        }
        told = line.isEmpty() ? told : values.size();
      }
      while (values.size() > told) {
        values.remove(values.size() - 1);
      }
    }
    return answer;
  }
}
