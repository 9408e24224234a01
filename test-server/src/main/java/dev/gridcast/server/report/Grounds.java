package dev.gridcast.server.report;

import dev.gridcast.server.store.Confirmation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which results of a table nobody confirmed by a second training, and why they count all the same.
 *
 * @param unconfirmed ground to how many results count on it
 * @param marked whether those results are marked one by one; they are not when all of the table are
 *     alike
 */
record Grounds(Map<Confirmation, Integer> unconfirmed, boolean marked) {

  /** Stands behind the case of a result that nobody confirmed. */
  static final String MARK = "?";

  static Grounds of(List<Ranked> places) {
    Map<Confirmation, Integer> unconfirmed = new TreeMap<>();
    for (Ranked place : places) {
      place
          .confirmation()
          .filter(ground -> !ground.isConfirmed())
          .ifPresent(ground -> unconfirmed.merge(ground, 1, Integer::sum));
    }
    int of = unconfirmed.values().stream().mapToInt(Integer::intValue).sum();
    return new Grounds(unconfirmed, of > 0 && (of < places.size() || unconfirmed.size() > 1));
  }

  /** The case of a place, with room for the mark in all of them when one has it. */
  String testCase(Ranked place) {
    String mark = place.confirmation().isPresent() && !place.isConfirmed() ? MARK : " ";
    return place.caseIndex() + (marked ? mark : "");
  }

  /** One line ending in a line feed; empty when all are confirmed. */
  String legend() {
    if (unconfirmed.isEmpty()) {
      return "";
    }
    List<String> reasons = new ArrayList<>();
    unconfirmed.forEach((ground, count) -> reasons.add(count + " " + words(ground)));
    return (marked
            ? MARK + " measured by the server, but nobody trained it again: "
            : "measured by the server, but nobody trained these again: ")
        + reasons.stream().collect(Collectors.joining(", "))
        + "\n";
  }

  private static String words(Confirmation ground) {
    return switch (ground) {
      case TRUST -> "trusted";
      case ALONE -> "for want of others";
      case INCONCLUSIVE -> "undecided";
      case VOUCHED -> "vouched for";
      case WITNESS, SERVER, NOTHING_TRAINED -> "confirmed";
    };
  }
}
