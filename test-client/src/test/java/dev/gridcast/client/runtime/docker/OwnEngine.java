package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Docker engine that a test may stop, kill and freeze; with the base image of the other one. */
final class OwnEngine {

  private final Path folder;
  private Process daemon;

  private OwnEngine(Path folder) throws IOException {
    this.folder = folder;
    this.daemon = launch();
    awaitAnswer();
  }

  static OwnEngine start() throws IOException {
    // Not JUnit's own folder: the path of a socket must be short.
    OwnEngine engine = new OwnEngine(Files.createTempDirectory("gc-eng"));
    engine.copyBaseImage();
    return engine;
  }

  String address() {
    return "unix://" + folder.resolve("s");
  }

  Path folder() {
    return folder;
  }

  private Process launch() throws IOException {
    List<String> command =
        List.of(
            "dockerd",
            "--data-root",
            folder.resolve("data").toString(),
            "--exec-root",
            folder.resolve("exec").toString(),
            "--pidfile",
            folder.resolve("pid").toString(),
            "-H",
            address(),
            "--bridge=none",
            "--iptables=false",
            "--ip6tables=false",
            "--ip-forward=false",
            "--ip-masq=false");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("dockerd.log").toFile()))
        .start();
  }

  /** As after {@code systemctl start docker}; returns when it answers. */
  void startAgain() throws IOException {
    daemon = launch();
    awaitAnswer();
  }

  private void awaitAnswer() throws IOException {
    try (Engine engine = Engine.at(address())) {
      Await.until(() -> engine.whyUnavailable().isEmpty());
    }
  }

  /** From the engine of the other tests, as there may be no registry. */
  private void copyBaseImage() throws IOException {
    try (Engine from = TestEngine.open();
        Engine to = Engine.at(address())) {
      String name = TestEngine.baseImage();
      try (InputStream image = from.ask(docker -> docker.saveImageCmd(name).exec())) {
        to.ask(docker -> docker.loadImageCmd(image).exec());
      }
      List<Image> there = to.ask(docker -> docker.listImagesCmd().exec());
      assertThat(there).isNotEmpty();
    }
  }

  /** As after {@code systemctl stop docker}: it ends its containers first. */
  void stop() throws InterruptedException {
    daemon.destroy();
    assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  /** With {@code kill -9}: its containers run on, each below a keeper of its own. */
  void kill() throws InterruptedException, IOException {
    daemon.destroyForcibly();
    assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
    // Its containerd dies with it. Where nobody reaps orphans, the next engine would take what is
    // left of that for a living one, and wait for it.
    Files.deleteIfExists(folder.resolve("pid"));
    Files.deleteIfExists(folder.resolve("exec/containerd/containerd.pid"));
  }

  /** Takes connections and answers nothing, until it is thawed. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    // The shell's own: a bare Debian has no program of that name.
    String command = "kill " + signal + " " + daemon.pid();
    Process kill = new ProcessBuilder("sh", "-c", command).start();
    assertThat(kill.waitFor()).isZero();
  }

  void close() throws IOException, InterruptedException {
    signal("-CONT");
    stop();
    new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
  }
}
