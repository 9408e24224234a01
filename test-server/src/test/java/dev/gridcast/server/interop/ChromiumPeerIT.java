package dev.gridcast.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A browser as it is, with a page of ours: its own WebRTC, its own cryptography. */
@Timeout(120)
class ChromiumPeerIT {

  private static final Path PROGRAM =
      Path.of(System.getenv().getOrDefault("GRIDCAST_CHROMIUM", "/usr/bin/chromium"));
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static final String VISIT =
      """
      async ([invite, wanted, giftBytes]) => {
        const {visit} = await import('/interop/peer.mjs');
        return JSON.stringify(await visit(invite, wanted, giftBytes, navigator.userAgent));
      }
      """;

  @TempDir Path folder;

  @Test
  void provesItsKeyAndExchangesABlobEachWay() throws Exception {
    assertThat(PROGRAM).as("Debian's package chromium").matches(Files::isExecutable);
    try (InteropScene scene = InteropScene.open(folder);
        Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(ARGUMENTS))) {
      Page page = browser.newPage();
      // Of the server's own origin, so that the page may ask it; nothing of it comes from there.
      page.route("**/interop/*", ChromiumPeerIT::serve);
      page.navigate(scene.http().resolve("/interop/page.html").toString());
      Object said =
          page.evaluate(
              VISIT, List.of(scene.invite(), scene.published().sha256(), InteropScene.GIFT_BYTES));
      scene.assertExchanged(new ObjectMapper().readValue((String) said, Seen.class));
    }
  }

  private static void serve(Route route) {
    String name = route.request().url().replaceAll(".*/", "");
    Route.FulfillOptions answer = new Route.FulfillOptions();
    if (name.equals("page.html")) {
      route.fulfill(
          answer.setContentType("text/html").setBody("<!doctype html><title>peer</title>"));
    } else {
      route.fulfill(answer.setContentType("text/javascript").setBodyBytes(module(name)));
    }
  }

  private static byte[] module(String name) {
    try (InputStream in = ChromiumPeerIT.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
