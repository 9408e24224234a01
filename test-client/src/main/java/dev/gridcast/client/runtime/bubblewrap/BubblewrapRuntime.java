package dev.gridcast.client.runtime.bubblewrap;

import dev.gridcast.client.runtime.Children;
import dev.gridcast.client.runtime.JavaTrainer;
import dev.gridcast.client.runtime.Priority;
import dev.gridcast.client.runtime.Resources;
import dev.gridcast.client.runtime.RunningTrainer;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import dev.gridcast.client.runtime.TrainerHost;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingListener;
import dev.gridcast.client.runtime.WarmTrainers;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Runs trainers in sandboxes that bubblewrap makes; Linux only. */
public final class BubblewrapRuntime implements TrainerRuntime {

  private static final int ROOT = 0;

  private final Path jar;
  private final Natives natives;
  private final Path javaHome;
  private final Supplier<Resources> resources;
  private final Children children;
  private final WarmTrainers trainers;
  private boolean tried;

  /**
   * Runs a trainer; nothing is started or unpacked yet.
   *
   * @param trainerJar the trainer
   * @param natives a folder for the trainer's native libraries alone, 350 MB; it is made if needed
   * @param resources as much as a trainer that is started now may use
   */
  public BubblewrapRuntime(Path trainerJar, Path natives, Supplier<Resources> resources) {
    this(trainerJar, natives, JavaTrainer.javaHome(), resources);
  }

  /** As above, with trainers on this Java runtime; links may lead to it. */
  BubblewrapRuntime(Path trainerJar, Path natives, Path javaHome, Supplier<Resources> resources) {
    this.jar = trainerJar;
    this.javaHome = javaHome;
    this.natives = new Natives(trainerJar, natives);
    this.resources = resources;
    this.children = new Children();
    this.trainers = new WarmTrainers(new Host(), WarmTrainers.Settings.DEFAULT);
  }

  /** Whether {@link #unpackNatives} has anything to do. */
  public boolean hasNatives() throws IOException {
    return natives.areUnpacked();
  }

  /**
   * Unpacks the native libraries ahead of the first training, which otherwise has to wait for it.
   *
   * @throws IOException when that fails, with the reason in one line
   */
  public void unpackNatives() throws IOException {
    natives.unpacked();
  }

  @Override
  public String name() {
    return "bubblewrap";
  }

  @Override
  public boolean runsImages() {
    return false;
  }

  @Override
  public void prepare(Path box) {
    trainers.prepare(box);
  }

  @Override
  public void release(Path box) {
    trainers.release(box);
  }

  @Override
  public Training start(TrainingJob job, TrainingListener listener) throws IOException {
    return trainers.start(job, listener);
  }

  @Override
  public Optional<String> whyUnavailable() {
    return BubblewrapProbe.whyNot();
  }

  @Override
  public void close() {
    trainers.close();
    children.close();
  }

  private final class Host implements TrainerHost {

    @Override
    public RunningTrainer launch(Path box) throws IOException {
      requireSandboxes();
      Path libraries = natives.unpacked();
      Resources allowed = resources.get();
      Sandbox sandbox =
          new Sandbox(
              Priority.find("bwrap")
                  .orElseThrow(() -> new RuntimeUnavailableException("the program bwrap is gone")),
              isRoot(),
              jar,
              libraries,
              javaHome.toRealPath(),
              allowed);
      return children.start(
          new Children.Order(
              sandbox.command(box),
              Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin")),
              box,
              new Children.Folders(Sandbox.IN, Sandbox.OUT),
              allowed));
    }

    @Override
    public void admit(TrainingJob job) throws IOException {
      if (isRoot()) {
        Files.setAttribute(job.output(), "unix:uid", Sandbox.NOBODY);
        letEverybodyRead(job.input());
      }
    }
  }

  private synchronized void requireSandboxes() throws RuntimeUnavailableException {
    if (!tried) {
      Optional<String> reason = BubblewrapProbe.whyNot();
      if (reason.isPresent()) {
        throw new RuntimeUnavailableException(reason.get());
      }
      tried = true;
    }
  }

  private static boolean isRoot() throws IOException {
    return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).intValue() == ROOT;
  }

  private static void letEverybodyRead(Path input) throws IOException {
    add(input, EnumSet.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(input)) {
      for (Path file : files) {
        add(file, EnumSet.of(PosixFilePermission.OTHERS_READ));
      }
    }
  }

  private static void add(Path file, Set<PosixFilePermission> more) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.addAll(more)) {
      Files.setPosixFilePermissions(file, permissions);
    }
  }
}
