package dev.gridcast.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gridcast.server.web.DashboardException;
import dev.gridcast.server.web.Live;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first page: what it says, that it goes on by itself, and that everybody can use it. */
class OverviewPageIT {

  private static final Locator.GetByTextOptions EXACTLY =
      new Locator.GetByTextOptions().setExact(true);

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  @SuppressWarnings("NullAway.Init") // open() fills it in
  private static DashboardScene scene;

  @BeforeAll
  static void open(@TempDir Path folder) throws DashboardException {
    scene = DashboardScene.open(folder);
    scene.live.trains("seeded-00", "ada", 3, 4, 10, scene.clock.instant());
    scene.live.breaks(Live.Fault.Kind.SHEETS, "the sheet is not shared with us");
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  private static Visit overview(Window window) {
    Visit visit = BROWSER.visit(scene.address(), window).open("/");
    visit.card("Volunteers online").getByText("ada").waitFor();
    return visit;
  }

  private static Locator figure(Visit visit, String name) {
    Locator title = visit.page().locator("dt").getByText(name, EXACTLY);
    return visit
        .page()
        .locator(".stat", new Page.LocatorOptions().setHas(title))
        .locator(".stat-value");
  }

  @Test
  void saysWhatTheStoreHolds() {
    Visit visit = overview(Window.LIGHT);
    assertThat(figure(visit, "Verified")).hasText(Long.toString(scene.verified()));
    assertThat(figure(visit, "Time left")).hasText("2 d 2 h");
    assertThat(visit.card("Best against persistence").getByRole(AriaRole.LINK).first())
        .hasAttribute("href", "/cases/" + scene.best().testCase().index());
    assertThat(visit.card("Needs a person")).containsText("the sheet is not shared with us");
    assertThat(visit.card("Needs a person")).containsText("3 cases failed with several volunteers");
    assertThat(visit.card("Volunteers online")).containsText("epoch 4/10");
    assertThat(visit.page().locator(".plot canvas")).hasCount(2);
  }

  @Test
  void goesOnByItselfWhenAResultIsStored() {
    Visit visit = overview(Window.LIGHT);
    assertThat(visit.page().locator(".live")).hasText("Live");
    long before = scene.verified();
    long index = scene.verify("seeded-02", 0.5);
    assertThat(figure(visit, "Verified")).hasText(Long.toString(before + 1));
    assertThat(visit.card("Best against persistence").getByRole(AriaRole.LINK).first())
        .hasAttribute("href", "/cases/" + index);
  }

  @Test
  void showsTheCurveAsATableToWhoeverAsks() {
    Visit visit = overview(Window.LIGHT);
    Locator curve = visit.card("Best so far");
    assertThat(curve).containsText("The best error went from");
    curve.getByText("Show as table").click();
    Locator last = curve.locator(".data tbody tr").first();
    assertThat(last.getByRole(AriaRole.LINK)).hasAttribute("href", Pattern.compile("/cases/\\d+"));
    curve.getByText("Log", EXACTLY).click();
    visit.open("/");
    assertThat(visit.card("Best so far").getByLabel("Log")).isChecked();
  }

  @Test
  void neverPromisesMoreThanThereIs() {
    Visit visit = overview(Window.LIGHT);
    assertThat(sentence(visit, -0.02, 0.01)).startsWith("Nothing beats persistence");
    assertThat(sentence(visit, 0.01, 0.01)).contains("this may be chance");
    assertThat(sentence(visit, 0.05, 0.01)).contains("5.00\u202f% smaller");
  }

  private static String sentence(Visit visit, double skill, double error) {
    return (String)
        visit
            .page()
            .evaluate(
                "async ([skill, skillError]) => (await import('/overview/best.js'))"
                    + ".verdict({skill, skillError}).sentence",
                List.of(skill, error));
  }

  @Test
  void writesNumbersAndTimesTheSameInEveryLanguage() {
    Visit visit = overview(Window.LIGHT);
    Object texts =
        visit
            .page()
            .evaluate(
                """
                async () => {
                  const f = await import('/lib/format.js');
                  return [f.count(1234567), f.number(1234.5678), f.number(-0.000123456), f.number(1.5e-9),
                    f.percent(0.1234), f.signedPercent(0.05), f.duration(7500), f.bytes(3 * 1024 * 1024),
                    f.instant('2026-11-21T23:05:07.123Z'), f.number(null)].join('|');
                }
                """);
    assertThat(texts)
        .isEqualTo(
            "1\u202f234\u202f567|1\u202f234.6|\u22120.00012346|1.5e\u22129|12.3\u202f%|+5.00\u202f%"
                + "|2 h 05 min|3.0 MiB|2026-11-21 23:05:07 UTC|\u2013");
  }

  @Test
  void isUsedWithTheKeyboardAlone() {
    Visit visit = overview(Window.LIGHT);
    visit.press("Tab", 1);
    assertThat(visit.focused()).isEqualTo("Skip to the page");
    visit.press("Enter", 1);
    visit.tabTo("Show as table");
    visit.press("Enter", 1);
    assertThat(visit.card("Best so far").locator(".data tbody tr").first()).isVisible();
    visit.page().locator(".rail a").first().focus();
    visit.tabTo("Volunteers");
    visit.press("Enter", 1);
    assertThat(visit.page().locator("h1")).hasText("Volunteers");
    assertThat(visit.focused()).isEqualTo("Volunteers");
    assertThat(visit.page()).hasTitle("Volunteers · Gridcast");
  }

  @Test
  void remembersTheChoiceOfColours() {
    Visit visit = overview(Window.LIGHT);
    Locator page = visit.page().locator("html");
    assertThat(page).hasAttribute("data-theme", "light");
    visit.the(AriaRole.BUTTON, "Colours: as the system. Change").click();
    visit.the(AriaRole.BUTTON, "Colours: light. Change").click();
    assertThat(page).hasAttribute("data-theme", "dark");
    visit.open("/");
    assertThat(page).hasAttribute("data-theme", "dark");
  }

  @ParameterizedTest
  @EnumSource
  void isForEverybodyInEveryWindow(Window window) {
    Visit visit = overview(window);
    visit.isAccessible();
    visit.fitsItsWidth();
  }
}
