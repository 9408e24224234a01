package dev.gridcast.server.lease;

import dev.gridcast.server.store.CaseOffer;
import dev.gridcast.server.store.CaseRow;
import dev.gridcast.server.store.CaseState;
import dev.gridcast.server.store.StoreWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The lanes of an experiment, and the cases of them that nobody has had yet. */
final class Lanes {

  private final CaseSource cases;
  private final Foresight foresight;

  /** Lanes whose cases need the same, those that need most first. */
  private final List<Group> groups;

  /** Some lanes, ascending, and what all of them need. */
  private record Group(Needs needs, List<Integer> lanes) {}

  Lanes(CaseSource cases) {
    this.cases = cases;
    this.foresight = new Foresight(cases);
    List<Group> found = new ArrayList<>();
    IntStream.range(0, cases.lanes())
        .forEach(
            lane -> {
              Needs needs = cases.needs(lane);
              Optional<Group> same =
                  found.stream().filter(group -> group.needs().equals(needs)).findFirst();
              same.orElseGet(
                      () -> {
                        Group group = new Group(needs, new ArrayList<>());
                        found.add(group);
                        return group;
                      })
                  .lanes()
                  .add(lane);
            });
    found.sort((one, other) -> Needs.HARDEST_FIRST.compare(one.needs(), other.needs()));
    this.groups = List.copyOf(found);
  }

  /** Readies what is likely to be taken next; best before a change, not within it. */
  void lookAhead() {
    foresight.lookAhead();
  }

  Needs needs(int lane) {
    return cases.needs(lane);
  }

  /** Those of some lanes that a machine can do, in the order in which they are served. */
  List<Integer> fitting(Capabilities capabilities, List<Integer> among) {
    return groups.stream()
        .filter(group -> capabilities.meet(group.needs()))
        .flatMap(group -> group.lanes().stream())
        .filter(among::contains)
        .toList();
  }

  /** An index beyond all cases that were ever leased; most below it were, where lanes are few. */
  long frontier(StoreWriter writer) {
    return writer.lanePositions(cases.lanes()).stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Takes the next case that nobody has had yet; it is leased from now on. */
  Optional<CaseRow> takeFresh(StoreWriter writer, Capabilities capabilities) {
    for (Group group : groups) {
      if (capabilities.meet(group.needs())) {
        Optional<CaseRow> fresh = takeFresh(writer, group);
        if (fresh.isPresent()) {
          return fresh;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<CaseRow> takeFresh(StoreWriter writer, Group group) {
    if (group.lanes().size() == 1) {
      return takeFresh(writer, group.lanes().get(0));
    }
    int first = -1;
    long lowest = Long.MAX_VALUE;
    List<Long> positions = writer.lanePositions(cases.lanes());
    for (int lane : group.lanes()) {
      OptionalLong next = cases.next(lane, positions.get(lane));
      if (next.isPresent() && next.getAsLong() < lowest) {
        lowest = next.getAsLong();
        first = lane;
      }
    }
    return first < 0 ? Optional.empty() : takeFresh(writer, first);
  }

  private Optional<CaseRow> takeFresh(StoreWriter writer, int lane) {
    OptionalLong next = cases.next(lane, writer.lanePosition(lane));
    if (next.isEmpty()) {
      return Optional.empty();
    }
    long index = next.getAsLong();
    NewCase found = foresight.take(index);
    CaseRow fresh =
        new CaseRow(
            index,
            found.caseId(),
            found.parameters(),
            lane,
            found.work(),
            CaseState.LEASED,
            CaseOffer.NONE,
            0,
            0);
    writer.insertCase(fresh);
    writer.moveLane(lane, index + 1);
    return Optional.of(fresh);
  }

  /** What cases need that are left for somebody but that a machine cannot do, if there are any. */
  Optional<Needs> beyond(StoreWriter writer, Capabilities capabilities) {
    List<Group> unfit = groups.stream().filter(group -> !capabilities.meet(group.needs())).toList();
    if (unfit.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> offered = new ArrayList<>(writer.offeredLanes(CaseOffer.AGAIN));
    offered.addAll(writer.offeredLanes(CaseOffer.WITNESS));
    List<Long> positions = writer.lanePositions(cases.lanes());
    return unfit.stream()
        .filter(
            group ->
                group.lanes().stream()
                    .anyMatch(
                        lane ->
                            offered.contains(lane)
                                || cases.next(lane, positions.get(lane)).isPresent()))
        .map(Group::needs)
        .findFirst();
  }
}
