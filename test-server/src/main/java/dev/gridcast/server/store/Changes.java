package dev.gridcast.server.store;

import java.util.Set;

/**
 * What one change of a store may have touched: at least everything that it did touch.
 *
 * @param cases indexes of cases
 * @param leases leases whose attempts, or results, changed
 * @param volunteers identities of volunteers
 */
public record Changes(Set<Long> cases, Set<String> leases, Set<String> volunteers) {

  public Changes {
    cases = Set.copyOf(cases);
    leases = Set.copyOf(leases);
    volunteers = Set.copyOf(volunteers);
  }

  /** Whether nothing that others could see was touched. */
  public boolean isEmpty() {
    return cases.isEmpty() && leases.isEmpty() && volunteers.isEmpty();
  }
}
