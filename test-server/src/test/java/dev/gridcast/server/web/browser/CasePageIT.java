package dev.gridcast.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.web.DashboardException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The card of a case in a real browser, over a real server and a seeded store. */
class CasePageIT {

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  private static final List<String> CARDS =
      List.of(
          "Verdict",
          "Parameters",
          "Three ranges of time",
          "Learning curves",
          "Claimed and verified",
          "Forecast against actual",
          "Error over time",
          "Error by hour of day",
          "Spread of the errors",
          "Figures beside persistence",
          "Repeat it by hand",
          "Attempts and replicas",
          "Provenance");

  @TempDir static Path folder;
  private static DashboardScene scene;

  @BeforeAll
  static void open() throws DashboardException {
    scene = DashboardScene.open(folder);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @Test
  void theBestCaseSaysEverythingAboutItself() {
    CaseReport best = trained();
    Visit visit = card(Window.LIGHT, best);

    for (String heading : CARDS) {
      visit.card(heading).waitFor();
    }
    assertThat(visit.card("Verdict"))
        .containsText(shown(requireNonNull(best.verification()).rmse()));
    assertThat(visit.card("Parameters")).containsText("learning-rate");
    assertThat(visit.card("Three ranges of time").locator("rect")).hasCount(3);
    assertThat(visit.card("Forecast against actual").locator("canvas")).isVisible();
    for (String chart :
        List.of(
            "Learning curves", "Error over time", "Error by hour of day", "Spread of the errors")) {
      assertThat(visit.card(chart).locator("canvas").first()).isVisible();
    }
    assertThat(visit.card("Figures beside persistence")).containsText("Persistence");
    assertThat(visit.card("Attempts and replicas")).containsText("counts");
  }

  @Test
  void theSeriesIsZoomedByTheKeyboardAndReadAsATable() {
    Visit visit = card(Window.LIGHT, trained());
    Locator series = visit.card("Forecast against actual");
    Locator all =
        series.getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("All").setExact(true));
    all.click();
    assertThat(all).isDisabled();

    series.locator(".series-plot").focus();
    visit.page().keyboard().press("+");
    assertThat(all).isEnabled();

    series.getByText("Show as table").click();
    assertThat(series.locator("tbody tr").first()).containsText("UTC");
  }

  @Test
  void theModelAndTheWorkFolderAreHandedOut() throws IOException {
    CaseReport best = trained();
    Page page = card(Window.LIGHT, best).page();

    Download model = page.waitForDownload(() -> link(page, "Model").click());
    byte[] stored =
        scene
            .store
            .read(reader -> reader.result(best.attempt().lease()))
            .orElseThrow()
            .model()
            .toByteArray();
    assertThat(Files.readAllBytes(model.path())).isEqualTo(stored);

    Download work = page.waitForDownload(() -> link(page, "Work folder").click());
    try (ZipFile zip = new ZipFile(work.path().toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .anyMatch(name -> name.endsWith("parameters.csv"))
          .anyMatch(name -> name.endsWith("time-series.csv"))
          .anyMatch(name -> name.endsWith("README.txt"));
    }
  }

  @Test
  void aCaseThatFailedShowsItsLog() {
    long index = scene.fail("clumsy", "the loss became NaN", "epoch 1\nloss NaN <b>&\n");
    Visit visit = BROWSER.visit(scene.address(), Window.LIGHT).open("/cases/" + index);

    assertThat(visit.card("Verdict")).containsText("ended without a result");
    assertThat(visit.page().locator(".pill.bad").first()).containsText("failed");
    visit.the(AriaRole.BUTTON, "Log of clumsy").click();
    assertThat(visit.page().locator("pre.log")).hasText("epoch 1\nloss NaN <b>&\n");
    visit.isAccessible();
    visit.page().keyboard().press("Escape");
    assertThat(visit.page().locator("dialog")).hasCount(0);
  }

  @Test
  void aCaseThatDoesNotExistIsSaidSo() {
    Visit visit = BROWSER.visit(scene.address(), Window.LIGHT);
    visit.expectsError("404");
    visit.open("/cases/123456789");
    assertThat(visit.page().locator(".empty")).containsText("To the results");
  }

  @Test
  void whoMayNotSeeTheConfirmationRangeIsToldAndSeesTheRest() {
    CaseReport best = trained();
    Visit visit = BROWSER.visit(scene.address(), Window.LIGHT);
    visit.expectsError("403");
    visit
        .page()
        .route(
            "**/evaluation",
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setStatus(403)
                        .setContentType("application/json")
                        .setBody(
                            "{\"error\":{\"code\":\"FORBIDDEN_CONFIRMATION\",\"message\":\"only the"
                                + " operator sees the confirmation range\"}}")));
    visit.open("/cases/" + best.testCase().index());

    assertThat(visit.card("Forecast against actual"))
        .containsText("only the operator sees the confirmation range");
    assertThat(visit.card("Verdict")).isVisible();
    visit.isAccessible();
  }

  @Test
  void aBaselineHasNoLearningCurves() {
    CaseReport persistence = scene.store.read(reader -> reader.bestOf("persistence")).orElseThrow();
    Visit visit = card(Window.LIGHT, persistence);
    assertThat(visit.card("Learning curves")).containsText("trains nothing");
  }

  @ParameterizedTest
  @EnumSource(Window.class)
  void theCardIsAccessibleAndFitsEveryWindow(Window window) {
    Visit visit = card(window, trained());
    visit.card("Spread of the errors").locator("canvas").first().waitFor();
    visit.isAccessible();
    visit.fitsItsWidth();
  }

  /** The best case that trained a network. */
  private static CaseReport trained() {
    return scene.store.read(reader -> reader.bestOf("lstm")).orElseThrow();
  }

  private static Visit card(Window window, CaseReport report) {
    Visit visit =
        BROWSER.visit(scene.address(), window).open("/cases/" + report.testCase().index());
    visit.card("Attempts and replicas").waitFor();
    return visit;
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The first four digits, as the page shows them, too. */
  private static String shown(double value) {
    return String.format(Locale.ROOT, "%.4f", value).substring(0, 4);
  }
}
