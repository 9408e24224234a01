package dev.gridcast.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gridcast.server.store.Volunteer;
import dev.gridcast.server.web.DashboardException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of volunteers: who is there, and what the operator does with them. */
class VolunteersPageIT {

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  @SuppressWarnings("NullAway.Init") // open() fills it in
  private static DashboardScene scene;

  @BeforeAll
  static void open(@TempDir Path folder) throws DashboardException {
    scene = DashboardScene.open(folder);
    scene.live.trains("seeded-00", "ada", 3, 4, 10, scene.clock.instant());
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  private static Locator row(Visit visit, String name) {
    return visit.page().locator("tbody tr", new Page.LocatorOptions().setHasText(name)).first();
  }

  private static Visit reader(Window window) {
    Visit visit = BROWSER.visit(scene.address(), window).open("/volunteers");
    row(visit, "ada").waitFor();
    return visit;
  }

  private static Visit operator(Window window) {
    Visit visit = BROWSER.visit(scene.address(), window);
    visit.open("/volunteers", scene.operatorToken());
    visit.the(AriaRole.BUTTON, "Suspend ada").waitFor();
    return visit;
  }

  private static Volunteer stored(String id) {
    return scene.store.read(reader -> reader.volunteer(id)).orElseThrow();
  }

  @Test
  void listsEverybodyWithWhateverTheyCallThemselves() {
    Visit visit = reader(Window.LIGHT);
    assertThat(visit.page().locator("tbody tr")).hasCount(12);
    assertThat(row(visit, "=cmd|' /C calc'!A0")).containsText("offline");
    assertThat(row(visit, "منى")).isVisible();
    assertThat(row(visit, "ada")).containsText("vouched for");
    assertThat(row(visit, "ada")).containsText("epoch 4/10");
    assertThat(row(visit, "linus")).containsText("returned models of nobody");
    assertThat(visit.page().getByRole(AriaRole.BUTTON, named("Suspend"))).hasCount(0);
  }

  private static Page.GetByRoleOptions named(String part) {
    return new Page.GetByRoleOptions().setName(part);
  }

  @Test
  void followsWhoComesAndHowFarTheyAre() {
    Visit visit = reader(Window.LIGHT);
    assertThat(row(visit, "grace")).containsText("offline");
    scene.live.trains("seeded-01", "grace", 5, 1, 8, scene.clock.instant());
    assertThat(row(visit, "grace")).containsText("epoch 1/8");
    scene.live.trains("seeded-01", "grace", 5, 2, 8, scene.clock.instant());
    assertThat(row(visit, "grace")).containsText("epoch 2/8");
    scene.live.leaves("seeded-01");
    assertThat(row(visit, "grace")).containsText("offline");
  }

  @Test
  void sortsAndSearches() {
    Visit visit = reader(Window.LIGHT);
    Locator verified = visit.page().locator("th", new Page.LocatorOptions().setHasText("Verified"));
    verified.getByRole(AriaRole.BUTTON).click();
    assertThat(verified).hasAttribute("aria-sort", "descending");
    verified.getByRole(AriaRole.BUTTON).click();
    assertThat(verified).hasAttribute("aria-sort", "ascending");
    visit.page().getByLabel("Search by name or machine").fill("GRACE");
    assertThat(visit.page().locator("tbody tr")).hasCount(1);
    visit.page().getByLabel("Search by name or machine").fill("nobody of that name");
    visit.sees("Nobody here fits the choice above.");
  }

  @Test
  void letsTheOperatorSuspendWithAReasonAndReleaseAgain() {
    Visit visit = operator(Window.LIGHT);
    visit.the(AriaRole.BUTTON, "Suspend barbara").click();
    visit.page().getByLabel("Reason, which the volunteer is told").fill("a <b>test</b>");
    visit.page().locator("dialog").getByText("Suspend", exactly()).click();
    assertThat(row(visit, "barbara")).containsText("a <b>test</b>");
    assertThat(stored("seeded-08").suspension().orElseThrow().reason()).isEqualTo("a <b>test</b>");
    visit.the(AriaRole.BUTTON, "Release barbara").click();
    visit.page().locator("dialog").getByText("Release", exactly()).click();
    visit.the(AriaRole.BUTTON, "Suspend barbara").waitFor();
    assertThat(stored("seeded-08").suspension()).isEmpty();
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  @Test
  void letsTheOperatorVouchAndDrain() {
    Visit visit = operator(Window.LIGHT);
    visit.the(AriaRole.BUTTON, "Vouch emmy").click();
    visit.page().locator("dialog").getByText("Vouch", exactly()).click();
    assertThat(row(visit, "emmy")).containsText("vouched for");
    assertThat(stored("seeded-03").vouched()).isTrue();
    visit.the(AriaRole.BUTTON, "Drain emmy").click();
    visit.page().locator("dialog").getByText("Drain", exactly()).click();
    assertThat(row(visit, "emmy")).containsText("draining");
    assertThat(stored("seeded-03").drained()).isTrue();
  }

  @Test
  void asksBeforeItActsAndTakesNoForAnAnswer() {
    Visit visit = operator(Window.LIGHT);
    visit.the(AriaRole.BUTTON, "Suspend alan").click();
    assertThat(visit.page().locator("dialog")).isVisible();
    visit.press("Escape", 1);
    assertThat(visit.page().locator("dialog")).hasCount(0);
    assertThat(visit.focused()).isEqualTo("Suspend alan");
    assertThat(stored("seeded-11").suspension()).isEmpty();
  }

  @Test
  void keepsTheTokenOutOfTheAddress() {
    Visit visit = operator(Window.LIGHT);
    assertThat(visit.page().url()).isEqualTo(scene.address().resolve("/volunteers").toString());
    assertThat(String.valueOf(visit.page().evaluate("() => JSON.stringify(localStorage)")))
        .doesNotContain(scene.operatorToken());
    assertThat(visit.page().content()).doesNotContain(scene.operatorToken());
  }

  @Test
  void saysThatATokenIsWrong() {
    Visit visit = reader(Window.LIGHT);
    visit.expectsError("401");
    visit.the(AriaRole.BUTTON, "Sign in").click();
    visit.page().getByLabel("Token").fill("not the token");
    visit.press("Enter", 1);
    assertThat(visit.page().locator("dialog").getByRole(AriaRole.ALERT)).isVisible();
    assertThat(visit.the(AriaRole.BUTTON, "Suspend ada")).hasCount(0);
  }

  @Test
  void isUsedWithTheKeyboardAlone() {
    Visit visit = reader(Window.LIGHT);
    visit.tabTo("Sign in");
    visit.press("Enter", 1);
    visit.page().locator("dialog").waitFor();
    visit.page().keyboard().type(scene.operatorToken());
    visit.press("Enter", 1);
    visit.the(AriaRole.BUTTON, "Drain alan").waitFor();
    visit.tabTo("Drain alan");
    visit.press("Enter", 1);
    visit.page().locator("dialog").waitFor();
    visit.tabTo("Drain");
    visit.press("Enter", 1);
    visit.the(AriaRole.BUTTON, "Undrain alan").waitFor();
    assertThat(stored("seeded-11").drained()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void isForEverybodyInEveryWindow(Window window) {
    Visit visit = operator(window);
    visit.isAccessible();
    visit.fitsItsWidth();
    visit.the(AriaRole.BUTTON, "Suspend ada").click();
    visit.isAccessible();
    visit.fitsItsWidth();
  }
}
