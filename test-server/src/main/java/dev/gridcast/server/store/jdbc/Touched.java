package dev.gridcast.server.store.jdbc;

import dev.gridcast.server.store.Changes;
import java.util.HashSet;
import java.util.Set;

/** What one change has touched so far, to be told once it is durable. */
final class Touched {

  private final Set<Long> cases = new HashSet<>();
  private final Set<String> leases = new HashSet<>();
  private final Set<String> volunteers = new HashSet<>();

  void testCase(long index) {
    cases.add(index);
  }

  void lease(String lease) {
    leases.add(lease);
  }

  void volunteer(String id) {
    volunteers.add(id);
  }

  Changes changes() {
    return new Changes(cases, leases, volunteers);
  }
}
