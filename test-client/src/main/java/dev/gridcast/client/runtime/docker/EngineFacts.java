package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an engine says of itself.
 *
 * @param version of the engine, for people
 * @param architecture as in the folder names of our native libraries: {@code linux-x86_64} or
 *     {@code linux-arm64}, else what the engine calls it
 * @param cpus as many as the engine has, which with Docker Desktop are fewer than the machine's
 * @param memoryBytes the same of memory
 * @param rootless whether the engine itself runs as an ordinary user
 * @param remapsUsers whether users in containers are other users outside
 * @param labelsFiles whether SELinux hides files from containers that are not labelled for them
 * @param asksForFilter whether the default system call filter must be asked for by name
 * @param countsSwap whether it can keep a container from swapping
 * @param nvidia whether it knows NVIDIA's runtime or a device description of it
 */
record EngineFacts(
    String version,
    String architecture,
    int cpus,
    long memoryBytes,
    boolean rootless,
    boolean remapsUsers,
    boolean labelsFiles,
    boolean asksForFilter,
    boolean countsSwap,
    boolean nvidia) {

  /** Docker 19.03: the first with device requests. */
  private static final int OLDEST_MINOR = 40;

  /** Docker 23: the first in which the default filter has a name. */
  private static final int FILTER_HAS_NAME = 42;

  /**
   * @throws RuntimeUnavailableException when the engine cannot hold what we promise
   */
  static EngineFacts of(Version version, Info info) throws RuntimeUnavailableException {
    String name = text(version.getVersion());
    int api = apiMinor(text(version.getApiVersion()));
    if (api < OLDEST_MINOR) {
      throw refuse(
          EngineTrouble.TOO_OLD, "version " + name + ", API " + text(version.getApiVersion()));
    }
    if (isPodman(version)) {
      throw refuse(EngineTrouble.NOT_DOCKER, "Podman " + name);
    }
    if (!text(info.getOsType()).equals("linux")) {
      throw refuse(EngineTrouble.NO_LINUX, text(info.getOsType()));
    }
    requireLimits(info);
    List<String> security = list(info.getSecurityOptions());
    return new EngineFacts(
        name,
        nativesFolder(text(info.getArchitecture())),
        info.getNCPU() == null ? 1 : info.getNCPU(),
        info.getMemTotal() == null ? 0 : info.getMemTotal(),
        has(security, "name=rootless"),
        has(security, "name=userns"),
        has(security, "name=selinux"),
        asksForFilter(security, api),
        !Boolean.FALSE.equals(info.getSwapLimit()),
        knowsNvidia(info));
  }

  private static void requireLimits(Info info) throws RuntimeUnavailableException {
    List<String> missing = new ArrayList<>();
    if (Boolean.FALSE.equals(info.getMemoryLimit())) {
      missing.add("memory");
    }
    if (Boolean.FALSE.equals(info.getCpuCfsQuota())) {
      missing.add("CPU time");
    }
    if (Boolean.FALSE.equals(info.getRawValues().get("PidsLimit"))) {
      missing.add("the number of processes");
    }
    if (!missing.isEmpty()) {
      throw refuse(EngineTrouble.NO_LIMITS, String.join(" and ", missing));
    }
  }

  private static boolean asksForFilter(List<String> security, int api)
      throws RuntimeUnavailableException {
    if (!has(security, "name=seccomp")) {
      throw refuse(EngineTrouble.NO_FILTER, "it knows no seccomp");
    }
    if (security.stream().noneMatch(option -> option.contains("profile=unconfined"))) {
      return false;
    }
    if (api < FILTER_HAS_NAME) {
      throw refuse(EngineTrouble.NO_FILTER, "its seccomp profile is unconfined");
    }
    return true;
  }

  private static boolean knowsNvidia(Info info) {
    boolean runtime = info.getRuntimes() != null && info.getRuntimes().containsKey("nvidia");
    Object discovered = info.getRawValues().get("DiscoveredDevices");
    return runtime || (discovered != null && discovered.toString().contains("nvidia.com/gpu"));
  }

  private static boolean isPodman(Version version) {
    for (VersionComponent component : list(version.getComponents())) {
      if (text(component.getName()).toLowerCase(Locale.ROOT).contains("podman")) {
        return true;
      }
    }
    return false;
  }

  private static int apiMinor(String version) {
    String[] parts = version.split("\\.", -1);
    try {
      return parts.length == 2 && Integer.parseInt(parts[0]) == 1 ? Integer.parseInt(parts[1]) : 0;
    } catch (NumberFormatException e) {
      return 0; // no version that we know of
    }
  }

  private static String nativesFolder(String architecture) {
    return switch (architecture) {
      case "x86_64", "amd64" -> "linux-x86_64";
      case "aarch64", "arm64" -> "linux-arm64";
      default -> architecture;
    };
  }

  private static RuntimeUnavailableException refuse(EngineTrouble trouble, String detail) {
    return new RuntimeUnavailableException(trouble.line(detail));
  }

  private static boolean has(List<String> options, String name) {
    return options.stream().anyMatch(option -> option.startsWith(name));
  }

  private static String text(@Nullable String value) {
    return value == null ? "unknown" : value;
  }

  private static <T> List<T> list(@Nullable List<T> values) {
    return values == null ? List.of() : values;
  }

  /** For a line on a screen. */
  @Override
  public String toString() {
    return "Docker " + version + " (" + architecture + ", " + cpus + " CPUs)";
  }
}
