package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of {@code image}, on the real engine and with a real registry. */
final class ImageCommandIT {

  /** Of this program when it does not come from its jar. */
  private static final String RELEASE = ClientMain.Version.text();

  @TempDir Path folder;

  private final List<String> made = new ArrayList<>();

  @AfterEach
  void removeWhatThisTestMade() throws Exception {
    for (String name : made) {
      docker("rmi", "-f", name);
    }
  }

  /** How the command ended, and what it said. */
  private record Ended(int code, String out, String err) {}

  private static Ended image(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("image"));
    all.addAll(Arrays.asList(arguments));
    int code =
        ClientMain.run(new PrintWriter(out), new PrintWriter(err), all.toArray(new String[0]));
    return new Ended(code, out.toString(), err.toString());
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    return value == null || value.isEmpty()
        ? fail("%s is not set: `./gridcast test` starts an engine and a registry", name)
        : value;
  }

  private static Ended docker(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), said, "");
  }

  private Path trainerJar() throws IOException {
    Path file = folder.resolve("trainer.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (String platform : List.of("linux-x86_64", "linux-arm64")) {
        jar.putNextEntry(new JarEntry("org/nd4j/bindings/" + platform + "/libnd4jcpu.so"));
        jar.closeEntry();
      }
    }
    return file;
  }

  /** An image in the registry that says of itself what the labels say. */
  private String pushed(Map<String, String> labels) throws Exception {
    String name =
        variable("GRIDCAST_TEST_REGISTRY")
            + "/it/trainer:"
            + UUID.randomUUID().toString().substring(0, 8);
    Path context = Files.createDirectories(folder.resolve("context"));
    Files.writeString(
        context.resolve("Dockerfile"), "FROM " + variable("GRIDCAST_TEST_BASE_IMAGE") + "\n");
    List<String> build = new ArrayList<>(List.of("build", "-q", "-t", name));
    labels.forEach((label, value) -> build.addAll(List.of("--label", label + "=" + value)));
    build.add(context.toString());
    Ended built = docker(build.toArray(new String[0]));
    assertThat(built.code()).as(built.out()).isZero();
    Ended push = docker("push", name);
    assertThat(push.code()).as(push.out()).isZero();
    docker("rmi", "-f", name);
    made.add(name);
    return name;
  }

  @Test
  void anImageIsPulledShownAndInUse() throws Exception {
    String name = pushed(Map.of("dev.gridcast.image", "trainer", "dev.gridcast.version", RELEASE));
    made.add("gridcast-trainer:" + RELEASE + "-pulled");
    String jar = trainerJar().toString();

    Ended pull = image("pull", name, "--trainer-jar", jar);

    assertThat(pull.err()).isEmpty();
    assertThat(pull.code()).isZero();
    assertThat(pull.out())
        .contains("pulling " + name)
        .contains(name + " is the trainer's image now")
        .contains("The trainer's image: sha256:");
    Ended status = image("status", "--trainer-jar", jar);
    assertThat(status.code()).isZero();
    assertThat(status.out()).contains("release " + RELEASE + ", ", " MB, made 20", ", in use");
  }

  @Test
  void anImageOfAnotherReleaseOrKindIsRefusedInOneLine() throws Exception {
    String jar = trainerJar().toString();
    String other =
        pushed(Map.of("dev.gridcast.image", "trainer", "dev.gridcast.version", "0.0.1-it"));

    Ended refused = image("pull", other, "--trainer-jar", jar);
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err())
        .contains("holds the trainer of release 0.0.1-it", "of release " + RELEASE)
        .hasLineCount(1);

    String cpu = pushed(Map.of("dev.gridcast.image", "trainer", "dev.gridcast.version", RELEASE));
    Ended wrongKind = image("pull", "--gpu", cpu, "--trainer-jar", jar);
    assertThat(wrongKind.code()).isEqualTo(3);
    assertThat(wrongKind.err()).contains("'trainer'", "'trainer-cuda' is wanted").hasLineCount(1);

    String stranger = pushed(Map.of("org.example", "x"));
    Ended noTrainer = image("pull", stranger, "--trainer-jar", jar);
    assertThat(noTrainer.code()).isEqualTo(3);
    assertThat(noTrainer.err()).contains("holds no trainer of Gridcast").hasLineCount(1);
  }

  @Test
  void anImageThatNoRegistryHasIsOneLine() throws Exception {
    String none = variable("GRIDCAST_TEST_REGISTRY") + "/it/no-such-image:1";

    Ended ended = image("pull", none, "--trainer-jar", trainerJar().toString());

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err())
        .contains("gridcast: the image " + none + " could not be pulled", "image build")
        .hasLineCount(1);
  }

  @Test
  void buildSaysWhatIsMissing() throws Exception {
    String jar = trainerJar().toString();

    Ended base = image("build", "--trainer-jar", jar, "--base-image", "127.0.0.1:9/no-base:1");
    assertThat(base.code()).isEqualTo(3);
    assertThat(base.err())
        .contains("the base image 127.0.0.1:9/no-base:1 is not on this machine", "base-image.sh")
        .hasLineCount(1);

    Ended broken =
        image("build", "--trainer-jar", jar, "--base-image", variable("GRIDCAST_TEST_BASE_IMAGE"));
    assertThat(broken.code()).as("a trainer.jar in which there is no trainer").isEqualTo(3);
    assertThat(broken.out()).contains("building the trainer's image: step 1 of ");
    assertThat(broken.err()).contains("could not be built on").hasLineCount(1);

    Ended cuda = image("build", "--gpu", "--trainer-jar", jar);
    assertThat(cuda.code()).isEqualTo(3);
    assertThat(cuda.err()).contains("trainer-cuda.jar", "mvn -P cuda").hasLineCount(1);
  }

  @Test
  void mistakesAreOneLineAndHelpTeaches() throws IOException {
    assertThat(image("build", "--trainer-jar", folder.resolve("no.jar").toString()))
        .satisfies(
            ended -> {
              assertThat(ended.code()).isEqualTo(3);
              assertThat(ended.err()).contains("no.jar", "--trainer-jar").hasLineCount(1);
            });
    assertThat(image())
        .satisfies(
            ended -> {
              assertThat(ended.code()).isEqualTo(2);
              assertThat(ended.err()).contains("build, pull, status, or prune").hasLineCount(1);
            });
    assertThat(image("prun").code()).isEqualTo(2);
    assertThat(image("--help").out()).contains("build", "pull", "status", "prune");
    for (String command : List.of("build", "pull", "status", "prune")) {
      Ended help = image(command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out()).contains("Usage: ", "--trainer-jar", "--base-image");
    }
  }
}
