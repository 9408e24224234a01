package dev.gridcast.server.experiment;

import dev.gridcast.protocol.message.TrainerImages;
import dev.gridcast.server.experiment.ParameterSpace.Dimension;
import dev.gridcast.trainer.work.EngineChoice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The key {@code trainer}: a container image of the operator's own, with parameters that only it
 * understands.
 *
 * @param image the image, named by its content; empty for the built-in trainer
 * @param parameters the image's own parameters, under their names in {@code parameters.csv}
 */
record TrainerPlan(Optional<String> image, List<Dimension> parameters) {

  /** What {@code engine} may be. */
  private static final List<String> ENGINES =
      Arrays.stream(EngineChoice.values()).map(EngineChoice::key).toList();

  private static final List<String> KEYS = List.of("image", "parameters");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,39}");
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
  private static final int MAX_PARAMETERS = 32;
  private static final int MAX_TEXT = 200;

  static TrainerPlan read(Optional<Value> given) throws ExperimentException {
    if (given.isEmpty()) {
      return new TrainerPlan(Optional.empty(), List.of());
    }
    if (!given.get().isMapping() && !given.get().isList()) {
      throw given
          .get()
          .problem(
              Value.quoted(given.get().text())
                  + " stands where an image of your own would; a training engine is chosen by"
                  + " engine: "
                  + String.join(" or ", ENGINES));
    }
    Section section = given.get().section(KEYS);
    Value image =
        section.require(
            "image",
            "name the image by its content, like NAME@sha256:..., or remove trainer for the"
                + " built-in one");
    Optional<Value> parameters = section.find("parameters");
    return new TrainerPlan(
        Optional.of(pinned(image)),
        parameters.isPresent() ? ownParameters(parameters.get()) : List.of());
  }

  /** The key {@code engine}: what fits the networks. */
  static EngineChoice engine(Optional<Value> given) throws ExperimentException {
    String word = given.isPresent() ? given.get().choice(ENGINES) : EngineChoice.AUTO.key();
    return Arrays.stream(EngineChoice.values())
        .filter(choice -> choice.key().equals(word))
        .findFirst()
        .orElseThrow();
  }

  private static String pinned(Value value) throws ExperimentException {
    String image = value.text();
    if (TrainerImages.isPinned(image)) {
      return image;
    }
    if (image.contains("sha256:")) {
      throw value.problem(
          Value.quoted(image)
              + " is no image; write NAME@sha256: or sha256: with 64 hex digits behind, and no tag");
    }
    throw value.problem(
        Value.quoted(image)
            + " does not say which content it means, and a tag may mean another tomorrow; write"
            + " NAME@sha256:... as \"docker push\" prints it, or sha256:... as \"docker image"
            + " inspect --format '{{.Id}}' "
            + image
            + "\" prints it");
  }

  private static List<Dimension> ownParameters(Value value) throws ExperimentException {
    Map<String, Value> values =
        value.anySection("names of the image's own parameters, like depth: [1, 2]").values();
    if (values.size() > MAX_PARAMETERS) {
      throw value.problem(
          "there are " + values.size() + " parameters; at most " + MAX_PARAMETERS + " may be here");
    }
    List<Dimension> dimensions = new ArrayList<>();
    for (Map.Entry<String, Value> entry : values.entrySet()) {
      String name = entry.getKey();
      if (!NAME.matcher(name).matches()) {
        throw entry
            .getValue()
            .problem(
                "a parameter's name begins with a letter and has at most 40 of a-z, 0-9, - and .");
      }
      dimensions.add(new Dimension(OwnParameters.PREFIX + name, range(name, entry.getValue())));
    }
    return dimensions;
  }

  private static ValueRange range(String name, Value value) throws ExperimentException {
    return value.isMapping()
        ? RangeReader.read(new AnyNumber(name), value)
        : new ValueRange.Listed(List.copyOf(listed(value)));
  }

  /** Numbers in their one spelling, words as they are. */
  private static Set<String> listed(Value value) throws ExperimentException {
    Set<String> texts = new LinkedHashSet<>();
    for (Value item : value.listOrOne()) {
      String text = item.text();
      if (NUMBER.matcher(text).matches()) {
        BigDecimal number = item.number();
        RangeRule.requirePrecision(item, number, 0);
        text = ValueRange.canonical(number);
      }
      if (text.length() > MAX_TEXT) {
        throw item.problem(
            "has " + text.length() + " characters; a value may have " + MAX_TEXT + " at most");
      }
      if (!texts.add(text)) {
        throw item.problem(text + " is listed twice; remove one");
      }
    }
    return texts;
  }

  /** What a range of somebody else's parameter must be: only that image knows more. */
  private record AnyNumber(String key) implements RangeRule {

    @Override
    public boolean isNumber() {
      return true;
    }

    @Override
    public List<String> choices() {
      return List.of();
    }

    @Override
    public void check(Value where, BigDecimal number) throws ExperimentException {
      checkPrecision(where, number, 0);
    }

    @Override
    public void checkPrecision(Value where, BigDecimal number, int decimals)
        throws ExperimentException {
      RangeRule.requirePrecision(where, number, decimals);
    }
  }
}
