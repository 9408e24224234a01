package dev.gridcast.server.lease;

import java.util.Map;
import java.util.OptionalLong;

/**
 * The test cases of an experiment, by index, without any of them being kept. They fall into lanes,
 * numbered from 0: the cases of a lane need the same of a machine, and are handed out in order.
 */
public interface CaseSource {

  /** How many cases there are. */
  long size();

  /** The complete parameters of a case, in order, from an index of 0 to {@code size() - 1}. */
  Map<String, String> parameters(long index);

  /** The identity of a case: SHA-256 in hex of its canonical parameters and the dataset. */
  String caseId(long index);

  /** How many lanes there are, at least 1. */
  default int lanes() {
    return 1;
  }

  /** What the cases of a lane need. */
  default Needs needs(int lane) {
    return Needs.NOTHING;
  }

  /**
   * The first case of a lane at {@code from} or behind it; empty when there is none.
   *
   * @param from an index from 0
   */
  default OptionalLong next(int lane, long from) {
    return from < size() ? OptionalLong.of(from) : OptionalLong.empty();
  }

  /**
   * How much there is to do for a case, in millions of multiply-adds; 0 when there is nothing to
   * train. Cases are compared by it, so only its proportions matter.
   */
  default double work(long index) {
    return 0;
  }

  /** All of a case at once, where that is cheaper than one after the other. */
  default NewCase describe(long index) {
    return new NewCase(caseId(index), parameters(index), work(index));
  }
}
