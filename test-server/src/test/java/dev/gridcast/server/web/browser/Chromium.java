package dev.gridcast.server.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The system's Chromium, started once for a class of tests:
 *
 * <pre>{@code @RegisterExtension static final Chromium BROWSER = new Chromium();}</pre>
 *
 * <p>Every {@link Visit} of a test is held to the rules at the test's end: no request to another
 * host, no error on the console, nothing that the pages' security policy had to stop.
 */
final class Chromium implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {

  private static final String VARIABLE = "GRIDCAST_CHROMIUM";
  private static final Path PROGRAM =
      Path.of(System.getenv().getOrDefault(VARIABLE, "/usr/bin/chromium"));
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final List<Visit> visits = new ArrayList<>();
  private @Nullable Playwright playwright;
  private @Nullable Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    if (!Files.isExecutable(PROGRAM)) {
      throw new IllegalStateException(
          "the browser tests need Chromium at "
              + PROGRAM
              + ": install Debian's package chromium, or set "
              + VARIABLE
              + " to where it is");
    }
    PlaywrightAssertions.setDefaultAssertionTimeout(Visit.DEADLINE);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(PROGRAM).setArgs(ARGUMENTS));
  }

  /** A new reader of that server, with nothing remembered from other visits. */
  Visit visit(URI server, Window window) {
    if (browser == null) {
      throw new IllegalStateException("the extension has to be registered in a static field");
    }
    Visit visit = new Visit(browser, server, window);
    visits.add(visit);
    return visit;
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    List<String> faults = new ArrayList<>();
    for (Visit visit : visits) {
      faults.addAll(visit.takeFaults());
      visit.close();
    }
    visits.clear();
    // What went wrong on the page is often why the test failed: say it in either case.
    if (!faults.isEmpty()) {
      AssertionError broken = new AssertionError("the page: " + String.join("\n", faults));
      context.getExecutionException().ifPresent(broken::addSuppressed);
      throw broken;
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close();
    }
  }
}
