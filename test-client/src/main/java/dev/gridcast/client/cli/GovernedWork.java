package dev.gridcast.client.cli;

import dev.gridcast.client.preference.Allotment;
import dev.gridcast.client.preference.GovernorListener;
import dev.gridcast.client.preference.Key;
import dev.gridcast.client.preference.Permission;
import dev.gridcast.client.preference.Preferences;
import dev.gridcast.client.work.WorkLoop;
import dev.gridcast.protocol.peer.RateLimits;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the governor decides, and tells the person. */
final class GovernedWork implements GovernorListener {

  private static final Logger log = LoggerFactory.getLogger(GovernedWork.class);

  private final WorkLoop work;
  private final Screen screen;
  private final RateLimits limits;
  private final Allotment allotment;

  /**
   * @param allotment what trainings were given at the start; more of them than it says would not
   *     have the memory
   */
  GovernedWork(WorkLoop work, Screen screen, RateLimits limits, Allotment allotment) {
    this.work = work;
    this.screen = screen;
    this.limits = limits;
    this.allotment = allotment;
  }

  @Override
  public void onPermission(Permission permission) {
    // The loop tells the person when it has carried it out.
    if (permission instanceof Permission.Refused refused) {
      work.forbid(refused.reason());
    } else {
      work.allow();
    }
  }

  @Override
  public void onPreferences(Preferences before, Preferences now) {
    limit(limits, now);
    List<String> later = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (Key key : Key.values()) {
      boolean same = before.settings().get(key).text().equals(now.settings().get(key).text());
      if (!same) {
        (key.live() ? changed : later).add(key.word());
      }
    }
    if (!changed.isEmpty()) {
      say("The preferences have changed: " + String.join(", ", changed) + ".");
    }
    if (!later.isEmpty()) {
      say("Changed, but only from the next start on: " + String.join(", ", later) + ".");
    }
    if (changed.contains(Key.PARALLEL.word())) {
      int wanted = now.parallel().orElse(allotment.parallel());
      work.parallelCases(Math.min(wanted, allotment.parallel()));
      if (wanted > allotment.parallel()) {
        say(
            "More than "
                + allotment.parallel()
                + " trainings at a time need a new start: memory was divided among so many.");
      }
    }
  }

  @Override
  public void onNotice(String line) {
    say(line);
  }

  /** Sets the limits of the network to what the preferences say. */
  static void limit(RateLimits limits, Preferences preferences) {
    limits.receiveAtMost(preferences.downloadBytesPerSecond().orElse(RateLimits.UNLIMITED));
    limits.sendAtMost(preferences.uploadBytesPerSecond().orElse(RateLimits.UNLIMITED));
  }

  private void say(String line) {
    log.info("{}", line);
    screen.line(line);
  }
}
