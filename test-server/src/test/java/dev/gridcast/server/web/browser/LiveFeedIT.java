package dev.gridcast.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.gridcast.server.web.DashboardException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a reader sees of a server that goes away and comes back. */
class LiveFeedIT {

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  @Test
  void saysThatItIsNotLiveAndCatchesUpByItself(@TempDir Path folder) throws DashboardException {
    try (DashboardScene scene = DashboardScene.open(folder, 40)) {
      Visit visit = BROWSER.visit(scene.address(), Window.LIGHT);
      visit.expectsError("Failed to load resource: net::ERR_");
      visit.expectsError("net::ERR_INCOMPLETE_CHUNKED_ENCODING");
      visit.open("/");
      assertThat(visit.page().locator(".live")).hasText("Live");
      long before = scene.verified();
      scene.restart(
          () -> {
            assertThat(visit.page().locator(".live")).containsText("Not live");
            assertThat(visit.page().locator(".stats")).containsText(Long.toString(before));
            scene.verify("seeded-01", 1.5);
          });
      assertThat(visit.page().locator(".live")).hasText("Live");
      assertThat(visit.page().locator(".stats")).containsText(Long.toString(before + 1));
    }
  }
}
