package dev.gridcast.server.experiment;

import dev.gridcast.trainer.work.EngineChoice;
import java.util.List;
import java.util.Optional;

/** An experiment, checked and ready to run. Immutable. Made by {@link ExperimentFile}. */
public final class Experiment {

  private final String name;
  private final String specification;
  private final TrainerPlan trainer;
  private final EngineChoice engine;
  private final long seed;
  private final Limits limits;
  private final boolean audits;
  private final ParameterSpace space;
  private final ExperimentDataset dataset;
  private final List<String> description;
  private final Optional<SheetsPlan> sheets;

  Experiment(
      String name,
      String specification,
      TrainerPlan trainer,
      EngineChoice engine,
      long seed,
      Limits limits,
      boolean audits,
      ParameterSpace space,
      ExperimentDataset dataset,
      List<String> description,
      Optional<SheetsPlan> sheets) {
    this.name = name;
    this.specification = specification;
    this.trainer = trainer;
    this.engine = engine;
    this.seed = seed;
    this.limits = limits;
    this.audits = audits;
    this.space = space;
    this.dataset = dataset;
    this.description = List.copyOf(description);
    this.sheets = sheets;
  }

  /** What the operator calls it. */
  public String name() {
    return name;
  }

  /** The text of the experiment file, as it was read. */
  public String specification() {
    return specification;
  }

  /** The training engine that volunteers are to use. */
  public EngineChoice engine() {
    return engine;
  }

  /**
   * The operator's own container image that trains the cases, named by its content as {@link
   * dev.gridcast.protocol.message.TrainerImages} says; empty for the built-in trainer.
   */
  public Optional<String> trainerImage() {
    return trainer.image();
  }

  /** Where all randomness of the experiment starts. */
  public long seed() {
    return seed;
  }

  /** How much it may cost. */
  public Limits limits() {
    return limits;
  }

  /**
   * Whether trainings are audited by other volunteers' trainings of the same cases, which is the
   * default. Without it every volunteer is taken to be the operator's own: what comes back is
   * scored, and nobody checks that it was trained as asked.
   */
  public boolean audits() {
    return audits;
  }

  /** The test cases. */
  public ParameterSpace space() {
    return space;
  }

  /** The table that all cases share. */
  public ExperimentDataset dataset() {
    return dataset;
  }

  /** Where the results are mirrored in Google Sheets, if they are. */
  public Optional<SheetsPlan> sheets() {
    return sheets;
  }

  /**
   * Identifies what is asked, not how it is written: two files with the same fingerprint have the
   * same cases under the same indices and in the same lanes, so a store may go on with either.
   * SHA-256 in hex. Needs and verification do not count, nor do limits, unless they first begin or
   * cease to limit the cases, which renumbers them.
   */
  public String fingerprint() {
    return space.fingerprint();
  }

  /**
   * What will be run, in a few lines for people: the data and its ranges, the labels, the features,
   * what varies, and the exact number of cases.
   */
  public List<String> describe() {
    return description;
  }
}
