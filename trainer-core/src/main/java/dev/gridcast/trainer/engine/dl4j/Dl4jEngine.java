package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.engine.EngineNetwork;
import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.TrainingEngine;
import dev.gridcast.trainer.engine.TrainingOptions;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.network.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.common.config.ND4JSystemProperties;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Deeplearning4j, on one thread of the processor; from {@code trainer-cuda.jar}, on a graphics
 * card, where it has not been run yet.
 *
 * <p>What is guaranteed on a processor: the same architecture, options, samples, library jar and
 * kind of processor give the same weights, bit for bit, run after run, whether or not {@code
 * OMP_NUM_THREADS} is set: every thread pool of the native half is cut to one thread when the
 * engine is opened, so no sum is split. Another native jar, another operating system, or a
 * processor for which OpenBLAS chooses other kernels gives the same figures only to about 1e-8 per
 * step.
 */
public final class Dl4jEngine implements TrainingEngine {

  private static final String CACHE_PROPERTY = "org.bytedeco.javacpp.cachedir";

  private static final String CUDA_BACKEND = "/org/nd4j/linalg/jcublas/JCublasBackend.class";

  private final String version;

  private Dl4jEngine(String version) {
    this.version = version;
  }

  /**
   * Loads the native library, which takes a second, and the first time unpacks it.
   *
   * <p>It is unpacked (323 MB) to the folder that the system property {@code
   * org.bytedeco.javacpp.cachedir} names, by default {@code ~/.gridcast/natives}. Where the system
   * property {@code dev.gridcast.trainer.natives} names a {@link NativeFolder}, it is loaded from
   * there, and nothing is unpacked.
   *
   * @throws EngineUnavailableException when there is no native library for this machine
   */
  public static Dl4jEngine open() throws EngineUnavailableException {
    String folder = System.getProperty(NativeFolder.PROPERTY);
    if (folder == null) {
      System.setProperty(CACHE_PROPERTY, natives().toString());
    } else {
      NativeFolder.use(Path.of(folder));
      // JavaCPP wants a cache all the same, and would make one in the user's home.
      System.setProperty(CACHE_PROPERTY, System.getProperty("java.io.tmpdir"));
    }
    System.setProperty(ND4JSystemProperties.LOG_INITIALIZATION, "false");
    try {
      // First, since it makes the backend, which sets the number of threads to that of the cores.
      Nd4j.getEnvironment().setMaxThreads(1);
      Nd4j.getEnvironment().setMaxMasterThreads(1);
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
      openblas.blas_set_num_threads(1);
    } catch (Exception | LinkageError e) {
      throw new EngineUnavailableException(
          "the native library of ND4J could not be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " ("
              + rootMessage(e)
              + "); use a trainer.jar that was built for this machine"
              + " (mvn -P <platform>), and see that "
              + System.getProperty(CACHE_PROPERTY)
              + " can be written",
          e);
    }
    // A graphics card gives other last digits: provenance must tell.
    String card =
        Nd4j.getEnvironment().isCPU() ? "" : " " + Nd4j.getBackend().getClass().getSimpleName();
    return new Dl4jEngine(libraryVersion() + " " + Loader.getPlatform() + card);
  }

  /** The folder that the native library is loaded from; missing before it is unpacked there. */
  public static Path natives() {
    String folder = System.getProperty(NativeFolder.PROPERTY);
    String told = folder == null ? System.getProperty(CACHE_PROPERTY) : folder;
    return told == null
        ? Path.of(System.getProperty("user.home"), ".gridcast", "natives")
        : Path.of(told);
  }

  /**
   * Whether this program's jars are those for a graphics card of Nvidia's, {@code
   * trainer-cuda.jar}; loads nothing. Whether there is such a card, {@link #open} finds out.
   */
  public static boolean carriesCuda() {
    return Dl4jEngine.class.getResource(CUDA_BACKEND) != null;
  }

  /** Whether it computes on a graphics card. */
  public boolean onGpu() {
    return !Nd4j.getEnvironment().isCPU();
  }

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public boolean supports(Architecture architecture) {
    return !architecture.layers().isEmpty();
  }

  @Override
  public EngineNetwork build(Weights initial, TrainingOptions options) {
    if (!supports(initial.architecture())) {
      throw new IllegalArgumentException("nothing to fit: " + initial.architecture());
    }
    return new Dl4jNetwork(initial, options);
  }

  /** The version of the library, as far as it is known before its native half is loaded. */
  public static String libraryVersion() {
    Properties properties = new Properties();
    try (InputStream in = Dl4jEngine.class.getResourceAsStream("engine.properties")) {
      if (in == null) {
        throw new IllegalStateException("engine.properties is missing beside " + Dl4jEngine.class);
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return root.getClass().getSimpleName() + ": " + message;
  }
}
