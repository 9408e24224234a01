package dev.gridcast.server.simulator;

/** Why the time of a training was lost, or spent twice. */
enum Fault {
  /** Somebody else had to train the same to see whether a result is true. */
  AUDIT("audits"),
  /** Somebody else was faster, or the case had ended otherwise. */
  SUPERSEDED("superseded"),
  /** The result was false. */
  LIE("lies"),
  /** The result was true, and does not count. */
  WRONGLY_REJECTED("true results that were rejected"),
  /** The case crashes wherever it is trained. */
  BAD_CASE("broken cases"),
  /** Everything crashes on that machine. */
  BAD_MACHINE("broken machines"),
  /** The volunteer was gone without a word. */
  VANISHED("vanished volunteers"),
  /** The volunteer's machine was switched off. */
  LEFT("machines switched off"),
  /** The training took longer than a case may. */
  TIME_LIMIT("time limits"),
  /** The case was taken back, or given up, meanwhile. */
  LOST_LEASE("leases lost on the line"),
  /** What became of it was not settled when the simulation ended. */
  UNSETTLED("not settled at the end");

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  /** What it is called in reports. */
  String words() {
    return words;
  }
}
