package dev.gridcast.client.runtime;

import java.util.Optional;

/**
 * How a trainer ended.
 *
 * @param code its exit code, 128 and the number of the signal that killed it; -1 when nobody knows
 * @param killedFor what it was killed for by whoever watches its limits, in one line: "used more
 *     than 2.0 GiB of memory"; empty when it ended by itself or was asked to
 * @param placeGone whether the place where it ran went away under it, so that the case is not to
 *     blame
 */
public record TrainerExit(int code, Optional<String> killedFor, boolean placeGone) {

  /** It ended by itself, or because it was asked to. */
  public static TrainerExit of(int code) {
    return new TrainerExit(code, Optional.empty(), false);
  }

  /** It broke a limit and was killed. */
  public static TrainerExit killed(int code, String reason) {
    return new TrainerExit(code, Optional.of(reason), false);
  }

  /** The place where it ran is gone. */
  public static TrainerExit withItsPlace() {
    return new TrainerExit(-1, Optional.empty(), true);
  }
}
