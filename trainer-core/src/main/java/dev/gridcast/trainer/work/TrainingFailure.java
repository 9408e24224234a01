package dev.gridcast.trainer.work;

/** Why there is no model: the whole family. */
public sealed interface TrainingFailure {

  /** One word for programs, the same in every release. */
  String kind();

  /** One line for people: what was wrong, the value, where, what to do. */
  String reason();

  /** {@code parameters.csv} is missing, or describes no case that this series can serve. */
  record BadParameters(String reason) implements TrainingFailure {
    @Override
    public String kind() {
      return "bad-parameters";
    }
  }

  /** {@code time-series.csv} is missing, or is no table. */
  record BadSeries(String reason) implements TrainingFailure {
    @Override
    public String kind() {
      return "bad-series";
    }
  }

  /** The series cannot be made into samples: an empty range, too few rows. */
  record NoSamples(String reason) implements TrainingFailure {
    @Override
    public String kind() {
      return "no-samples";
    }
  }

  /** The training went where numbers end. */
  record Diverged(String reason) implements TrainingFailure {
    @Override
    public String kind() {
      return "diverged";
    }
  }

  /** The network did not fit into the memory that the JVM was given. */
  record OutOfMemory(String reason) implements TrainingFailure {
    @Override
    public String kind() {
      return "out-of-memory";
    }
  }

  /** The training engine is not there: no native library for this machine. */
  record EngineMissing(String reason) implements TrainingFailure {
    @Override
    public String kind() {
      return "engine-missing";
    }
  }

  /** The training engine broke. */
  record EngineFailed(String reason) implements TrainingFailure {
    @Override
    public String kind() {
      return "engine-failed";
    }
  }
}
