package dev.gridcast.server.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.web.DashboardException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** That the rules of a visit would catch what they forbid. */
class VisitIT {

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  @SuppressWarnings("NullAway.Init") // open() fills it in
  private static DashboardScene scene;

  @SuppressWarnings("NullAway.Init") // visit() fills it in
  private Visit visit;

  @BeforeAll
  static void open(@TempDir Path folder) throws DashboardException {
    scene = DashboardScene.open(folder, 40);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @BeforeEach
  void visit() {
    visit = BROWSER.visit(scene.address(), Window.LIGHT).open("/volunteers");
    visit.page().locator("tbody tr").first().waitFor();
  }

  private void runs(String script) {
    visit.page().evaluate(script);
    visit.page().waitForCondition(() -> !visit.peekFaults().isEmpty());
  }

  @Test
  void noticesAnErrorOnTheConsole() {
    runs("() => console.error('out of cheese')");
    assertThat(visit.takeFaults().toString()).contains("out of cheese");
  }

  @Test
  void noticesAScriptThatFails() {
    runs("() => { setTimeout(() => { throw new Error('out of luck'); }); }");
    assertThat(visit.takeFaults().toString()).contains("out of luck");
  }

  @Test
  void noticesARequestToAnotherHost() {
    runs("() => { fetch('http://127.0.0.2:1/').catch(() => {}); }");
    assertThat(visit.takeFaults().toString()).contains("127.0.0.2");
  }

  @Test
  void noticesAStyleThatThePolicyStops() {
    runs(
        "() => { document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p>'); }");
    assertThat(visit.takeFaults().toString()).contains("Content Security Policy");
  }

  @Test
  void noticesWhatSomebodyCannotUse() {
    visit
        .page()
        .evaluate(
            "() => document.querySelector('input[type=search]').removeAttribute('aria-label')");
    visit
        .page()
        .evaluate(
            "() => document.querySelector('input[type=search]').removeAttribute('placeholder')");
    assertThatThrownBy(visit::isAccessible).hasMessageContaining("label");
  }

  @Test
  void noticesWhatIsWiderThanTheWindow() {
    visit.page().evaluate("() => { document.querySelector('h1').style.width = '3000px'; }");
    assertThatThrownBy(visit::fitsItsWidth).hasMessageContaining("h1");
  }
}
