package dev.gridcast.server.lease;

import java.util.Map;

/** The test cases of an experiment, by index, without any of them being kept. */
public interface CaseSource {

  /** How many cases there are. */
  long size();

  /** The complete parameters of a case, in order, from an index of 0 to {@code size() - 1}. */
  Map<String, String> parameters(long index);

  /** The identity of a case: SHA-256 in hex of its canonical parameters and the dataset. */
  String caseId(long index);
}
