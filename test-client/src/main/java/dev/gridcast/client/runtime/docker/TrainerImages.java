package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.Image;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images of the built-in trainer on this machine, one for each content of what they are built
 * from. Thread-safe.
 */
public final class TrainerImages {

  private static final Logger log = LoggerFactory.getLogger(TrainerImages.class);

  private final Engine engine;
  private final TrainerRelease release;
  private final Path lockFile;

  /**
   * @param lockFile keeps two clients of this user from building the same at once
   */
  public TrainerImages(Engine engine, TrainerRelease release, Path lockFile) {
    this.engine = engine;
    this.release = release;
    this.lockFile = lockFile;
  }

  /**
   * An image on this machine.
   *
   * @param name with tag
   * @param id its own hash, {@code sha256:…}
   * @param version the release whose trainer it holds
   * @param bytes on disk, with what it shares with others
   * @param created when
   * @param matches whether this client would use it
   */
  public record Found(
      String name, String id, String version, long bytes, Instant created, boolean matches) {}

  TrainerRelease release() {
    return release;
  }

  /** The image of this release, if this machine has it: built from the same, or pulled. */
  public Optional<String> find() throws IOException {
    if (Files.isRegularFile(release.trainerJar())) {
      String content = release.content();
      Optional<InspectImageResponse> built =
          Images.find(engine, release.imageName(content))
              .filter(image -> Images.label(image, Labels.CONTENT).equals(content));
      if (built.isPresent() && isOnSameBase(built.get())) {
        return Optional.of(String.valueOf(built.get().getId()));
      }
    }
    return Images.find(engine, release.pulledName())
        .filter(image -> Images.label(image, Labels.VERSION).equals(release.version()))
        .map(image -> String.valueOf(image.getId()));
  }

  /** A base image that is no longer here cannot have changed. */
  private boolean isOnSameBase(InspectImageResponse built) throws RuntimeUnavailableException {
    return Images.find(engine, release.baseImage())
        .map(base -> Images.label(built, Labels.BASE).equals(base.getId()))
        .orElse(true);
  }

  /**
   * The id of the image of this release; builds it when there is none.
   *
   * @param notices hears of each step
   * @throws ImageException when it cannot be built; says what to do
   */
  public String ensure(Consumer<String> notices) throws IOException {
    Optional<String> found = find();
    if (found.isPresent()) {
      return found.get();
    }
    try (ImageLock lock = ImageLock.take(lockFile, notices)) {
      log.debug("building under {}", lock);
      found = find();
      return found.isPresent() ? found.get() : buildLocked(notices);
    }
  }

  /** Builds the image of this release, whether there is one or not; gives back its id. */
  public String build(Consumer<String> notices) throws IOException {
    try (ImageLock lock = ImageLock.take(lockFile, notices)) {
      log.debug("building under {}", lock);
      return buildLocked(notices);
    }
  }

  private String buildLocked(Consumer<String> notices) throws IOException {
    if (!Files.isRegularFile(release.trainerJar())) {
      throw new ImageException(
          "there is no " + release.trainerJar() + ": " + release.kind().remedy() + ".");
    }
    JarNatives.require(release.trainerJar(), engine.facts().architecture());
    String base = String.valueOf(base(notices).getId());
    String content = release.content();
    String name = release.imageName(content);
    Optional<InspectImageResponse> replaced = Images.find(engine, name);
    EngineProgress<BuildResponseItem> progress =
        new EngineProgress<>("building the trainer's image", notices);
    notices.accept(
        "building the trainer's image from "
            + release.trainerJar().getFileName()
            + " ("
            + Math.round(Files.size(release.trainerJar()) / 1e6)
            + " MB) on "
            + release.baseImage()
            + ", once; that takes a minute or two");
    Optional<String> refusal;
    try (InputStream context =
        BuildContext.of(release.dockerfile(), release.trainerJar(), release.kind().jarName())) {
      refusal =
          Images.awaited(
              engine,
              progress,
              () ->
                  engine.ask(
                      docker ->
                          docker
                              .buildImageCmd()
                              .withTarInputStream(context)
                              .withTags(Set.of(name))
                              .withBuildArg("BASE_IMAGE", release.baseImage())
                              .withBuildArg("VERSION", release.version())
                              .withLabels(
                                  Map.of(
                                      Labels.IMAGE,
                                      release.kind().label(),
                                      Labels.VERSION,
                                      release.version(),
                                      Labels.CONTENT,
                                      content,
                                      Labels.BASE,
                                      base))
                              .withRemove(true)
                              .withForcerm(true)
                              // Everything is in the context and the base image.
                              .withNetworkMode("none")
                              .exec(progress)));
    }
    removeSteps(progress.made());
    if (refusal.isPresent()) {
      throw new ImageException(
          "the trainer's image could not be built on "
              + release.baseImage()
              + ": "
              + refusal.get()
              + progress.lastWords()
              + ". Is it an image with a Java runtime 17 or later? Another one can be named by "
              + release.kind().baseVariable()
              + ".");
    }
    String id =
        Images.find(engine, name)
            .map(image -> String.valueOf(image.getId()))
            .orElseThrow(() -> new ImageException("the engine built " + name + " and lost it"));
    if (replaced.isPresent() && !id.equals(replaced.get().getId())) {
      remove(String.valueOf(replaced.get().getId()));
    }
    notices.accept("built " + name);
    return id;
  }

  /**
   * What a build made on its way and what is in no image now: the stages before the last, or all of
   * a failed one. What others stand on, or has a name, stays.
   */
  private void removeSteps(List<String> made) throws RuntimeUnavailableException {
    for (int i = made.size() - 1; i >= 0; i--) {
      Optional<InspectImageResponse> step = Images.find(engine, made.get(i));
      boolean named =
          step.map(InspectImageResponse::getRepoTags).filter(tags -> !tags.isEmpty()).isPresent();
      if (step.isPresent() && !named) {
        remove(String.valueOf(step.get().getId()));
      }
    }
  }

  private InspectImageResponse base(Consumer<String> notices) throws IOException {
    String name = release.baseImage();
    Optional<InspectImageResponse> local = Images.find(engine, name);
    if (local.isPresent()) {
      return local.get();
    }
    String why;
    if (ImageName.isId(name)) {
      why = "an id cannot be pulled";
    } else {
      try {
        return Images.pull(engine, name, notices);
      } catch (ImageException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    throw new ImageException(
        "the base image "
            + name
            + " is not on this machine and could not be pulled ("
            + why
            + "). Without a registry: run docker/base-image.sh of Gridcast's sources, which makes"
            + " one from this machine's Java, and name it by "
            + release.kind().baseVariable()
            + (release.kind() == TrainerKind.CPU ? " or the preference base-image." : "."));
  }

  /**
   * Fetches a ready image instead of building one.
   *
   * @throws ImageException when it cannot be had, or is of another release
   */
  public String pull(String name, Consumer<String> notices) throws IOException {
    InspectImageResponse image;
    try {
      image = Images.pull(engine, name, notices);
    } catch (ImageException e) {
      throw new ImageException(
          "the image "
              + name
              + " could not be pulled ("
              + e.getMessage()
              + "): correct the name, or build it from trainer.jar by `gridcast client image"
              + " build`.",
          e);
    }
    return adopt(image, name, notices);
  }

  /** Makes an image on this machine the trainer's. */
  String adopt(InspectImageResponse image, String name, Consumer<String> notices)
      throws IOException {
    String version = Images.label(image, Labels.VERSION);
    String kind = Images.label(image, Labels.IMAGE);
    if (!version.isEmpty() && !kind.equals(release.kind().label())) {
      throw new ImageException(
          "the image "
              + name
              + " holds the trainer '"
              + kind
              + "' of Gridcast, but '"
              + release.kind().label()
              + "' is wanted: pull that one.");
    }
    if (!version.equals(release.version())) {
      throw new ImageException(
          "the image "
              + name
              + " holds "
              + (version.isEmpty() ? "no trainer of Gridcast" : "the trainer of release " + version)
              + ", but this client is of release "
              + release.version()
              + ": pull the image of the same release.");
    }
    ImageName ours = ImageName.parse(release.pulledName());
    String id = String.valueOf(image.getId());
    engine.ask(docker -> docker.tagImageCmd(id, ours.repository(), ours.tag()).exec());
    notices.accept(name + " is the trainer's image now");
    return id;
  }

  /** All images of built-in trainers on this machine, this release's first. */
  public List<Found> status() throws IOException {
    String current = current();
    List<Found> found = new ArrayList<>();
    for (Image image : ours()) {
      String[] tags = image.getRepoTags();
      boolean matches = image.getId().equals(current);
      found.add(
          matches ? 0 : found.size(),
          new Found(
              tags == null || tags.length == 0 ? "(no name)" : tags[0],
              image.getId(),
              labels(image).getOrDefault(Labels.VERSION, "unknown"),
              image.getSize() == null ? 0 : image.getSize(),
              Instant.ofEpochSecond(image.getCreated() == null ? 0 : image.getCreated()),
              matches));
    }
    return found;
  }

  /** Which image is in use; without the jar, any of this release may be: the newest. */
  private String current() throws IOException {
    Optional<String> found = find();
    if (found.isPresent() || Files.isRegularFile(release.trainerJar())) {
      return found.orElse("");
    }
    return ours().stream()
        .filter(image -> release.version().equals(labels(image).get(Labels.VERSION)))
        .max(Comparator.comparing(image -> image.getCreated() == null ? 0L : image.getCreated()))
        .map(Image::getId)
        .orElse("");
  }

  private static Map<String, String> labels(Image image) {
    return image.getLabels() == null ? Map.of() : image.getLabels();
  }

  /**
   * Removes the images of other releases and of older builds; nothing that is not ours, and nothing
   * that a container uses.
   *
   * @return what was removed
   */
  public List<Found> prune() throws IOException {
    return prune(image -> true);
  }

  /** Prunes what the condition allows. */
  List<Found> prune(Predicate<Found> allowed) throws IOException {
    return removeIf(image -> !image.matches() && allowed.test(image));
  }

  /**
   * Removes this release's image, too: for who takes leave of Gridcast.
   *
   * @return what was removed
   */
  public List<Found> removeAll() throws IOException {
    return removeIf(image -> true);
  }

  /** Removes what the condition allows and no container uses. */
  List<Found> removeIf(Predicate<Found> allowed) throws IOException {
    List<Found> removed = new ArrayList<>();
    for (Found image : status()) {
      if (allowed.test(image) && remove(image.id())) {
        removed.add(image);
      }
    }
    return removed;
  }

  private List<Image> ours() throws RuntimeUnavailableException {
    return engine.ask(
        docker ->
            docker
                .listImagesCmd()
                .withLabelFilter(Map.of(Labels.IMAGE, release.kind().label()))
                .exec());
  }

  /** By all its names; whatever a container still uses stays. */
  private boolean remove(String id) throws RuntimeUnavailableException {
    try {
      Optional<InspectImageResponse> image = Images.find(engine, id);
      List<String> names =
          image
              .map(InspectImageResponse::getRepoTags)
              .filter(tags -> !tags.isEmpty())
              .orElse(List.of(id));
      for (String name : names) {
        engine.ask(docker -> docker.removeImageCmd(name).exec());
      }
      return image.isPresent();
    } catch (NotFoundException | ConflictException e) {
      log.debug("image {} stays: {}", id, e.getMessage());
      return false;
    }
  }
}
