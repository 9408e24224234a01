package dev.gridcast.server.cli;

import dev.gridcast.server.experiment.Experiment;
import dev.gridcast.server.lease.SpotChecks;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --spot-checks}: whether this machine trains cases again itself. */
final class SpotCheckOption {

  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)%");
  private static final String OFF = "off";

  @Option(
      names = "--spot-checks",
      paramLabel = "SHARE",
      defaultValue = OFF,
      description =
          "Train cases a second time on this machine, one at a time, as a process of your own user:"
              + " first those that wait for a second training, then this share of the results that"
              + " count although nobody confirmed them, like 5%%. 0%% trains only what waits."
              + " Default: ${DEFAULT-VALUE}")
  private String share;

  @Option(
      names = "--client-jar",
      paramLabel = "FILE",
      description =
          "For --spot-checks: test-client.jar, when it is not beside this jar or in this checkout.")
  private @Nullable Path clientJar;

  @Option(
      names = "--trainer-jar",
      paramLabel = "FILE",
      description =
          "For --spot-checks: trainer.jar, when it is not beside this jar or in this checkout.")
  private @Nullable Path trainerJar;

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before anybody asks
  SpotCheckOption() {}

  /**
   * What was asked for.
   *
   * @param root the data directory of the server
   * @throws UserError when that is no share, or this machine cannot train the experiment
   */
  Plan plan(Experiment experiment, Path root) throws UserError {
    OptionalDouble wanted = share(share);
    if (wanted.isEmpty()) {
      return Plan.NONE;
    }
    if (experiment.trainerImage().isPresent()) {
      throw UserError.badInput(
          "--spot-checks: trains with the built-in trainer, and this experiment brings an image of"
              + " its own; leave the option out");
    }
    Path client = Jars.client(clientJar);
    Path trainer = Jars.trainer(trainerJar);
    Path folder = root.resolve("spot-checks");
    String identity = ClientIdentity.of(folder.resolve(SpotCheckClient.NAME));
    return new Plan(
        new SpotChecks(identity, wanted.getAsDouble()),
        open -> SpotCheckClient.start(open, identity, client, trainer, folder, share));
  }

  /** The share that a text names; empty when it is off. */
  static OptionalDouble share(String text) throws UserError {
    if (text.equals(OFF)) {
      return OptionalDouble.empty();
    }
    Matcher percent = PERCENT.matcher(text);
    if (percent.matches()) {
      double value = Double.parseDouble(percent.group(1));
      if (value <= 100) {
        return OptionalDouble.of(value / 100);
      }
    }
    throw UserError.badInput(
        "--spot-checks must be off or a share from 0% to 100%, like 5%, not " + text);
  }

  /**
   * What a server does about spot checks.
   *
   * @param rules what its desk has to know
   * @param companion starts the client
   */
  record Plan(SpotChecks rules, LiveServer.CompanionStarter companion) {

    static final Plan NONE = new Plan(SpotChecks.NONE, open -> LiveServer.Companion.NONE);
  }
}
