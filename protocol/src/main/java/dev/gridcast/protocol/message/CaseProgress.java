package dev.gridcast.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * How far one of a client's cases is.
 *
 * @param lease the lease that is to be kept alive
 * @param progress how far the training is, or null before its first epoch
 */
public record CaseProgress(String lease, @Nullable Progress progress) {

  public CaseProgress {
    Checks.identity("lease", lease);
  }
}
