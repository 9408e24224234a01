package dev.gridcast.client.preference;

/** Hears what the {@link Governor} decides, in order, one call at a time: be quick. */
public interface GovernorListener {

  /** Trainings may run from now on, or may not, or may not for another reason. */
  void onPermission(Permission permission);

  /** The preferences have changed while the client runs. */
  default void onPreferences(Preferences before, Preferences now) {}

  /** Something that a person should know, in one line. */
  void onNotice(String line);
}
