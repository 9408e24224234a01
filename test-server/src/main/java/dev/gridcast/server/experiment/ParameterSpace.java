package dev.gridcast.server.experiment;

import dev.gridcast.protocol.message.TrainerImages;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The test cases of an experiment: the Cartesian product of its ranges, of which nothing is ever
 * written out. A case is decoded from its index in a time that depends on the number of ranges
 * only. Immutable, safe for many threads.
 */
public final class ParameterSpace {

  /** One range of the product: a parameter or the switch of a feature, and its values. */
  record Dimension(String name, ValueRange values) {}

  /** Turns the values chosen for a case into the complete parameters of the case. */
  @FunctionalInterface
  interface CaseTemplate {
    Map<String, String> complete(Map<String, String> chosen);
  }

  private final List<Dimension> dimensions;
  private final CaseTemplate template;
  private final String datasetSha256;
  private final Optional<String> trainerImage;
  private final long combinations;
  private final long size;
  private final @Nullable CaseSampling sampling;

  /**
   * @param dimensions the last one varies fastest
   * @param trainerImage what trains the cases, when it is not the built-in trainer: another image
   *     makes other cases
   * @param limit how many cases to run at most; if present, they are spread over the product
   * @throws ArithmeticException if the product has more than {@link Long#MAX_VALUE} combinations
   */
  ParameterSpace(
      List<Dimension> dimensions,
      CaseTemplate template,
      String datasetSha256,
      Optional<String> trainerImage,
      OptionalLong limit,
      long seed) {
    this.dimensions = List.copyOf(dimensions);
    this.template = template;
    this.datasetSha256 = datasetSha256;
    this.trainerImage = trainerImage;
    this.combinations = product(dimensions);
    this.size = Math.min(combinations, limit.orElse(Long.MAX_VALUE));
    this.sampling = limit.isPresent() ? CaseSampling.of(combinations, seed) : null;
  }

  /**
   * @throws ArithmeticException if there are more than {@link Long#MAX_VALUE} combinations
   */
  static long product(List<Dimension> dimensions) {
    long product = 1;
    for (Dimension dimension : dimensions) {
      product = Math.multiplyExact(product, dimension.values().size());
    }
    return product;
  }

  /** How many cases there are to run, at least 1. Indices go from 0 to {@code size() - 1}. */
  public long size() {
    return size;
  }

  /** How many combinations the ranges have; more than {@link #size()} if the cases are limited. */
  public long combinations() {
    return combinations;
  }

  /** The parameters that take more than one value, with their ranges, in order. */
  List<Dimension> varying() {
    return dimensions.stream().filter(d -> d.values().size() > 1).toList();
  }

  /** The names of the parameters that take more than one value, in order. */
  public List<String> varyingNames() {
    return varying().stream().map(Dimension::name).toList();
  }

  /**
   * SHA-256 in hex of everything that decides which case stands under which index: the ranges, what
   * all cases have in common, the dataset, and the order of a limited search.
   */
  String fingerprint() {
    TreeMap<String, String> identity = new TreeMap<>(decode(0));
    identity.put("dataset-sha256", datasetSha256);
    trainerImage.ifPresent(image -> identity.put("trainer-image", TrainerImages.digest(image)));
    identity.put("order", sampling == null ? "all" : "spread");
    for (int i = 0; i < dimensions.size(); i++) {
      Dimension dimension = dimensions.get(i);
      identity.put("range." + i, dimension.name() + " " + dimension.values());
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
    Objects.checkIndex(index, size);
    long rest = sampling == null ? index : sampling.combination(index);
    String[] values = new String[dimensions.size()];
    for (int i = values.length - 1; i >= 0; i--) {
      ValueRange range = dimensions.get(i).values();
      values[i] = range.at(rest % range.size());
      rest /= range.size();
    }
    Map<String, String> chosen = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      chosen.put(dimensions.get(i).name(), values[i]);
    }
    return Collections.unmodifiableMap(template.complete(chosen));
  }

  /**
   * Identity of a case: SHA-256 in hex of its parameters and the dataset. Features that are off do
   * not count, nor does the name of the experiment: a name or a switched-off feature changes
   * nothing about the result.
   *
   * @throws IndexOutOfBoundsException if there is no such case
   */
  public String caseId(long index) {
    TreeMap<String, String> identity = new TreeMap<>(decode(index));
    identity.remove("experiment");
    identity
        .entrySet()
        .removeIf(e -> e.getKey().startsWith("feature.") && e.getValue().equals("off"));
    identity.put("dataset-sha256", datasetSha256);
    trainerImage.ifPresent(image -> identity.put("trainer-image", TrainerImages.digest(image)));
    return Digests.sha256(identity);
  }
}
