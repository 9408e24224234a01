package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.Ulimit;
import dev.gridcast.client.runtime.Resources;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContainerSpecTest {

  private static final EngineFacts PLAIN =
      new EngineFacts(
          "20.10", "linux-x86_64", 4, 8L << 30, false, false, false, false, true, false);

  private static HostConfig host(Resources resources, EngineFacts engine) {
    return new ContainerSpec(
            "sha256:1",
            List.of("serve"),
            Path.of("/box/in"),
            Path.of("/box/out"),
            List.of(),
            new ContainerUser(1000, 1000, false),
            resources,
            "client",
            true,
            engine)
        .hostConfig();
  }

  @Test
  void everythingIsShutThatCanBeShut() {
    HostConfig host = host(new Resources(1.5, 1L << 30, false), PLAIN);

    assertThat(host.getNetworkMode()).isEqualTo("none");
    assertThat(host.getReadonlyRootfs()).isTrue();
    assertThat(host.getPrivileged()).isFalse();
    assertThat(host.getCapDrop()).containsExactly(Capability.ALL);
    assertThat(host.getCapAdd()).isNull();
    assertThat(host.getSecurityOpts()).containsExactly("no-new-privileges:true");
    assertThat(host.getMemory()).isEqualTo(1L << 30).isEqualTo(host.getMemorySwap());
    assertThat(host.getNanoCPUs()).isEqualTo(1_500_000_000L);
    assertThat(host.getCpuShares()).isLessThan(1024);
    assertThat(host.getBlkioWeight()).isEqualTo(10);
    assertThat(host.getPidsLimit()).isEqualTo(256);
    assertThat(host.getTmpFs()).containsEntry("/tmp", ContainerSpec.TMP);
    assertThat(host.getUlimits())
        .contains(
            new Ulimit("core", 0L, 0L),
            new Ulimit("fsize", 64L << 20, 64L << 20),
            new Ulimit("nofile", 1024L, 1024L));
    assertThat(host.getLogConfig().getType()).isEqualTo(LogConfig.LoggingType.NONE);
    assertThat(host.getInit()).isTrue();
    assertThat(host.getDevices()).isNull();
    assertThat(host.getDeviceRequests()).isNull();
    assertThat(host.getUsernsMode()).isNull();
  }

  @Test
  void itSeesTwoFoldersAndMayWriteOne() {
    List<Mount> mounts = host(Resources.DEFAULT, PLAIN).getMounts();

    assertThat(mounts)
        .extracting(Mount::getSource, Mount::getTarget, Mount::getReadOnly)
        .containsExactly(
            tuple("/box/in", "/gridcast/in", true), tuple("/box/out", "/gridcast/out", false));
  }

  @Test
  void anEngineIsNotAskedForMoreProcessorsThanItHas() {
    assertThat(host(new Resources(16, 1L << 30, false), PLAIN).getNanoCPUs())
        .isEqualTo(4_000_000_000L);
  }

  @Test
  void aGraphicsProcessorIsAskedForOnlyWhereItIsGiven() {
    assertThat(host(new Resources(1, 1L << 30, true), PLAIN).getDeviceRequests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.getCount()).isEqualTo(-1);
              assertThat(request.getCapabilities())
                  .containsExactly(List.of("gpu", "compute", "utility"));
            });
  }

  @Test
  void anEngineWhoseFilterIsOffIsAskedForItByName() {
    EngineFacts off =
        new EngineFacts("28", "linux-x86_64", 4, 8L << 30, false, true, true, true, true, false);
    HostConfig host = host(Resources.DEFAULT, off);

    assertThat(host.getSecurityOpts()).contains("seccomp=builtin");
    assertThat(host.getUsernsMode()).isEqualTo("host");
    assertThat(host.getMounts()).isNull();
    assertThat(host.getBinds()).extracting(Object::toString).allMatch(bind -> bind.contains("z"));
  }
}
