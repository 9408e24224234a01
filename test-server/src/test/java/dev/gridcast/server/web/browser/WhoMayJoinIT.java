package dev.gridcast.server.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.server.admission.AdmissionMode;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.web.DashboardException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The part of the page of volunteers that says who may join, and lets the operator decide. */
class WhoMayJoinIT {

  /** As long as a name may be; nobody's browser may run it, or take it for formatting. */
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&lt;b&gt;";

  @RegisterExtension static final Chromium BROWSER = new Chromium();

  private DashboardScene scene;
  private SceneDoor door;
  private Secret friends;
  private PeerKey early;
  private PeerKey late;
  private PeerKey lovelace;
  private PeerKey hopper;
  private PeerKey hostile;
  private PeerKey outsider;

  @SuppressWarnings("NullAway.Init") // JUnit and open() fill in the fields
  WhoMayJoinIT() {}

  @BeforeEach
  void open(@TempDir Path folder) throws DashboardException {
    scene = DashboardScene.open(folder);
    scene.live.admits(AdmissionMode.APPROVE);
    door = new SceneDoor(scene.store, scene.clock);
    Secret meetup = door.invite("meetup-berlin");
    friends = door.invite("friends");
    lovelace = door.joins(meetup, "lovelace");
    scene.live.trains(lovelace.text(), "lovelace", 4, 2, 9, scene.clock.instant());
    hopper = door.joins(meetup, "hopper");
    door.desk().ban(hopper, "returned models of <nobody>, twice");
    hostile = door.joins(meetup, HOSTILE);
    outsider = Identity.random().key();
    door.desk().ban(outsider, "a mistake");
    door.desk().unban(outsider);
    early = door.waits(friends);
    scene.clock.move(Duration.ofMinutes(3));
    late = door.waits(friends);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static Locator card(Visit visit) {
    return visit.card("Who may join");
  }

  private static Locator row(Visit visit, PeerKey key) {
    return card(visit)
        .locator("tbody tr", new Locator.LocatorOptions().setHasText(key.text().substring(0, 12)));
  }

  private Visit reader(Window window) {
    Visit visit = BROWSER.visit(scene.address(), window).open("/volunteers");
    row(visit, early).waitFor();
    return visit;
  }

  private Visit operator(Window window) {
    Visit visit = BROWSER.visit(scene.address(), window);
    visit.open("/volunteers", scene.operatorToken());
    button(visit, "Ban", early).waitFor();
    return visit;
  }

  /** The button of somebody who has told no name yet. */
  private static Locator button(Visit visit, String word, PeerKey key) {
    return visit.the(AriaRole.BUTTON, word + " " + key.text().substring(0, 12));
  }

  private static void answer(Visit visit, String yes) {
    visit
        .page()
        .locator("dialog")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(yes).setExact(true))
        .click();
    assertThat(visit.page().locator("dialog")).hasCount(0);
  }

  @Test
  void showsWhoStandsHowThoseThatWaitFirst() {
    Visit visit = reader(Window.LIGHT);
    assertThat(card(visit)).containsText("once its key has been let in");
    assertThat(card(visit)).containsText("2 keys wait");
    assertThat(card(visit).locator("tbody tr")).hasCount(6);
    assertThat(card(visit).locator("tbody tr").nth(0)).containsText(early.text().substring(0, 12));
    assertThat(card(visit).locator("tbody tr").nth(1)).containsText(late.text().substring(0, 12));
    assertThat(row(visit, early)).containsText("waits");
    assertThat(row(visit, early)).containsText("friends");
    assertThat(row(visit, lovelace)).containsText("member");
    assertThat(row(visit, lovelace)).containsText("meetup-berlin");
    assertThat(row(visit, lovelace)).containsText("through NAT");
    assertThat(row(visit, outsider)).containsText("outside");
    assertThat(row(visit, hopper)).containsText("banned");
    assertThat(row(visit, hopper)).containsText("returned models of <nobody>, twice");
  }

  @Test
  void showsAHostileNameAsText() {
    Visit visit = operator(Window.LIGHT);
    assertThat(row(visit, hostile)).containsText(HOSTILE);
    visit.the(AriaRole.BUTTON, "Ban " + HOSTILE).click();
    assertThat(visit.page().locator("dialog h2")).hasText("Ban " + HOSTILE + "?");
    visit.page().getByLabel("Reason, which its owner is told").fill(HOSTILE);
    answer(visit, "Ban");
    assertThat(row(visit, hostile).locator(".reason")).hasText(HOSTILE);
    assertThat(visit.page().locator("main img")).hasCount(0);
    assertThat(visit.page().locator("main b")).hasCount(0);
  }

  @Test
  void givesAReaderNothingToPress() {
    Visit visit = reader(Window.LIGHT);
    assertThat(card(visit).locator("tbody button")).hasCount(0);
    assertThat(card(visit).getByText("Let a key in")).hasCount(0);
  }

  @Test
  void letsTheOperatorLetAKeyIn() {
    Visit other = reader(Window.LIGHT);
    Visit visit = operator(Window.LIGHT);
    button(visit, "Admit", early).click();
    // What the volunteer's own client prints, so that the two can be compared.
    assertThat(visit.page().locator("dialog")).containsText(early.text());
    answer(visit, "Admit");
    assertThat(row(visit, early)).containsText("member");
    assertThat(button(visit, "Admit", early)).hasCount(0);
    assertThat(card(visit)).containsText("1 key waits");
    assertThat(door.stands(early).mayStay()).isTrue();
    assertThat(door.stands(late).mayStay()).isFalse();
    // Whoever else looks on sees it too.
    assertThat(row(other, early)).containsText("member");
  }

  @Test
  void letsTheOperatorBanWithAReasonAndEndTheBan() {
    Visit visit = operator(Window.LIGHT);
    visit.the(AriaRole.BUTTON, "Ban lovelace").click();
    visit.page().getByLabel("Reason, which its owner is told").fill("floods the server");
    answer(visit, "Ban");
    assertThat(row(visit, lovelace)).containsText("banned");
    assertThat(row(visit, lovelace)).containsText("floods the server");
    Member banned = door.stands(lovelace);
    assertThat(banned.ban().orElseThrow().reason()).isEqualTo("floods the server");

    visit.the(AriaRole.BUTTON, "Unban lovelace").click();
    answer(visit, "Unban");
    assertThat(row(visit, lovelace)).containsText("member");
    assertThat(door.stands(lovelace).mayStay()).isTrue();
  }

  @Test
  void asksBeforeItActsAndTakesNoForAnAnswer() {
    Visit visit = operator(Window.LIGHT);
    visit.the(AriaRole.BUTTON, "Ban lovelace").click();
    assertThat(visit.page().locator("dialog")).isVisible();
    visit.press("Escape", 1);
    assertThat(visit.page().locator("dialog")).hasCount(0);
    assertThat(visit.focused()).isEqualTo("Ban lovelace");
    assertThat(door.stands(lovelace).mayStay()).isTrue();
  }

  @Test
  void followsWhatHappensAtTheDoor() {
    Visit visit = reader(Window.LIGHT);
    PeerKey fresh = door.waits(friends);
    assertThat(row(visit, fresh)).containsText("waits");
    assertThat(card(visit)).containsText("3 keys wait");
    // As the operator's command does it, at a terminal.
    door.desk().ban(fresh, "a stranger");
    assertThat(row(visit, fresh)).containsText("a stranger");
    scene.live.leaves(lovelace.text());
    assertThat(row(visit, lovelace)).not().containsText("through NAT");
  }

  @Test
  void letsTheOperatorNameAKeyThatWasNeverHere() {
    scene.live.admits(AdmissionMode.CLOSED);
    PeerKey invited = Identity.random().key();
    Visit visit = operator(Window.LIGHT);
    assertThat(card(visit)).containsText("Nobody new may join");
    visit.expectsError("400");
    visit.the(AriaRole.BUTTON, "Let a key in").click();
    visit.page().getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill("not a key");
    visit.press("Enter", 1);
    assertThat(visit.page().locator("dialog").getByRole(AriaRole.ALERT)).containsText("key");
    visit
        .page()
        .getByLabel("Key", new Page.GetByLabelOptions().setExact(true))
        .fill(invited.text());
    answer(visit, "Admit");
    assertThat(row(visit, invited)).containsText("member");
    assertThat(door.stands(invited).mayStay()).isTrue();
  }

  @Test
  void isFoundFromTheOverview() {
    Visit visit = BROWSER.visit(scene.address(), Window.LIGHT).open("/");
    visit
        .page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("2 keys wait for you"))
        .click();
    row(visit, early).waitFor();
    assertThat(card(visit).locator("h2")).isInViewport();
    visit.page().evaluate("() => scrollTo(0, 0)");
    visit.the(AriaRole.LINK, "2 keys wait to be let in").click();
    assertThat(card(visit).locator("h2")).isInViewport();
  }

  @Test
  void isUsedWithTheKeyboardAlone() {
    Visit visit = operator(Window.LIGHT);
    visit.tabTo("Admit " + early.text().substring(0, 12));
    visit.press("Enter", 1);
    visit.page().locator("dialog").waitFor();
    visit.tabTo("Admit");
    visit.press("Enter", 1);
    assertThat(row(visit, early)).containsText("member");
    assertThat(door.stands(early).mayStay()).isTrue();
    // The button has gone; the focus has not.
    assertThat(visit.focused()).isEqualTo("Ban " + early.text().substring(0, 12));
    visit.tabTo("Ban lovelace");
    visit.press("Enter", 1);
    visit.page().locator("dialog").waitFor();
    visit.page().keyboard().type("on a whim");
    visit.press("Enter", 1);
    assertThat(row(visit, lovelace)).containsText("on a whim");
  }

  @ParameterizedTest
  @EnumSource
  void isForEverybodyInEveryWindow(Window window) {
    Visit visit = operator(window);
    visit.isAccessible();
    visit.fitsItsWidth();
    button(visit, "Ban", early).click();
    visit.isAccessible();
    visit.fitsItsWidth();
  }
}
