package dev.gridcast.server.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which cases are in which lane: one lane for each product, so that a lane's cases need the same of
 * a machine. Lanes are not grouped any further by their needs: needs may be changed between two
 * runs of an experiment, its products may not, and a lane must mean the same cases in both.
 */
final class Lanes {

  /** Where each product begins among all combinations, and the end of the last one. */
  private final long[] starts;

  private final List<CaseNeeds> needs;
  private final long size;
  private final @Nullable CaseSampling sampling;

  /**
   * @param size how many cases there are to run
   * @param sampling which combination a case is; null: that of its index
   */
  Lanes(long[] starts, List<CaseNeeds> needs, long size, @Nullable CaseSampling sampling) {
    this.starts = starts.clone();
    this.needs = List.copyOf(needs);
    this.size = size;
    this.sampling = sampling;
  }

  int count() {
    return needs.size();
  }

  CaseNeeds needs(int lane) {
    return needs.get(lane);
  }

  /** The lane of a case. */
  int of(long index) {
    long combination = combination(index);
    int found = Arrays.binarySearch(starts, combination);
    return found >= 0 ? found : -found - 2;
  }

  /** Which of all combinations a case is. */
  long combination(long index) {
    Objects.checkIndex(index, size);
    return sampling == null ? index : sampling.combination(index);
  }

  /** The first case of a lane from an index on; empty when there is no further one. */
  OptionalLong next(int lane, long from) {
    Objects.checkIndex(lane, needs.size());
    if (from < 0) {
      throw new IndexOutOfBoundsException("no case has the index " + from);
    }
    if (from >= size) {
      return OptionalLong.empty();
    }
    long least = starts[lane];
    long most = starts[lane + 1] - 1;
    if (sampling != null) {
      OptionalLong found = sampling.next(from, least, most);
      return found.isPresent() && found.getAsLong() < size ? found : OptionalLong.empty();
    }
    long index = Math.max(from, least);
    return index <= most && index < size ? OptionalLong.of(index) : OptionalLong.empty();
  }
}
