package dev.gridcast.server.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One reader's window on the pages. It writes down every request and every error of its pages. The
 * reader's machine speaks Egyptian Arabic in a time zone off by half an hour: nothing of that may
 * show.
 */
final class Visit implements AutoCloseable {

  /** How long a test waits for what has to come, in milliseconds; far more than it takes. */
  static final double DEADLINE = 15_000;

  private static final Set<String> WITHIN_PAGE = Set.of("data", "blob", "about");

  private static final String AXE_RUN =
      """
      async () => {
        const found = await axe.run(document, {resultTypes: ['violations']});
        return found.violations
          .filter((fault) => fault.impact === 'serious' || fault.impact === 'critical')
          .flatMap((fault) => fault.nodes.map((node) =>
            `${fault.impact} ${fault.id}: ${fault.help}; ${node.target.join(' ')}: ${node.html}; `
              + [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ')));
      }
      """;

  private final URI server;
  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new ArrayList<>();
  private final List<String> allowed = new ArrayList<>();

  Visit(Browser browser, URI server, Window window) {
    this.server = server;
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(window.width, window.height)
                .setColorScheme(window.colours)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setIgnoreHTTPSErrors(true)
                .setLocale("ar-EG")
                .setTimezoneId("America/St_Johns"));
    context.setDefaultTimeout(DEADLINE);
    context.onRequest(this::watch);
    context.onConsoleMessage(this::listen);
    context.onWebError(error -> faults.add("script failed: " + error.error()));
    page = context.newPage();
  }

  /** The window itself. */
  Page page() {
    return page;
  }

  /** Opens a page of the server, "/volunteers", and waits for its heading. */
  Visit open(String path) {
    page.navigate(server.resolve(path).toString());
    page.locator("h1").waitFor();
    return this;
  }

  /** Opens a page as the operator does who follows the link with the token. */
  Visit open(String path, String token) {
    open(path + "#token=" + token);
    page.getByText("Signed in.").waitFor();
    return this;
  }

  /** Waits for a text, as a reader would see it, anywhere on the page. */
  Locator sees(String text) {
    Locator found = page.getByText(text).first();
    found.waitFor();
    return found;
  }

  /** The control with that role and exactly that name. */
  Locator the(AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The card under that heading. */
  Locator card(String heading) {
    return page.locator("section")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(heading).setExact(true))));
  }

  /** Presses a key, "Tab" or "Enter", so many times. */
  void press(String key, int times) {
    for (int i = 0; i < times; i++) {
      page.keyboard().press(key);
    }
  }

  /** What has the focus: its name for a reader, or else its text. */
  String focused() {
    return String.valueOf(
            page.evaluate(
                """
                () => document.activeElement.getAttribute('aria-label')
                    || document.activeElement.textContent
                """))
        .strip();
  }

  /** Tabs on until the element with that name has the focus, as somebody without a mouse would. */
  void tabTo(String name) {
    List<String> passed = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      page.keyboard().press("Tab");
      String now = focused();
      if (now.equals(name)) {
        return;
      }
      passed.add(now);
    }
    throw new AssertionError("Tab never reached \"" + name + "\", but " + passed);
  }

  /** Lets one kind of console error pass in this visit, "403": one that the test provokes. */
  void expectsError(String part) {
    allowed.add(part);
  }

  /** Fails when a checker of accessibility finds a serious fault on the page as it is. */
  void isAccessible() {
    page.evaluate(AxeBuilder.getAxeScript());
    assertThat((List<?>) page.evaluate(AXE_RUN)).as("faults of accessibility").isEmpty();
  }

  /** Fails when the page is wider than the window. */
  void fitsItsWidth() {
    assertThat(
            page.evaluate(
                "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
                    + " ? '' : [...document.querySelectorAll('body *')].filter((one) =>"
                    + " one.getBoundingClientRect().right > innerWidth && !one.closest('.scroll-x'))"
                    + ".map((one) => one.outerHTML.slice(0, 80)).slice(0, 5).join('\\n')"))
        .as("what is wider than the window")
        .isEqualTo("");
  }

  /** What broke the rules so far. */
  List<String> peekFaults() {
    return List.copyOf(faults);
  }

  /** What broke the rules so far; the visit forgets it. */
  List<String> takeFaults() {
    List<String> taken = List.copyOf(faults);
    faults.clear();
    return taken;
  }

  @Override
  public void close() {
    context.close();
  }

  private void watch(Request request) {
    URI asked = URI.create(request.url());
    String scheme = asked.getScheme() == null ? "" : asked.getScheme().toLowerCase(Locale.ROOT);
    if (!WITHIN_PAGE.contains(scheme)
        && !(scheme.equals(server.getScheme())
            && asked.getHost().equals(server.getHost())
            && asked.getPort() == server.getPort())) {
      faults.add("asked another host: " + request.url());
    }
  }

  private void listen(ConsoleMessage message) {
    boolean bad = message.type().equals("error") || message.type().equals("warning");
    if (bad && allowed.stream().noneMatch(message.text()::contains)) {
      faults.add("console " + message.type() + ": " + message.text() + " " + message.location());
    }
  }
}
