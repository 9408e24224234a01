package dev.gridcast.server.web;

import dev.gridcast.server.admission.AdmissionMode;
import dev.gridcast.server.lease.Counts;
import dev.gridcast.server.volunteer.FailureLogs;
import dev.gridcast.server.volunteer.VolunteerRoom.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the dashboard shows that is in no store. Thread-safe, and cheap enough to be asked often.
 */
public interface Live {

  /** How many cases are where. */
  Counts counts();

  /** Who is connected, and what each runs. */
  List<Presence> present();

  /** The error of persistence on the confirmation range, in price units. */
  double persistenceRmse();

  /** How long the rest takes, as far as can be told. */
  Optional<Duration> timeLeft();

  /** Who may join; empty where no server runs. */
  default Optional<AdmissionMode> admission() {
    return Optional.empty();
  }

  /** How often what happened at the door, by a word for each; empty where nothing is counted. */
  default Map<String, Long> signalling() {
    return Map.of();
  }

  /** The MQTT brokers at which volunteers may knock; empty where there are none. */
  default List<Broker> brokers() {
    return List.of();
  }

  /**
   * How it stands with a broker.
   *
   * @param address its URL, without a user
   * @param listening whether requests arrive from it
   * @param trouble why not, in a line for people; empty while it listens
   * @param answered requests that got an answer since the start
   * @param dropped what was too large, no request, or too much at once
   */
  record Broker(String address, boolean listening, String trouble, long answered, long dropped) {}

  /** The logs of failed cases, beside the ends of them that the store keeps. */
  FailureLogs failureLogs();

  /** What is out of order and needs a person. */
  List<Fault> faults();

  /**
   * Something out of order.
   *
   * @param kind of what: {@code STORE}, {@code SHEETS}
   * @param text one line for people, without a secret
   */
  record Fault(Kind kind, String text) {

    /** Of what. */
    public enum Kind {
      /** The store does not answer, or refuses. */
      STORE,
      /** The mirror in Google Sheets is behind or stands still. */
      SHEETS
    }
  }
}
