package dev.gridcast.server.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.experiment.ParameterSpace.Block;
import dev.gridcast.server.experiment.ParameterSpace.Dimension;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Each case is in one lane, and a lane finds its own cases, all of them, in order. */
class LanesTest {

  @Property(tries = 200)
  void aLaneFindsItsCasesInOrderAndNoOthers(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 60) Integer> sizes,
      @ForAll long seed,
      @ForAll @LongRange(min = 0, max = 300) long limit) {
    ParameterSpace space =
        space(
            sizes.stream().map(Integer::longValue).toList(),
            limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit),
            seed);

    assertThat(space.lanes()).isEqualTo(sizes.size());
    for (int lane = 0; lane < space.lanes(); lane++) {
      int wanted = lane;
      List<Long> found = new ArrayList<>();
      for (OptionalLong next = space.next(lane, 0);
          next.isPresent();
          next = space.next(lane, next.getAsLong() + 1)) {
        found.add(next.getAsLong());
      }
      assertThat(found)
          .containsExactlyElementsOf(
              LongStream.range(0, space.size())
                  .filter(index -> space.lane(index) == wanted)
                  .boxed()
                  .toList());
      assertThat(found)
          .allSatisfy(
              index -> assertThat(space.decode(index).get("model")).isEqualTo("m" + wanted));
    }
  }

  @Property(tries = 200)
  void amongMoreCasesThanAnybodyCanCountTheNextOneIsOfTheLane(
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE / 2) long one,
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE / 2) long other,
      @ForAll long seed,
      @ForAll @LongRange(min = 0) long from) {
    ParameterSpace space = space(List.of(one, other), OptionalLong.of(Long.MAX_VALUE), seed);
    long start = from % space.size();

    OptionalLong first = space.next(0, start);
    OptionalLong second = space.next(1, start);

    first.ifPresent(index -> assertThat(space.lane(index)).isZero());
    second.ifPresent(index -> assertThat(space.lane(index)).isOne());
    long here = space.lane(start) == 0 ? first.orElseThrow() : second.orElseThrow();
    assertThat(here).as("a case is the first from itself on").isEqualTo(start);
    OptionalLong there = space.lane(start) == 0 ? second : first;
    if (there.isPresent()) {
      assertThat(space.lane(there.getAsLong() - 1))
          .as("the one before is in the other lane")
          .isEqualTo(space.lane(start));
    }
  }

  @Test
  void aRareModelIsFoundBehindTenMillionCasesOfAnother() throws Exception {
    String yaml =
        """
        name: t
        data: {synthetic: {rows: 400}}
        models:
          - model: lstm
            learning-rate: {from: 0.000001, to: 1, step: 0.000001}
            units: {from: 1, to: 10, step: 1}
          - {model: persistence, needs: {memory: 1GiB}}
        """;
    ParameterSpace all = parse(yaml).space();
    ParameterSpace some = parse(yaml + "limits: {cases: 9999999}\n").space();

    assertThat(all.next(1, 0)).hasValue(10_000_000);
    assertThat(all.next(1, 10_000_001)).isEmpty();
    assertThat(all.next(0, 10_000_000)).isEmpty();
    OptionalLong rare = some.next(1, 0);
    assertThat(rare).isPresent();
    assertThat(some.decode(rare.getAsLong())).containsEntry("model", "persistence");
    assertThat(some.next(1, rare.getAsLong() + 1)).isEmpty();
  }

  @Test
  void aLaneThatIsNoneIsRefused() {
    ParameterSpace space = space(List.of(3L, 4L), OptionalLong.empty(), 1);

    assertThatThrownBy(() -> space.next(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> space.next(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> space.lane(7)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(space.next(1, 7)).isEmpty();
  }

  private static Experiment parse(String yaml) throws ExperimentException {
    return ExperimentFile.parse(yaml, Path.of("exp.yaml"));
  }

  private static ParameterSpace space(List<Long> sizes, OptionalLong limit, long seed) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      blocks.add(
          new Block(
              List.of(
                  new Dimension("model", ValueRange.Listed.of("m" + i)),
                  new Dimension(
                      "x",
                      new ValueRange.Stepped(BigDecimal.ZERO, BigDecimal.ONE, sizes.get(i))))));
    }
    return new ParameterSpace(
        blocks, chosen -> chosen, chosen -> 0, "sha", Optional.empty(), limit, seed);
  }
}
