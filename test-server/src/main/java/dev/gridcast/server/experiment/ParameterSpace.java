package dev.gridcast.server.experiment;

import dev.gridcast.protocol.message.TrainerImages;
import dev.gridcast.trainer.work.CaseParameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The test cases of an experiment: one Cartesian product of ranges per model, behind one another,
 * of which nothing is ever written out. A case is decoded from its index in a time that depends on
 * the number of products and ranges only. Immutable, safe for many threads.
 */
public final class ParameterSpace {

  /** One range of a product: a parameter or the switch of a feature, and its values. */
  record Dimension(String name, ValueRange values) {}

  /**
   * One product.
   *
   * @param dimensions the last one varies fastest
   * @param needs what its cases need of a machine; nothing about which cases they are
   */
  record Block(List<Dimension> dimensions, CaseNeeds needs) {

    Block {
      dimensions = List.copyOf(dimensions);
    }

    /** One that any machine may train. */
    Block(List<Dimension> dimensions) {
      this(dimensions, CaseNeeds.NONE);
    }

    /**
     * How many combinations there are.
     *
     * @throws ArithmeticException if there are more than {@link Long#MAX_VALUE}
     */
    long combinations() {
      long product = 1;
      for (Dimension dimension : dimensions) {
        product = Math.multiplyExact(product, dimension.values().size());
      }
      return product;
    }

    Map<String, String> chosen(long combination) {
      String[] values = new String[dimensions.size()];
      long rest = combination;
      for (int i = values.length - 1; i >= 0; i--) {
        ValueRange range = dimensions.get(i).values();
        values[i] = range.at(rest % range.size());
        rest /= range.size();
      }
      Map<String, String> chosen = new LinkedHashMap<>();
      for (int i = 0; i < values.length; i++) {
        chosen.put(dimensions.get(i).name(), values[i]);
      }
      return chosen;
    }
  }

  /** Turns the values chosen for a case into the complete parameters of the case. */
  @FunctionalInterface
  interface CaseTemplate {
    Map<String, String> complete(Map<String, String> chosen);
  }

  private final List<Block> blocks;

  /** Where each block begins, and the end of the last one. */
  private final long[] starts;

  private final CaseTemplate template;
  private final ToDoubleFunction<Map<String, String>> work;
  private final String datasetSha256;
  private final Optional<String> trainerImage;
  private final long size;
  private final boolean spread;
  private final Lanes lanes;

  /**
   * @param blocks the products, in order, at least one; no two of them may have a case in common
   * @param work how much there is to do for the values chosen for a case
   * @param trainerImage what trains the cases, when it is not the built-in trainer: another image
   *     makes other cases
   * @param limit how many cases to run at most; if present, they are spread over all products
   * @throws ArithmeticException if there are more than {@link Long#MAX_VALUE} combinations
   */
  ParameterSpace(
      List<Block> blocks,
      CaseTemplate template,
      ToDoubleFunction<Map<String, String>> work,
      String datasetSha256,
      Optional<String> trainerImage,
      OptionalLong limit,
      long seed) {
    this.blocks = List.copyOf(blocks);
    this.starts = starts(blocks);
    this.template = template;
    this.work = work;
    this.datasetSha256 = datasetSha256;
    this.trainerImage = trainerImage;
    this.size = Math.min(combinations(), limit.orElse(Long.MAX_VALUE));
    this.spread = limit.isPresent();
    this.lanes =
        new Lanes(
            starts,
            blocks.stream().map(Block::needs).toList(),
            size,
            spread ? CaseSampling.of(combinations(), seed) : null);
  }

  private static long[] starts(List<Block> blocks) {
    long[] starts = new long[blocks.size() + 1];
    for (int i = 0; i < blocks.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], blocks.get(i).combinations());
    }
    return starts;
  }

  /** How many cases there are to run, at least 1. Indices go from 0 to {@code size() - 1}. */
  public long size() {
    return size;
  }

  /** How many combinations the ranges have; more than {@link #size()} if the cases are limited. */
  public long combinations() {
    return starts[starts.length - 1];
  }

  List<Block> blocks() {
    return blocks;
  }

  /**
   * The names of the parameters that take more than one value among the cases that have them, in
   * order.
   */
  public List<String> varyingNames() {
    Map<String, ValueRange> first = new LinkedHashMap<>();
    Map<String, Boolean> varies = new LinkedHashMap<>();
    for (Block block : blocks) {
      for (Dimension dimension : block.dimensions()) {
        ValueRange values = dimension.values();
        ValueRange before = first.putIfAbsent(dimension.name(), values);
        boolean differs = before != null && !before.at(0).equals(values.at(0));
        varies.merge(dimension.name(), differs || values.size() > 1, Boolean::logicalOr);
      }
    }
    return dimensionNames().stream().filter(name -> varies.getOrDefault(name, false)).toList();
  }

  /** The names of all parameters that a case may have, in the order of {@code parameters.csv}. */
  public List<String> names() {
    List<List<String>> orders = new ArrayList<>();
    for (Block block : blocks) {
      orders.add(List.copyOf(template.complete(block.chosen(0)).keySet()));
      orders.add(List.copyOf(template.complete(block.chosen(block.combinations() - 1)).keySet()));
    }
    orders.add(dimensionNames());
    return merged(orders);
  }

  private List<String> dimensionNames() {
    return merged(
        blocks.stream()
            .map(block -> block.dimensions().stream().map(Dimension::name).toList())
            .toList());
  }

  /** Each name once: those of all cases in canonical order, others behind as they come. */
  private static List<String> merged(List<List<String>> orders) {
    return orders.stream()
        .flatMap(List::stream)
        .distinct()
        .sorted(Comparator.comparingInt(ParameterSpace::place))
        .toList();
  }

  private static int place(String name) {
    int place = CaseParameters.NAMES.indexOf(name);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  /**
   * SHA-256 in hex of everything that decides which case stands under which index: the ranges of
   * all products, what their cases have in common, the dataset, and the order of a limited search.
   */
  String fingerprint() {
    TreeMap<String, String> identity = new TreeMap<>();
    identity.put("dataset-sha256", datasetSha256);
    trainerImage.ifPresent(image -> identity.put("trainer-image", TrainerImages.digest(image)));
    identity.put("order", spread ? "spread" : "all");
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      String name = "block." + i + ".";
      template.complete(block.chosen(0)).forEach((key, value) -> identity.put(name + key, value));
      for (int j = 0; j < block.dimensions().size(); j++) {
        Dimension dimension = block.dimensions().get(j);
        identity.put(name + "range." + j, dimension.name() + " " + dimension.values());
      }
    }
    return Digests.sha256(identity);
  }

  /**
   * All parameters of a case in the order of {@code parameters.csv}, {@code confirmation-from}
   * among them, which is for the server's own record and never sent. Not modifiable.
   *
   * @throws IndexOutOfBoundsException if there is no such case
   */
  public Map<String, String> decode(long index) {
    return Collections.unmodifiableMap(template.complete(chosen(index)));
  }

  private Map<String, String> chosen(long index) {
    int block = lanes.of(index);
    return blocks.get(block).chosen(lanes.combination(index) - starts[block]);
  }

  /**
   * How many lanes the cases fall into, at least 1: the cases of one lane need the same of a
   * machine. Which cases are in which lane depends on what {@link Experiment#fingerprint} covers
   * and on nothing else, so not on the needs.
   */
  public int lanes() {
    return lanes.count();
  }

  /**
   * What the cases of a lane need of a machine.
   *
   * @param lane from 0 to {@code lanes() - 1}
   */
  public CaseNeeds needs(int lane) {
    return lanes.needs(lane);
  }

  /**
   * The lane of a case.
   *
   * @throws IndexOutOfBoundsException if there is no such case
   */
  public int lane(long index) {
    return lanes.of(index);
  }

  /**
   * The first case of a lane from an index on, in a time that hardly depends on how far it is;
   * empty when no further case is in that lane.
   *
   * @param from at least 0, may be {@link #size()} or more
   */
  public OptionalLong next(int lane, long from) {
    return lanes.next(lane, from);
  }

  /**
   * How much there is to do for a case, to compare it with others: millions of multiply-adds of its
   * whole training as the engine {@code vector} does them; what another engine trains counts for
   * what it takes longer. 0 when nothing is trained.
   *
   * @throws IndexOutOfBoundsException if there is no such case
   */
  public double work(long index) {
    return work.applyAsDouble(chosen(index));
  }

  /**
   * Identity of a case: SHA-256 in hex of its parameters and the dataset. Features that are off do
   * not count, nor does the name of the experiment: a name or a switched-off feature changes
   * nothing about the result.
   *
   * @throws IndexOutOfBoundsException if there is no such case
   */
  public String caseId(long index) {
    return caseId(decode(index));
  }

  /** The same for a case that is decoded already. */
  public String caseId(Map<String, String> decoded) {
    TreeMap<String, String> identity = new TreeMap<>(decoded);
    identity.remove("experiment");
    identity
        .entrySet()
        .removeIf(e -> e.getKey().startsWith("feature.") && e.getValue().equals("off"));
    identity.put("dataset-sha256", datasetSha256);
    trainerImage.ifPresent(image -> identity.put("trainer-image", TrainerImages.digest(image)));
    return Digests.sha256(identity);
  }
}
