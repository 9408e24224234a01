package dev.gridcast.client.control;

import dev.gridcast.client.control.StatusReport.State;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What now holds, in one sentence or two; pure. */
final class Saying {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final ZoneId zone;

  Saying(ZoneId zone) {
    this.zone = zone;
  }

  String after(Order order, StatusReport now) {
    if (order instanceof Order.Pause) {
      return "Paused. " + held(now);
    } else if (order instanceof Order.Resume) {
      return resumed(now);
    } else if (order instanceof Order.Snooze) {
      return "Paused until " + clock(now.snoozedUntil(), now.at()) + ". " + held(now);
    } else if (order instanceof Order.StopAfterThisCase) {
      return ending(now);
    } else if (order instanceof Order.ReloadPreferences) {
      return "The preferences are in force." + waits(now);
    }
    return "";
  }

  private static String held(StatusReport now) {
    int cases = now.cases().size();
    return switch (cases) {
      case 0 -> "No case is in hand, and none will be taken.";
      case 1 -> "1 case is frozen.";
      default -> cases + " cases are frozen.";
    };
  }

  private static String resumed(StatusReport now) {
    return switch (now.state()) {
      case WORKING ->
          now.cases().size() == 1
              ? "Resumed: 1 case is in training."
              : "Resumed: " + now.cases().size() + " cases are in training.";
      case WAITING -> "Resumed: no case is in hand; the next one is asked for.";
      case CONNECTING -> "Resumed: there is no connection to the server at the moment.";
      case PAUSED -> "Your pause is over." + waits(now);
      case NO_RUNTIME -> "Your pause is over." + waits(now);
      case FINISHING -> "Resumed: the client ends after the cases in hand.";
      case STOPPING -> "The client is about to end: it takes no other case.";
      case NOT_RUNNING -> throw new IllegalStateException("a client that answers runs");
    };
  }

  private static String ending(StatusReport now) {
    int cases = now.cases().size();
    if (cases == 0) {
      return "The client ends: no case is in hand.";
    }
    String which = cases == 1 ? "the case in hand" : "the " + cases + " cases in hand";
    return now.state() == State.PAUSED
        ? "The client ends after " + which + "; at the moment it is paused, so resume it first."
        : "The client ends after " + which + ".";
  }

  private static String waits(StatusReport now) {
    boolean idle = now.state() == State.PAUSED || now.state() == State.NO_RUNTIME;
    return idle ? " The client does not train now: " + now.reason() + "." : "";
  }

  /** A time of this day, or with its date when it is another's; in the volunteer's own zone. */
  private String clock(@Nullable String until, String at) {
    if (until == null) {
      return "resumed";
    }
    ZonedDateTime then = Instant.parse(until).atZone(zone);
    ZonedDateTime now = Instant.parse(at).atZone(zone);
    return (then.toLocalDate().equals(now.toLocalDate()) ? TIME : DAY).format(then);
  }
}
