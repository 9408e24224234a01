package dev.gridcast.server.report.sheets;

import com.google.api.services.sheets.v4.model.AddChartRequest;
import com.google.api.services.sheets.v4.model.AddConditionalFormatRuleRequest;
import com.google.api.services.sheets.v4.model.AddFilterViewRequest;
import com.google.api.services.sheets.v4.model.AddSheetRequest;
import com.google.api.services.sheets.v4.model.BasicChartAxis;
import com.google.api.services.sheets.v4.model.BasicChartDomain;
import com.google.api.services.sheets.v4.model.BasicChartSeries;
import com.google.api.services.sheets.v4.model.BasicChartSpec;
import com.google.api.services.sheets.v4.model.BooleanCondition;
import com.google.api.services.sheets.v4.model.BooleanRule;
import com.google.api.services.sheets.v4.model.CellData;
import com.google.api.services.sheets.v4.model.CellFormat;
import com.google.api.services.sheets.v4.model.ChartData;
import com.google.api.services.sheets.v4.model.ChartSourceRange;
import com.google.api.services.sheets.v4.model.ChartSpec;
import com.google.api.services.sheets.v4.model.Color;
import com.google.api.services.sheets.v4.model.ConditionValue;
import com.google.api.services.sheets.v4.model.ConditionalFormatRule;
import com.google.api.services.sheets.v4.model.DimensionProperties;
import com.google.api.services.sheets.v4.model.DimensionRange;
import com.google.api.services.sheets.v4.model.EmbeddedChart;
import com.google.api.services.sheets.v4.model.EmbeddedObjectPosition;
import com.google.api.services.sheets.v4.model.FilterView;
import com.google.api.services.sheets.v4.model.GridCoordinate;
import com.google.api.services.sheets.v4.model.GridProperties;
import com.google.api.services.sheets.v4.model.GridRange;
import com.google.api.services.sheets.v4.model.OverlayPosition;
import com.google.api.services.sheets.v4.model.RepeatCellRequest;
import com.google.api.services.sheets.v4.model.Request;
import com.google.api.services.sheets.v4.model.SheetProperties;
import com.google.api.services.sheets.v4.model.SortSpec;
import com.google.api.services.sheets.v4.model.TextFormat;
import com.google.api.services.sheets.v4.model.UpdateDimensionPropertiesRequest;
import dev.gridcast.server.report.CaseTable;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked of Google to make a tab: all of its looks together with the tab itself, so that
 * people who change them later find their own again.
 */
final class Blueprint {

  private static final int FILTER_VIEWS = 1_000;
  private static final int CHARTS = 2_000;
  private static final Color HEADER = colour(0.91f, 0.93f, 0.96f);
  private static final Color GOOD = colour(0.85f, 0.94f, 0.83f);
  private static final Color BAD = colour(0.98f, 0.87f, 0.85f);

  private Blueprint() {}

  /**
   * Makes a tab.
   *
   * @param title what it is called; no other tab may be
   */
  static List<Request> of(TabPlan plan, String title) {
    List<Request> requests = new ArrayList<>();
    requests.add(new Request().setAddSheet(tab(plan, title)));
    requests.add(new Request().setRepeatCell(header(plan)));
    for (int column = 0; column < plan.width(); column++) {
      requests.add(new Request().setUpdateDimensionProperties(width(plan, column)));
      if (plan.heads().get(column).look() == TabPlan.Look.SKILL) {
        requests.add(colour(plan, column, "$%s2>0", GOOD));
        requests.add(colour(plan, column, "$%s2<=0", BAD));
      }
    }
    requests.add(new Request().setAddFilterView(filterView(plan)));
    if (plan.tab() == Tab.BEST_SO_FAR) {
      requests.add(new Request().setAddChart(new AddChartRequest().setChart(chart(plan))));
    }
    return requests;
  }

  private static AddSheetRequest tab(TabPlan plan, String title) {
    return new AddSheetRequest()
        .setProperties(
            new SheetProperties()
                .setSheetId(plan.tab().id())
                .setTitle(title)
                .setGridProperties(
                    new GridProperties()
                        .setRowCount(plan.rows())
                        .setColumnCount(plan.width() + TabPlan.SPARE_COLUMNS)
                        .setFrozenRowCount(1)));
  }

  private static RepeatCellRequest header(TabPlan plan) {
    return new RepeatCellRequest()
        .setRange(columns(plan, 0, plan.width()).setStartRowIndex(0).setEndRowIndex(1))
        .setCell(
            new CellData()
                .setUserEnteredFormat(
                    new CellFormat()
                        .setBackgroundColor(HEADER)
                        .setTextFormat(new TextFormat().setBold(true))))
        .setFields("userEnteredFormat(backgroundColor,textFormat)");
  }

  private static UpdateDimensionPropertiesRequest width(TabPlan plan, int column) {
    return new UpdateDimensionPropertiesRequest()
        .setRange(
            new DimensionRange()
                .setSheetId(plan.tab().id())
                .setDimension("COLUMNS")
                .setStartIndex(column)
                .setEndIndex(column + 1))
        .setProperties(
            new DimensionProperties().setPixelSize(plan.heads().get(column).look().pixels()))
        .setFields("pixelSize");
  }

  /**
   * No function with two arguments: the sign between them depends on the spreadsheet's country.
   * Text counts as more than any number, so it must be asked whether there is a number at all.
   */
  private static Request colour(TabPlan plan, int column, String condition, Color colour) {
    String letters = Cells.column(column);
    String formula = "=ISNUMBER($%s2)*(" + condition + ")";
    return new Request()
        .setAddConditionalFormatRule(
            new AddConditionalFormatRuleRequest()
                .setIndex(0)
                .setRule(
                    new ConditionalFormatRule()
                        .setRanges(List.of(columns(plan, column, column + 1).setStartRowIndex(1)))
                        .setBooleanRule(
                            new BooleanRule()
                                .setCondition(
                                    new BooleanCondition()
                                        .setType("CUSTOM_FORMULA")
                                        .setValues(
                                            List.of(
                                                new ConditionValue()
                                                    .setUserEnteredValue(
                                                        formula.replace("%s", letters)))))
                                .setFormat(new CellFormat().setBackgroundColor(colour)))));
  }

  private static AddFilterViewRequest filterView(TabPlan plan) {
    FilterView view =
        new FilterView()
            .setFilterViewId(plan.tab().id() + FILTER_VIEWS)
            .setTitle(plan.tab().title())
            .setRange(columns(plan, 0, plan.width()).setStartRowIndex(0));
    int best = place(plan, CaseTable.RMSE);
    if (plan.tab() == Tab.RESULTS && best >= 0) {
      view.setTitle("Best first")
          .setSortSpecs(List.of(new SortSpec().setDimensionIndex(best).setSortOrder("ASCENDING")));
    }
    return new AddFilterViewRequest().setFilter(view);
  }

  private static int place(TabPlan plan, String name) {
    return plan.heads().stream().map(TabPlan.Head::name).toList().indexOf(name);
  }

  /** The first column over time, and a line for each of the next two. */
  private static EmbeddedChart chart(TabPlan plan) {
    return new EmbeddedChart()
        .setChartId(plan.tab().id() + CHARTS)
        .setSpec(
            new ChartSpec()
                .setTitle("Best error so far on the confirmation range")
                .setBasicChart(
                    new BasicChartSpec()
                        .setChartType("STEPPED_AREA")
                        .setLegendPosition("BOTTOM_LEGEND")
                        .setHeaderCount(1)
                        .setAxis(
                            List.of(axis("BOTTOM_AXIS", "time (UTC)"), axis("LEFT_AXIS", "rmse")))
                        .setDomains(List.of(new BasicChartDomain().setDomain(data(plan, 0))))
                        .setSeries(List.of(series(plan, 1), series(plan, 2)))))
        .setPosition(
            new EmbeddedObjectPosition()
                .setOverlayPosition(
                    new OverlayPosition()
                        .setAnchorCell(
                            new GridCoordinate()
                                .setSheetId(plan.tab().id())
                                .setRowIndex(1)
                                .setColumnIndex(plan.width() + 1))
                        .setWidthPixels(900)
                        .setHeightPixels(420)));
  }

  private static BasicChartAxis axis(String position, String title) {
    return new BasicChartAxis().setPosition(position).setTitle(title);
  }

  private static BasicChartSeries series(TabPlan plan, int column) {
    return new BasicChartSeries()
        .setSeries(data(plan, column))
        .setType(column == 1 ? "STEPPED_AREA" : "LINE")
        .setTargetAxis("LEFT_AXIS");
  }

  private static ChartData data(TabPlan plan, int column) {
    return new ChartData()
        .setSourceRange(
            new ChartSourceRange()
                .setSources(
                    List.of(
                        columns(plan, column, column + 1)
                            .setStartRowIndex(0)
                            .setEndRowIndex(plan.rows()))));
  }

  private static GridRange columns(TabPlan plan, int from, int until) {
    return new GridRange()
        .setSheetId(plan.tab().id())
        .setStartColumnIndex(from)
        .setEndColumnIndex(until);
  }

  private static Color colour(float red, float green, float blue) {
    return new Color().setRed(red).setGreen(green).setBlue(blue);
  }
}
