package dev.gridcast.trainer.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine promises the same weights on every JVM: with the Vector API or without, whatever the
 * width of the registers, compiled or interpreted, on every JDK that this machine has.
 *
 * <p>The hashes are written down, so another machine or another release that computes something
 * else is noticed as well. A change of the arithmetic changes them: then the engine's version must
 * change, too, for a server compares weights of trainers of the same version only.
 */
class SameBitsIT {

  private static final Map<String, String> EXPECTED =
      Map.of(
          "kernels",
          "4a0d96a29c083b528ec1dea3556dfecba0598e587a0c991ac2accaab0ad52172",
          "lstm",
          "2887b7cbcffee57961d667716324d0e7bfb0a4d37edc3078a3ad4bf2b482181c",
          "lstm-stacked",
          "c452a9340583c925d2c52d980e1ff4bfa6fb7fa55eb150f4c05626efd74ecc79",
          "gru",
          "4c2e536aeaa8497b9acb88cdc37e1a620536b1717f797258d5343214c43821b6",
          "dnn",
          "599349bb19e77e164b7280dd7d23c315ec5155a4c0073655820e15ff1e7c8b1c",
          "judge",
          "28e2423f6c04801d6b13ba6cccb9c9d9203e714a1258a65e7a745cc2b4b4d69a");

  private static final Map<String, String> EXPECTED_TINY =
      Map.of(
          "tiny-kernels",
          "f3e840a94d5abcc9c1d0908aa4a6664536b8affbfcdc82fee125fafe3cad2728",
          "tiny-lstm",
          "e56d57606011592fd569dc325f6441b312a7615bf77ec2ec776d579a39169e17",
          "tiny-judge",
          "d4ef11967fa93160703b48068b146362618ad2626353d5fe576c5c246f1cdfbe");

  private static final String VECTOR_API = "--add-modules=jdk.incubator.vector";

  /** A JVM's options and how it computes then. */
  private record Variety(List<String> options, String kernels, boolean tiny) {
    static Variety scalar(String... options) {
      return new Variety(List.of(options), "scalar", false);
    }

    static Variety vector(String... options) {
      return new Variety(
          Stream.concat(Stream.of(VECTOR_API), Stream.of(options)).toList(), "vector", false);
    }

    Variety asTiny() {
      return new Variety(options, kernels, true);
    }
  }

  /** The JDK of this test, and of every other release that Debian's folder has, one. */
  private static List<Path> jdks() throws IOException {
    Map<Integer, Path> jdks = new LinkedHashMap<>();
    jdks.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    String told = System.getProperty("another.jdk");
    if (told != null) {
      addJdk(jdks, Path.of(told));
    }
    Path debian = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(debian)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(debian)) {
        for (Path folder : folders) {
          addJdk(jdks, folder);
        }
      }
    }
    return List.copyOf(jdks.values());
  }

  private static void addJdk(Map<Integer, Path> jdks, Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return;
    }
    Properties properties = new Properties();
    properties.load(Files.newBufferedReader(release, StandardCharsets.UTF_8));
    String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
    int feature = Runtime.Version.parse(version).feature();
    if (feature >= 17) {
      jdks.putIfAbsent(feature, home);
    }
  }

  static Stream<Arguments> jvms() throws IOException {
    List<Variety> varieties =
        List.of(
            Variety.scalar(),
            Variety.vector(),
            Variety.vector("-XX:UseAVX=1"),
            Variety.vector("-XX:UseAVX=2"),
            Variety.vector("-XX:MaxVectorSize=16"),
            Variety.vector("-XX:MaxVectorSize=32"),
            // Without the instruction, Math.fma is computed by BigDecimal.
            Variety.scalar("-XX:-UseFMA").asTiny(),
            Variety.scalar("-Xint").asTiny(),
            Variety.vector("-Xint").asTiny(),
            Variety.vector("-XX:TieredStopAtLevel=1").asTiny());
    return jdks().stream()
        .flatMap(jdk -> varieties.stream().map(variety -> Arguments.of(jdk, variety)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("jvms")
  void givesTheSameBits(Path jdk, Variety variety) throws Exception {
    List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
    // -XX:UseAVX exists on x86 only.
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.addAll(variety.options());
    command.addAll(List.of("-Xmx256m", "-cp", classPath(), SameBits.class.getName()));
    if (variety.tiny()) {
      command.add("tiny");
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();

    assertThat(lineAfter(SameBits.KERNELS, said)).as(said).startsWith(variety.kernels());
    Map<String, String> expected = variety.tiny() ? EXPECTED_TINY : EXPECTED;
    Map<String, @Nullable String> found = new LinkedHashMap<>();
    expected.keySet().forEach(name -> found.put(name, lineAfter(name + " ", said)));
    assertThat(found).as(said).isEqualTo(expected);
  }

  private static @Nullable String lineAfter(String beginning, String said) {
    return said.lines()
        .filter(line -> line.startsWith(beginning))
        .map(line -> line.substring(beginning.length()))
        .findFirst()
        .orElse(null);
  }

  /** Where our classes and those of the tests lie: the program needs nothing else. */
  private static String classPath() {
    return Stream.of(SameBits.class, dev.gridcast.trainer.kernel.Kernels.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .collect(Collectors.joining(java.io.File.pathSeparator));
  }
}
