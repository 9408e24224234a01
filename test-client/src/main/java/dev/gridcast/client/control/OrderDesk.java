package dev.gridcast.client.control;

import dev.gridcast.client.control.StatusReport.State;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out orders, one at a time, wherever they come from; a question waits for nobody. */
final class OrderDesk {

  private static final Logger log = LoggerFactory.getLogger(OrderDesk.class);

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Controls controls;
  private final Saying saying;
  private final AtomicReference<@Nullable URI> page = new AtomicReference<>();

  OrderDesk(Controls controls, ZoneId zone) {
    this.controls = controls;
    this.saying = new Saying(zone);
  }

  /** Where the page is, from now on. */
  void page(@Nullable URI url) {
    page.set(url);
  }

  /** Never fails: what goes wrong becomes an answer that says so. */
  Answer answer(String line) {
    try {
      Order order = Order.parse(line);
      StatusReport now = order instanceof Order.Status ? controls.status() : obey(order);
      URI url = page.get();
      now = now.withPage(url == null ? null : url.toString());
      return new Answer(true, saying.after(order, now), now);
    } catch (OrderRefusedException e) {
      return Answer.refused(e.line());
    } catch (RuntimeException e) {
      log.error("an order failed: {}", line, e);
      return Answer.refused("the client failed at this order; its log says where: " + e);
    }
  }

  /**
   * Carries an order out and waits until it shows, so that the answer tells what now holds. What
   * does not show within the patience does not hold: a preference may stand against it.
   */
  private synchronized StatusReport obey(Order order) throws OrderRefusedException {
    StatusReport before = controls.status();
    carryOut(order);
    long start = System.nanoTime();
    StatusReport now = controls.status();
    while (!shows(order, before, now) && System.nanoTime() - start < PATIENCE.toNanos()) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      now = controls.status();
    }
    return now;
  }

  private static boolean shows(Order order, StatusReport before, StatusReport now) {
    if (now.state() == State.STOPPING) {
      return true;
    } else if (order instanceof Order.Pause || order instanceof Order.Snooze) {
      return now.state() == State.PAUSED;
    } else if (order instanceof Order.Resume) {
      return before.state() != State.PAUSED
          || now.state() != State.PAUSED
          || !Objects.equals(before.reason(), now.reason());
    }
    return !(order instanceof Order.StopAfterThisCase) || now.lastCases();
  }

  private void carryOut(Order order) throws OrderRefusedException {
    log.info("order {}", order);
    if (order instanceof Order.Pause) {
      controls.pause();
    } else if (order instanceof Order.Resume) {
      controls.resume();
    } else if (order instanceof Order.Snooze snooze) {
      controls.snooze(snooze.time());
    } else if (order instanceof Order.StopAfterThisCase) {
      controls.stopAfterThisCase();
    } else if (order instanceof Order.ReloadPreferences) {
      controls.reloadPreferences();
    }
  }
}
