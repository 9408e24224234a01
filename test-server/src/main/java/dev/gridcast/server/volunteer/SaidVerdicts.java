package dev.gridcast.server.volunteer;

import java.util.ArrayList;
import java.util.List;

/**
 * The verdicts that were said on a connection and that may not have arrived: what is sent on a line
 * that has just died is lost, and nobody notices. When the client's heart has beaten twice since,
 * the line was good. Thread-safe.
 */
final class SaidVerdicts {

  private List<String> sinceLastBeat = new ArrayList<>();
  private List<String> before = new ArrayList<>();

  /** A verdict on this lease was said. */
  synchronized void said(String lease) {
    sinceLastBeat.add(lease);
  }

  /** A heartbeat came: the leases whose verdicts have certainly arrived, each told once. */
  synchronized List<String> beat() {
    List<String> arrived = before;
    before = sinceLastBeat;
    sinceLastBeat = new ArrayList<>();
    return arrived;
  }
}
