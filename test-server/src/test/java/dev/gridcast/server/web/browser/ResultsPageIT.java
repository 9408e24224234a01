package dev.gridcast.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.web.DashboardException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of results in a real browser, over a real server and a seeded store. */
class ResultsPageIT {

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  private static final int RESULTS = 240;
  private static final Pattern RMSE_BETWEEN =
      Pattern.compile("where=rmse%3Abetween%3A([0-9.e-]+)\\.\\.([0-9.e-]+)");

  private static final String LINES_ARE_DRAWN =
      """
      () => {
        const canvas = document.querySelector('.pc-front');
        const drawn = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return drawn.some((value) => value > 0);
      }
      """;

  @TempDir static Path folder;
  private static DashboardScene scene;

  @BeforeAll
  static void open() throws DashboardException {
    scene = DashboardScene.open(folder, RESULTS);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @Test
  void theServerSortsByAColumnBothWaysAndTheAddressSaysSo() {
    Page page = results(Window.LIGHT, "/results").page();

    page.locator("[data-sort=rmse]").click();
    assertThat(page.locator("th[aria-sort=ascending] [data-sort=rmse]")).isVisible();
    firstRowIs(page, best(1).get(0));

    page.locator("[data-sort=rmse]").click();
    assertThat(page.locator("th[aria-sort=descending] [data-sort=rmse]")).isVisible();
    List<CaseReport> all = best(RESULTS * 2);
    firstRowIs(page, all.get(all.size() - 1));
    assertThat(page.url()).contains("sort=rmse").contains("order=desc");

    Page shared = results(Window.DARK, pathOf(page)).page();
    firstRowIs(shared, all.get(all.size() - 1));
  }

  @Test
  void aFieldFiltersTheTableAndShowsAsABrush() {
    Page page = results(Window.LIGHT, "/results").page();
    page.locator(".pc-axis").first().waitFor();
    double fortieth = rmse(best(40).get(39));

    page.locator(".fields")
        .getByLabel("RMSE, most", new Locator.GetByLabelOptions().setExact(true))
        .first()
        .fill(String.valueOf(fortieth));
    page.keyboard().press("Enter");

    matching(page, 40);
    assertThat(page.locator(".pc-axis.brushed")).hasCount(1);
    assertThat(page.locator(".pc-count")).hasAttribute("data-count", "40");
    assertThat(page.locator("[data-chip=rmse]")).containsText("RMSE at most");
    assertThat(page.locator("tbody tr.row-link")).hasCount(40);

    page.locator("[data-chip=rmse]").click();
    assertThat(page.locator(".pc-axis.brushed")).hasCount(0);
    assertThat(page.locator(".pc-count")).hasAttribute("data-count", String.valueOf(ranked()));
  }

  @Test
  void aBrushDraggedWithTheMouseFiltersTheTable() {
    Page page = results(Window.LIGHT, "/results").page();
    BoundingBox low = end(page, "rmse", "low");
    BoundingBox high = end(page, "rmse", "high");
    double x = low.x + low.width / 2;
    double height = low.y - high.y;

    page.mouse().move(x, low.y - height * 0.1);
    page.mouse().down();
    for (int step = 1; step <= 10; step++) {
      page.mouse().move(x, low.y - height * (0.1 + 0.04 * step));
    }
    String whileDragging = page.locator(".pc-count").getAttribute("data-count");
    page.mouse().up();

    page.waitForURL(url -> RMSE_BETWEEN.matcher(url).find());
    Matcher told = RMSE_BETWEEN.matcher(page.url());
    assertThat(told.find()).isTrue();
    double least = Double.parseDouble(told.group(1));
    double most = Double.parseDouble(told.group(2));
    long inside =
        best(RESULTS * 2).stream().filter(r -> rmse(r) >= least && rmse(r) <= most).count();
    assertThat(inside).isBetween(1L, (long) RESULTS - 1);
    matching(page, inside);
    assertThat(page.locator(".pc-count")).hasAttribute("data-count", String.valueOf(inside));
    assertThat(whileDragging).as("counted before the mouse was let go").isNotNull();

    // A click on the axis lets go of it.
    page.mouse().click(x, high.y + 6);
    matching(page, ranked());
  }

  @Test
  void aBrushIsMovedByTheKeyboardAndATitleMovesItsAxis() {
    Visit visit = results(Window.LIGHT, "/results");
    Page page = visit.page();
    Locator end = visit.the(AriaRole.SLIDER, "learning-rate, upper end of the range");
    end.waitFor();
    String before = end.getAttribute("aria-valuetext");

    end.focus();
    page.keyboard().press("ArrowDown");

    assertThat(page.locator("[data-chip='param.learning-rate']")).isVisible();
    assertThat(end).not().hasAttribute("aria-valuetext", requireNonNull(before));
    long matching =
        Long.parseLong(requireNonNull(page.locator(".pc-count").getAttribute("data-count")));
    assertThat(matching).isBetween(1L, ranked() - 1);
    matching(page, matching);

    end.focus();
    page.keyboard().press("Escape");
    assertThat(page.locator(".chip")).hasCount(0);

    Locator title = page.locator(".pc-name").first();
    String name = title.getAttribute("data-axis");
    title.focus();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator(".pc-name").nth(1)).hasAttribute("data-axis", requireNonNull(name));
    assertThat(page.url()).contains("axes=");
  }

  @Test
  void theChoiceOfColumnsIsRemembered() {
    Visit visit = results(Window.LIGHT, "/results");
    Page page = visit.page();
    assertThat(page.locator("[data-sort=mae]")).isVisible();

    page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Columns")))
        .click();
    page.getByLabel("MAE", new Page.GetByLabelOptions().setExact(true)).uncheck();
    assertThat(page.locator("[data-sort=mae]")).hasCount(0);
    visit.open("/results");

    page.locator("tbody tr.row-link").first().waitFor();
    assertThat(page.locator("[data-sort=mae]")).hasCount(0);
    assertThat(page.locator("[data-sort=rmse]")).isVisible();
  }

  @Test
  void whatIsExportedIsWhatIsFiltered() throws IOException {
    List<CaseReport> expected = best(25);
    String where =
        "/results?where=rank%3Ale%3A25&sort=rmse&order=desc&columns=rank,case,volunteer,rmse";
    Page page = results(Window.LIGHT, where).page();
    matching(page, 25);

    List<List<String>> csv =
        Rfc4180.parse(text(page.waitForDownload(() -> link(page, "CSV").click())));
    assertThat(csv.get(0)).containsExactly("rank", "case", "volunteer", "rmse");
    assertThat(csv).hasSize(26);
    JsonNode json =
        new ObjectMapper().readTree(text(page.waitForDownload(() -> link(page, "JSON").click())));
    assertThat(json).hasSize(25);
    for (int i = 0; i < 25; i++) {
      CaseReport report = expected.get(24 - i);
      assertThat(csv.get(1 + i).get(1)).isEqualTo(String.valueOf(report.testCase().index()));
      assertThat(Double.parseDouble(csv.get(1 + i).get(3))).isEqualTo(rmse(report));
      assertThat(json.get(i).get("case").asLong()).isEqualTo(report.testCase().index());
      assertThat(json.get(i).get("rmse").asDouble()).isEqualTo(rmse(report));
    }
  }

  @Test
  void aResultThatIsStoredAppearsByItself() {
    Page page = results(Window.LIGHT, "/results").page();
    long before = ranked();

    long index = scene.verify("volunteer-of-the-test", 0.97);

    assertThat(page.locator("tbody tr.row-link").first())
        .hasAttribute("data-case", String.valueOf(index));
    assertThat(page.locator(".pc-count")).hasAttribute("data-count", String.valueOf(before + 1));
    assertThat(page.locator("tbody tr.row-link").first()).containsText("volunteer-of-the-test");
  }

  @Test
  void aRowOpensItsCase() {
    Page page = results(Window.LIGHT, "/results").page();
    page.locator("tbody tr.row-link td").nth(2).click();

    page.waitForURL(url -> url.contains("/cases/"));
    assertThat(page.locator("h1")).containsText("Case " + best(1).get(0).testCase().index());
  }

  @Test
  void aCellOfTheHeatMapFiltersByItsPair() {
    Page page =
        results(Window.LIGHT, "/results?chart=heat&x=param.lags&y=param.learning-rate").page();
    Locator cell = page.locator(".plane-cell:not(.nothing)").first();
    cell.focus();
    page.keyboard().press("Enter");

    assertThat(page.locator("[data-chip='param.lags']")).isVisible();
    assertThat(page.locator("[data-chip='param.learning-rate']")).isVisible();
    assertThat(page.locator(".results-matching"))
        .not()
        .hasAttribute("data-matching", String.valueOf(ranked()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"parallel", "importance", "slice", "contour", "heat"})
  void everyChartIsAccessibleAndFitsAPhone(String chart) {
    for (Window window : List.of(Window.LIGHT, Window.DARK_PHONE)) {
      Visit visit = results(window, "/results?chart=" + chart + "&where=rank%3Ale%3A200");
      visit.page().locator(".pc-plot, .figure").first().waitFor();
      visit.isAccessible();
      visit.fitsItsWidth();
    }
  }

  @ParameterizedTest
  @EnumSource(Window.class)
  void thePageIsAccessibleInEveryWindow(Window window) {
    Visit visit = results(window, "/results");
    visit.page().locator(".pc-axis").first().waitFor();
    visit.page().waitForFunction(LINES_ARE_DRAWN);
    visit.page().locator(".axes-panel summary").click();
    visit.isAccessible();
    visit.fitsItsWidth();
  }

  private static Visit results(Window window, String path) {
    Visit visit = BROWSER.visit(scene.address(), window).open(path);
    visit.page().locator("tbody tr.row-link").first().waitFor();
    return visit;
  }

  private static List<CaseReport> best(int limit) {
    return scene.store.read(reader -> reader.best(limit));
  }

  private static long ranked() {
    return best(RESULTS * 2).size();
  }

  private static double rmse(CaseReport report) {
    return requireNonNull(report.verification()).rmse();
  }

  private static void firstRowIs(Page page, CaseReport report) {
    assertThat(page.locator("tbody tr.row-link").first())
        .hasAttribute("data-case", String.valueOf(report.testCase().index()));
  }

  private static void matching(Page page, long rows) {
    assertThat(page.locator(".results-matching"))
        .hasAttribute("data-matching", String.valueOf(rows));
  }

  private static BoundingBox end(Page page, String axis, String end) {
    Locator handle = page.locator(".pc-handle[data-axis='" + axis + "'][data-end=" + end + "]");
    handle.waitFor(
        new Locator.WaitForOptions()
            .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
    return requireNonNull(handle.boundingBox());
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static String pathOf(Page page) {
    URI address = URI.create(page.url());
    return address.getRawPath() + "?" + address.getRawQuery();
  }

  private static String text(Download download) throws IOException {
    return Files.readString(download.path(), StandardCharsets.UTF_8);
  }
}
