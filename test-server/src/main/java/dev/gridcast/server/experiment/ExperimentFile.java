package dev.gridcast.server.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gridcast.server.experiment.ParameterSpace.Dimension;
import dev.gridcast.trainer.sample.SampleException;
import dev.gridcast.trainer.work.CaseParameters;
import dev.gridcast.trainer.work.CaseScorer;
import dev.gridcast.trainer.work.ParametersException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the YAML file that describes an experiment, and everything that follows from it. {@code
 * docs/experiments.md} says what may be written there.
 */
public final class ExperimentFile {

  private static final List<String> KEYS =
      List.of(
          "name",
          "data",
          "labels",
          "target",
          "reference",
          "features",
          "parameters",
          "split",
          "seed",
          "trainer",
          "limits");

  private static final long STANDARD_SEED = 1;

  private ExperimentFile() {}

  /**
   * Reads the file and its data.
   *
   * @throws ExperimentException one line that says what is wrong, where, and what to do
   */
  public static Experiment load(Path file) throws ExperimentException {
    if (!Files.isRegularFile(file)) {
      throw new ExperimentException(
          file
              + ": there is no such file; give the path of an experiment, like examples/demo.yaml");
    }
    byte[] bytes;
    try {
      long size = Files.size(file);
      if (size > 4L * YamlText.MAX_CHARACTERS) {
        throw new ExperimentException(
            file + ":1: the file has " + size + " bytes, far too many; is it the data file?");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ExperimentException(file + ": cannot be read: " + e, e);
    }
    return parse(decode(bytes, file), file);
  }

  private static String decode(byte[] bytes, Path file) throws ExperimentException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return UTF_8.newDecoder().decode(in).toString();
    } catch (CharacterCodingException e) {
      int line = 1;
      // The decoder leaves the buffer at what it could not read.
      for (int i = 0; i < in.position() && i < bytes.length; i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new ExperimentException(
          file + ":" + line + ": the file is not UTF-8 text; save it as UTF-8", e);
    }
  }

  /**
   * Like {@link #load}, from text that is already there.
   *
   * @param source the file the text came from or would have: names it in messages, and relative
   *     data files are looked up beside it
   */
  public static Experiment parse(String specification, Path source) throws ExperimentException {
    String text = specification.startsWith("\uFEFF") ? specification.substring(1) : specification;
    Value root = new Value(source.toString(), 1, "", YamlText.parse(text, source.toString()));
    Section top = root.section(KEYS);
    String name = top.require("name", "write a name for the experiment, like name: demo").text();
    Optional<Value> seedValue = top.find("seed");
    long seed =
        seedValue.isPresent()
            ? seedValue.get().whole(Long.MIN_VALUE, Long.MAX_VALUE)
            : STANDARD_SEED;
    TrainerPlan trainer = TrainerPlan.read(top.find("trainer"));
    Limits limits = LimitsReader.read(top.find("limits"));
    Split split = Split.read(top.find("split"));
    Map<ParameterKind, ValueRange> ranges = ranges(top);

    DataSection data =
        DataSection.read(
            top.require("data", "write data: with the file that holds the prices"), source, seed);
    TargetPlan target = TargetPlan.read(top, data.source());
    List<FeatureSwitch> features = FeatureSwitch.read(top, data.source());
    List<Dimension> dimensions = dimensions(top, ranges, features, trainer);

    long leadRows = largest(ranges.getOrDefault(ParameterKind.LAGS, ParameterKind.LAGS.standard()));
    DatasetBuilder.Built built =
        new DatasetBuilder(data, target, features).build(split, leadRows, lagsValue(top));
    ExperimentDataset dataset = built.dataset();
    CaseParameterWriter writer =
        new CaseParameterWriter(
            name,
            data.asset(),
            dataset.timeframe(),
            target,
            features,
            leadRows,
            seed,
            dataset.validationFrom(),
            dataset.confirmationFrom());
    ParameterSpace space =
        new ParameterSpace(
            dimensions, writer, dataset.sha256(), trainer.image(), limits.cases(), seed);
    CaseScorer judge = rehearse(source, data, writer, dimensions, dataset);
    List<String> description =
        new ExperimentDescription(
                name, trainer, data, target, features, limits, space, built, judge)
            .lines();
    return new Experiment(name, specification, trainer, seed, limits, space, dataset, description);
  }

  private static Map<ParameterKind, ValueRange> ranges(Section top) throws ExperimentException {
    Map<ParameterKind, ValueRange> ranges = new EnumMap<>(ParameterKind.class);
    List<String> keys = new ArrayList<>();
    for (ParameterKind kind : ParameterKind.values()) {
      keys.add(kind.key());
      ranges.put(kind, kind.standard());
    }
    Optional<Value> given = top.find("parameters");
    if (given.isEmpty()) {
      return ranges;
    }
    Section section = given.get().section(keys);
    for (ParameterKind kind : ParameterKind.values()) {
      Optional<Value> value = section.find(kind.key());
      if (value.isPresent()) {
        ranges.put(kind, RangeReader.read(kind, value.get()));
      }
    }
    return ranges;
  }

  /** What to blame for lags that are too many, even where they are not written. */
  private static Value lagsValue(Section top) throws ExperimentException {
    Value parameters = top.find("parameters").orElse(top.owner());
    return parameters
        .anySection("")
        .find(ParameterKind.LAGS.key())
        .orElse(
            new Value(
                parameters.source(), parameters.line(), "parameters.lags", parameters.node()));
  }

  private static List<Dimension> dimensions(
      Section top,
      Map<ParameterKind, ValueRange> ranges,
      List<FeatureSwitch> features,
      TrainerPlan trainer)
      throws ExperimentException {
    List<Dimension> dimensions = new ArrayList<>();
    ranges.forEach((kind, range) -> dimensions.add(new Dimension(kind.key(), range)));
    features.forEach(feature -> dimensions.add(feature.dimension()));
    dimensions.addAll(trainer.parameters());
    try {
      ParameterSpace.product(dimensions);
    } catch (ArithmeticException e) {
      throw top.find("parameters")
          .orElse(top.owner())
          .problem("the ranges multiply to more than " + Long.MAX_VALUE + " cases; narrow some", e);
    }
    return dimensions;
  }

  private static long largest(ValueRange lags) {
    long largest = 0;
    for (long i = 0; i < lags.size(); i++) {
      largest = Math.max(largest, Long.parseLong(lags.at(i)));
    }
    return largest;
  }

  /**
   * Prepares the case with the largest lags and every feature just as it will be judged: what
   * cannot be judged is refused now, not when the first result comes back.
   */
  private static CaseScorer rehearse(
      Path source,
      DataSection data,
      CaseParameterWriter writer,
      List<Dimension> dimensions,
      ExperimentDataset dataset)
      throws ExperimentException {
    try {
      Map<String, String> fullest = writer.fullest(dimensions);
      return CaseScorer.of(CaseParameters.of(fullest), dataset.full());
    } catch (SampleException e) {
      throw new ExperimentException(data.source().name() + ": " + e.getMessage(), e);
    } catch (ParametersException e) {
      throw new ExperimentException(source + ":1: " + e.getMessage(), e);
    }
  }
}
