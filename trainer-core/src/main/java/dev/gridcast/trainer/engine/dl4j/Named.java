package dev.gridcast.trainer.engine.dl4j;

import java.util.Map;

/** Looking up what must be there. */
final class Named {

  private Named() {}

  /**
   * @throws IllegalStateException when there is nothing of that name
   */
  static <T> T in(Map<String, T> all, String name) {
    T found = all.get(name);
    if (found == null) {
      throw new IllegalStateException("no " + name + " among " + all.keySet());
    }
    return found;
  }
}
