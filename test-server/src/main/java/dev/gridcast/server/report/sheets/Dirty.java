package dev.gridcast.server.report.sheets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The cases that changed and are not in the sheet yet, the one that changed first at the front. It
 * remembers only so many; after that everything must be compared.
 */
final class Dirty {

  private final int most;
  private Set<Long> cases = new LinkedHashSet<>();
  private boolean overflowed;

  /**
   * @param most how many it remembers
   */
  Dirty(int most) {
    this.most = most;
  }

  void add(Collection<Long> changed) {
    cases.addAll(changed);
    forgetIfTooMany();
  }

  /** Gives back what was taken, in its order, as the oldest. */
  void putBack(Collection<Long> taken) {
    Set<Long> all = new LinkedHashSet<>(taken);
    all.addAll(cases);
    cases = all;
    forgetIfTooMany();
  }

  private void forgetIfTooMany() {
    if (cases.size() > most) {
      cases = new LinkedHashSet<>();
      overflowed = true;
    }
  }

  /** Whether it had to forget some since this was asked last. */
  boolean takeOverflow() {
    boolean was = overflowed;
    overflowed = false;
    return was;
  }

  /** The oldest, at most so many, for as long as they belong together with the first. */
  List<Long> take(int limit, LongPredicate together) {
    List<Long> taken = new ArrayList<>();
    Iterator<Long> oldest = cases.iterator();
    while (oldest.hasNext() && taken.size() < limit) {
      long index = oldest.next();
      if (!together.test(index)) {
        break;
      }
      taken.add(index);
      oldest.remove();
    }
    return taken;
  }

  /** The oldest, which stays; there must be one. */
  long first() {
    return cases.iterator().next();
  }

  int size() {
    return cases.size();
  }

  boolean isEmpty() {
    return cases.isEmpty();
  }
}
