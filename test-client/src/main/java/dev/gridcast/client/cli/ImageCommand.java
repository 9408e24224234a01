package dev.gridcast.client.cli;

import dev.gridcast.client.runtime.RuntimeUnavailableException;
import dev.gridcast.client.runtime.docker.Engine;
import dev.gridcast.client.runtime.docker.ImageException;
import dev.gridcast.client.runtime.docker.TrainerImages;
import dev.gridcast.client.runtime.docker.TrainerKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The image of the built-in trainer, for {@code --runtime docker}. */
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    versionProvider = ClientMain.Version.class,
    description = {
      "The trainer's image in this machine's Docker engine. `join` makes it when it is missing;"
          + " these commands do it beforehand, or clean up.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ImageCommand.Build.class,
      ImageCommand.Pull.class,
      ImageCommand.Status.class,
      ImageCommand.Prune.class
    })
final class ImageCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ImageCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which command? build, pull, status, or prune");
  }

  /** What the four have in common. */
  private abstract static class Part implements Callable<Integer> {

    @Mixin private ImageOptions options;
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Part() {}

    abstract void work(Images images, Consumer<String> lines) throws ClientException, IOException;

    @Override
    public final Integer call() throws ClientException, IOException {
      PrintWriter out = spec.commandLine().getOut();
      try (Engine engine = Engine.find()) {
        Images images = kind -> options.images(engine, kind);
        images.of(TrainerKind.CPU); // a mistake in an option is told before anything else
        Optional<String> whyNot = engine.whyUnavailable();
        if (whyNot.isPresent()) {
          throw ClientException.missing(whyNot.get());
        }
        work(
            images,
            line -> {
              out.println(line);
              out.flush();
            });
        return ExitCode.OK;
      } catch (RuntimeUnavailableException | ImageException e) {
        throw ClientException.missing(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Finds the images of a kind of trainer. */
  private interface Images {
    TrainerImages of(TrainerKind kind) throws ClientException, IOException;
  }

  private static TrainerKind kind(boolean gpu) {
    return gpu ? TrainerKind.CUDA : TrainerKind.CPU;
  }

  /** Builds it anew. */
  @Command(
      name = "build",
      mixinStandardHelpOptions = true,
      description = {"Builds the image of this release from trainer.jar, without a registry.", ""})
  static final class Build extends Part {

    @Option(
        names = "--gpu",
        description = "The image for NVIDIA's graphics cards, from trainer-cuda.jar.")
    private boolean gpu;

    @Override
    void work(Images images, Consumer<String> lines) throws ClientException, IOException {
      lines.accept("The trainer's image: " + images.of(kind(gpu)).build(lines));
    }
  }

  /** Fetches it. */
  @Command(
      name = "pull",
      mixinStandardHelpOptions = true,
      description = {
        "Pulls a ready image instead; it must be of the same release as this client.",
        ""
      })
  static final class Pull extends Part {

    @Option(names = "--gpu", description = "The image for NVIDIA's graphics cards.")
    private boolean gpu;

    @Parameters(
        paramLabel = "NAME",
        arity = "0..1",
        description =
            "The image. Default: gridcast/trainer, or gridcast/trainer-cuda, with the tag of this"
                + " release")
    private String name = "";

    @Override
    void work(Images images, Consumer<String> lines) throws ClientException, IOException {
      TrainerKind kind = kind(gpu);
      String wanted =
          name.isEmpty() ? kind.publishedRepository() + ":" + ClientMain.Version.text() : name;
      lines.accept("The trainer's image: " + images.of(kind).pull(wanted, lines));
    }
  }

  /** Shows what is there. */
  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = {"Lists the trainers' images on this machine, and which ones are in use.", ""})
  static final class Status extends Part {

    @Override
    void work(Images images, Consumer<String> lines) throws ClientException, IOException {
      List<TrainerImages.Found> found = images.of(TrainerKind.CPU).status();
      found.forEach(image -> lines.accept(describe(image)));
      if (found.stream().noneMatch(TrainerImages.Found::matches)) {
        lines.accept(
            "There is no image of this release ("
                + ClientMain.Version.text()
                + ") yet: `join` builds it, or `image build` does now.");
      }
      images.of(TrainerKind.CUDA).status().forEach(image -> lines.accept(describe(image)));
    }
  }

  /** Cleans up. */
  @Command(
      name = "prune",
      mixinStandardHelpOptions = true,
      description = {
        "Removes the trainers' images of other releases; nothing that is not of Gridcast.",
        ""
      })
  static final class Prune extends Part {

    @Option(names = "--all", description = "This release's image as well; join would make it anew.")
    private boolean all;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Prune() {}

    @Override
    void work(Images images, Consumer<String> lines) throws ClientException, IOException {
      List<TrainerImages.Found> removed = new ArrayList<>();
      for (TrainerKind kind : TrainerKind.values()) {
        TrainerImages ours = images.of(kind);
        removed.addAll(all ? ours.removeAll() : ours.prune());
      }
      removed.forEach(image -> lines.accept("removed " + describe(image)));
      if (removed.isEmpty()) {
        lines.accept("There was nothing to remove.");
      }
    }
  }

  static String describe(TrainerImages.Found image) {
    return String.format(
        Locale.ROOT,
        "%s  release %s, %.0f MB, made %s, %s",
        image.name(),
        image.version(),
        image.bytes() / 1e6,
        image.created(),
        image.matches() ? "in use" : "not of this release or trainer.jar");
  }
}
