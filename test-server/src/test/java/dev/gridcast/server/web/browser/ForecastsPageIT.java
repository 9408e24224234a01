package dev.gridcast.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gridcast.server.store.CaseReport;
import dev.gridcast.server.web.DashboardException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of forecasts in a real browser, over a real server and a seeded store. */
class ForecastsPageIT {

  @RegisterExtension static final Chromium BROWSER = new Chromium();

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
  void theBestModelsSayWhatComesNextWithBands() {
    Page page = forecasts(Window.LIGHT).page();
    List<CaseReport> best = scene.store.read(reader -> reader.best(3));

    Locator rows = page.locator(".forecast-table tbody tr");
    assertThat(rows).hasCount(5);
    for (int i = 0; i < 3; i++) {
      assertThat(rows.nth(i).locator("a"))
          .hasAttribute("href", "/cases/" + best.get(i).testCase().index());
    }
    assertThat(rows.first().locator(".band-90")).hasCount(1);
    assertThat(rows.first().locator(".band-50")).hasCount(1);

    page.getByText("Best 3").click();
    assertThat(rows).hasCount(3);
  }

  @Test
  void howAnotherModelTurnedOutIsShownWhenItIsChosen() {
    Visit visit = forecasts(Window.LIGHT);
    Page page = visit.page();
    Locator second = page.locator(".forecast-table tbody tr").nth(1);
    String index = second.locator("a").innerText();

    second.locator("input").check();

    Locator past = visit.card("How the forecasts of case " + index + " turned out");
    assertThat(past).isVisible();
    assertThat(past).containsText("Within the 90 % band");
    assertThat(past.locator("canvas").first()).isVisible();
    past.getByText("Show as table").click();
    assertThat(past.locator("tbody tr").first()).containsText("UTC");
  }

  @Test
  void aLabelIsChosen() {
    Visit visit = forecasts(Window.LIGHT);
    Page page = visit.page();
    String before = page.locator(".forecast-table tbody tr").first().locator("strong").innerText();
    String label = page.locator(".card .choice label:not(.on)").first().innerText().strip();

    page.locator(".card .choice label:not(.on)").first().click();

    assertThat(
            page.getByRole(
                AriaRole.REGION,
                new Page.GetByRoleOptions().setName("Next " + label + " by the best models")))
        .isVisible();
    assertThat(page.locator(".forecast-table tbody tr").first().locator("strong"))
        .not()
        .hasText(before);
  }

  @ParameterizedTest
  @EnumSource(Window.class)
  void thePageIsAccessibleAndFitsEveryWindow(Window window) {
    Visit visit = forecasts(window);
    visit.page().locator(".chart canvas").first().waitFor();
    visit.isAccessible();
    visit.fitsItsWidth();
  }

  private static Visit forecasts(Window window) {
    Visit visit = BROWSER.visit(scene.address(), window).open("/forecasts");
    visit.page().locator(".forecast-table tbody tr").first().waitFor();
    return visit;
  }
}
