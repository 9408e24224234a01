package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.SELContext;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.Volume;
import dev.gridcast.client.runtime.Resources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a trainer's container is and may do, the same for ours and for an experiment's own. Each
 * limit has a test in {@code ContainerLimitsIT} that tries to break it from inside.
 *
 * @param image what runs: a name with tag, or an id
 * @param arguments of its entrypoint; none to leave the image's own
 * @param in the folder that it may read, at {@value #IN}
 * @param out the folder that it may write, at {@value #OUT}
 * @param environment variables, {@code NAME=value}; nothing of this machine's own goes in
 * @param user who it is inside
 * @param resources how much of this machine it gets
 * @param client the label value of the client that it belongs to
 * @param talks whether it is given a standard input
 * @param engine what runs it
 */
record ContainerSpec(
    String image,
    List<String> arguments,
    Path in,
    Path out,
    List<String> environment,
    ContainerUser user,
    Resources resources,
    String client,
    boolean talks,
    EngineFacts engine) {

  static final String IN = "/gridcast/in";
  static final String OUT = "/gridcast/out";

  /** Processes and threads together; a Java runtime takes about 30. */
  static final long MAX_PROCESSES = 256;

  /** Room for what a trainer unpacks; counts as its memory. */
  static final String TMP = "rw,exec,nosuid,nodev,size=512m,mode=1777";

  /** As much as a whole output folder may hold. */
  static final long MAX_FILE_BYTES = 64L << 20;

  static final long MAX_OPEN_FILES = 1_024;

  /** Of 1024: others go first whenever both want to compute. */
  static final int CPU_SHARES = 64;

  /** The least of 10 to 1000; an engine on a kernel without such weights leaves it out. */
  static final int DISK_WEIGHT = 10;

  /** When the machine's memory runs out, a trainer goes before what its owner works with. */
  static final int OOM_SCORE = 500;

  private static final long NANOS = 1_000_000_000;

  ContainerSpec {
    arguments = List.copyOf(arguments);
    environment = List.copyOf(environment);
  }

  CreateContainerCmd command(DockerClient docker) {
    CreateContainerCmd create = docker.createContainerCmd(image);
    if (!arguments.isEmpty()) {
      create.withCmd(arguments);
    }
    return create
        // People look at `docker ps`: it should tell them whose this is.
        .withName("gridcast-trainer-" + UUID.randomUUID())
        .withLabels(Labels.container(client))
        .withHostName("trainer")
        .withUser(user.text())
        .withEnv(environment)
        .withTty(false)
        // Once: when the client dies, its connection goes, the trainer's input ends, and it with
        // it.
        .withStdinOpen(talks)
        .withStdInOnce(talks)
        .withAttachStdin(talks)
        .withAttachStdout(true)
        .withAttachStderr(true)
        .withHostConfig(hostConfig());
  }

  /** All that the engine enforces. */
  HostConfig hostConfig() {
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode("none")
            .withReadonlyRootfs(true)
            .withTmpFs(Map.of("/tmp", TMP))
            .withCapDrop(Capability.ALL)
            .withPrivileged(false)
            .withSecurityOpts(security())
            .withMemory(resources.memoryBytes())
            .withMemorySwap(resources.memoryBytes())
            .withNanoCPUs(nanoCpus())
            .withCpuShares(CPU_SHARES)
            .withBlkioWeight(DISK_WEIGHT)
            .withOomScoreAdj(OOM_SCORE)
            .withPidsLimit(MAX_PROCESSES)
            .withUlimits(
                List.of(
                    new Ulimit("fsize", MAX_FILE_BYTES, MAX_FILE_BYTES),
                    new Ulimit("nofile", MAX_OPEN_FILES, MAX_OPEN_FILES),
                    new Ulimit("core", 0L, 0L)))
            // Its words come through the open connection; kept by nobody, they fill no disk.
            .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
            .withRestartPolicy(RestartPolicy.noRestart())
            .withIpcMode("private")
            .withInit(true);
    if (engine.remapsUsers()) {
      // Else the folder's owner would be somebody else inside, who may not write it.
      host.withUsernsMode("host");
    }
    if (resources.gpu()) {
      host.withDeviceRequests(
          List.of(
              new DeviceRequest()
                  .withDriver("")
                  .withCount(-1)
                  .withCapabilities(List.of(List.of("gpu", "compute", "utility")))));
    }
    return withFolders(host);
  }

  private HostConfig withFolders(HostConfig host) {
    if (engine.labelsFiles()) {
      // Only this older way of mounting lets the engine label the folders for SELinux.
      return host.withBinds(
          new Bind(in.toString(), new Volume(IN), AccessMode.ro, SELContext.shared),
          new Bind(out.toString(), new Volume(OUT), AccessMode.rw, SELContext.shared));
    }
    return host.withMounts(List.of(mount(in, IN, true), mount(out, OUT, false)));
  }

  private static Mount mount(Path folder, String at, boolean readOnly) {
    return new Mount()
        .withType(MountType.BIND)
        .withSource(folder.toAbsolutePath().toString())
        .withTarget(at)
        .withReadOnly(readOnly);
  }

  private List<String> security() {
    List<String> options = new ArrayList<>(List.of("no-new-privileges:true"));
    if (engine.asksForFilter()) {
      options.add("seccomp=builtin");
    }
    return options;
  }

  /** An engine refuses to be asked for more processors than it has. */
  private long nanoCpus() {
    return (long) (Math.min(resources.cpus(), Math.max(1, engine.cpus())) * NANOS);
  }
}
