package dev.gridcast.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.gridcast.server.web.DashboardException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A dashboard that strangers can reach: who sees what, with which token. */
class SignInIT {

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  @SuppressWarnings("NullAway.Init") // open() fills it in
  private static DashboardScene scene;

  @BeforeAll
  static void open(@TempDir Path folder) throws DashboardException {
    scene = DashboardScene.openToStrangers(folder);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  private static Visit signIn(Window window, String token) {
    Visit visit = BROWSER.visit(scene.address(), window).open("/volunteers");
    Locator dialog = visit.page().locator("dialog");
    dialog.waitFor();
    visit.isAccessible();
    visit.page().getByLabel("Token").fill(token);
    visit.press("Enter", 1);
    assertThat(dialog).hasCount(0);
    visit.page().locator("tbody tr").first().waitFor();
    return visit;
  }

  @Test
  void showsAndAsksNothingBeforeATokenIsGiven() {
    Visit visit = BROWSER.visit(scene.address(), Window.PHONE);
    List<String> asked = new CopyOnWriteArrayList<>();
    visit.page().onRequest(request -> asked.add(request.url()));
    visit.open("/");
    visit.page().locator("dialog").waitFor();
    assertThat(visit.page().locator("main")).not().containsText("Progress");
    assertThat(asked)
        .filteredOn(url -> url.contains("/api/"))
        .allMatch(url -> url.endsWith("/api/v1/session"));
  }

  @Test
  void letsAReaderLookButNotAct() {
    Visit visit = signIn(Window.LIGHT, scene.readerToken());
    assertThat(visit.page().locator("tbody tr")).hasCount(12);
    assertThat(visit.page().locator(".live")).hasText("Live");
    assertThat(visit.the(AriaRole.BUTTON, "Suspend ada")).hasCount(0);
    visit.the(AriaRole.BUTTON, "Sign out (reader)").click();
    visit.page().locator("dialog").waitFor();
    assertThat(visit.page().locator("tbody tr")).hasCount(0);
  }

  @Test
  void letsTheOperatorAct() {
    Visit visit = signIn(Window.LIGHT, scene.operatorToken());
    visit.the(AriaRole.BUTTON, "Drain ada").click();
    visit
        .page()
        .locator("dialog")
        .getByText("Drain", new Locator.GetByTextOptions().setExact(true))
        .click();
    visit.the(AriaRole.BUTTON, "Undrain ada").waitFor();
    assertThat(scene.store.read(reader -> reader.volunteer("seeded-00")).orElseThrow().drained())
        .isTrue();
  }
}
