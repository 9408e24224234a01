package dev.gridcast.server.web;

import dev.gridcast.server.store.ChangeFeed;
import dev.gridcast.server.store.StoreException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what the pages show, and tells those who follow when it has changed: at once, but never
 * more than once a second. Does next to nothing while nobody follows.
 */
final class EventPump implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventPump.class);

  private static final Duration ROUND = Duration.ofSeconds(1);

  private final EventHub hub;
  private final OverviewDesk overviews;
  private final VolunteerDesk volunteers;
  private final MemberView members;
  private final ChangeFeed feed;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "dashboard-events");
  private @Nullable Overview lastOverview;
  private byte @Nullable [] lastVolunteers;
  private byte @Nullable [] lastMembers;

  private EventPump(
      House house,
      EventHub hub,
      OverviewDesk overviews,
      VolunteerDesk volunteers,
      MemberView members) {
    this.hub = hub;
    this.overviews = overviews;
    this.volunteers = volunteers;
    this.members = members;
    this.feed = ChangeFeed.of(house.store());
  }

  static EventPump start(
      House house,
      EventHub hub,
      OverviewDesk overviews,
      VolunteerDesk volunteers,
      MemberView members) {
    EventPump pump = new EventPump(house, hub, overviews, volunteers, members);
    pump.thread.setDaemon(true);
    pump.thread.start();
    return pump;
  }

  private void run() {
    try {
      do {
        round();
      } while (!closed.await(ROUND.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("the events end");
    }
  }

  private void round() throws InterruptedException {
    try {
      ChangeFeed.Changed changed = feed.await(ROUND);
      overviews.look(); // the throughput counts also when nobody follows
      if (hub.size() == 0) {
        return;
      }
      if (!changed.cases().isEmpty()) {
        hub.publish("leases", Json.bytes(Map.of()));
      }
      tellOverview();
      tellVolunteers();
      tellMembers();
    } catch (StoreException e) {
      LOG.warn("the pages are not told what changed: {}", e.toString());
    } catch (RuntimeException e) {
      LOG.error("a round of events failed; the next one may not", e);
    }
  }

  private void tellOverview() {
    Overview now = overviews.anew();
    Overview last = lastOverview;
    if (last == null || !now.timeless().equals(last.timeless())) {
      lastOverview = now;
      hub.publish("overview", Json.bytes(now));
    }
  }

  private void tellVolunteers() {
    byte[] now = Json.bytes(volunteers.everybody());
    if (!Arrays.equals(now, lastVolunteers)) {
      lastVolunteers = now;
      hub.publish("volunteers", now);
    }
  }

  private void tellMembers() {
    byte[] now = Json.bytes(members.everybody());
    if (!Arrays.equals(now, lastMembers)) {
      lastMembers = now;
      hub.publish("members", now);
    }
  }

  /** Stops watching. */
  @Override
  public void close() {
    closed.countDown();
    feed.close();
    thread.interrupt();
    try {
      thread.join(ROUND.toMillis() * 5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
