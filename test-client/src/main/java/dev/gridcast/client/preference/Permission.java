package dev.gridcast.client.preference;

/** Whether trainings may run right now. */
public sealed interface Permission {

  /** They may. */
  record Granted() implements Permission {}

  /**
   * They may not.
   *
   * @param reason for people, one line without a full stop, like "outside of the hours 22:00-07:00,
   *     again at 22:00"
   */
  record Refused(String reason) implements Permission {}
}
