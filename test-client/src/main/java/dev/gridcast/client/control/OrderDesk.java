package dev.gridcast.client.control;

import java.net.URI;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out orders, one at a time, wherever they come from; a question waits for nobody. */
final class OrderDesk {

  private static final Logger log = LoggerFactory.getLogger(OrderDesk.class);

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
      if (!(order instanceof Order.Status)) {
        carryOut(order);
      }
      URI url = page.get();
      StatusReport now = controls.status().withPage(url == null ? null : url.toString());
      return new Answer(true, saying.after(order, now), now);
    } catch (OrderRefusedException e) {
      return Answer.refused(e.line());
    } catch (RuntimeException e) {
      log.error("an order failed: {}", line, e);
      return Answer.refused("the client failed at this order; its log says where: " + e);
    }
  }

  private synchronized void carryOut(Order order) throws OrderRefusedException {
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
