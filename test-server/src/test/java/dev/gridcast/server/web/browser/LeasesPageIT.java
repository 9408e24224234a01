package dev.gridcast.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.web.DashboardException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of leases and faults: who had what when, and the cases that need a person. */
class LeasesPageIT {

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  @SuppressWarnings("NullAway.Init") // open() fills it in
  private static DashboardScene scene;

  @BeforeAll
  static void open(@TempDir Path folder) throws DashboardException {
    scene = DashboardScene.open(folder);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  private static Visit ready(Visit visit) {
    visit.page().locator(".chart canvas").first().waitFor();
    visit.page().locator(".bad-cases article").first().waitFor();
    return visit;
  }

  private static Visit reader(Window window) {
    return ready(BROWSER.visit(scene.address(), window).open("/leases"));
  }

  private static Visit operator(Window window) {
    return ready(BROWSER.visit(scene.address(), window).open("/leases", scene.operatorToken()));
  }

  private static Locator article(Visit visit, long index) {
    return visit
        .page()
        .getByRole(
            AriaRole.ARTICLE,
            new Page.GetByRoleOptions().setName(Pattern.compile("^Case " + index + " ")));
  }

  @Test
  void showsWhoHadWhatAsBarsAndAsATable() {
    Visit visit = reader(Window.LIGHT);
    Locator card = visit.card("Timeline");
    card.getByText("2 d", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(card.locator("figcaption")).containsText("12 volunteers");
    card.getByText("Show as table").click();
    assertThat(card.locator("tbody")).containsText("verified");
    assertThat(card.locator("tbody")).containsText("the trainer ran out of memory");
    card.getByText("Faults", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(card.locator("tbody")).not().containsText("verified");
  }

  @Test
  void followsNewLeasesAndFaults() {
    Visit visit = reader(Window.LIGHT);
    long index = scene.fail("seeded-02", "the disk is <full>", "epoch 1 of 3\nno space left\n");
    Locator bad = article(visit, index);
    assertThat(bad).containsText("the disk is <full>");
    bad.getByText("Show log").click();
    assertThat(bad.locator("pre")).containsText("no space left");
    visit.card("Timeline").getByText("Show as table").click();
    assertThat(visit.card("Timeline").locator("tbody")).containsText("the disk is <full>");
  }

  @Test
  void letsNobodyButTheOperatorPutACaseOnOfferAgain() {
    long index = scene.fail("seeded-03", "lost its mind", "");
    Visit reader = reader(Window.LIGHT);
    assertThat(article(reader, index)).isVisible();
    assertThat(reader.page().getByText("Put on offer again")).hasCount(0);
    Visit operator = operator(Window.LIGHT);
    operator.the(AriaRole.BUTTON, "Put on offer again case " + index).click();
    operator
        .page()
        .locator("dialog")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Put on offer again"))
        .click();
    assertThat(article(operator, index)).hasCount(0);
    // Whoever else looks on sees it too.
    assertThat(article(reader, index)).hasCount(0);
    assertThat(scene.store.read(read -> read.testCase(index)).orElseThrow().state())
        .isEqualTo(CaseState.AVAILABLE);
  }

  @Test
  void isUsedWithTheKeyboardAlone() {
    Visit visit = reader(Window.LIGHT);
    visit.tabTo("Show as table");
    visit.press("Enter", 1);
    assertThat(visit.card("Timeline").locator("tbody tr").first()).isVisible();
    visit.tabTo("Show log");
    visit.press("Enter", 1);
    assertThat(visit.page().locator("pre").first()).isVisible();
  }

  @ParameterizedTest
  @EnumSource
  void isForEverybodyInEveryWindow(Window window) {
    Visit visit = operator(window);
    visit.isAccessible();
    visit.fitsItsWidth();
    visit.page().getByText("Show log").first().click();
    visit.page().getByText("Show as table").first().click();
    visit.isAccessible();
    visit.fitsItsWidth();
  }
}
