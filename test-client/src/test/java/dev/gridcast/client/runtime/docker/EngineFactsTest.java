package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DockerClientConfig;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import org.junit.jupiter.api.Test;

final class EngineFactsTest {

  private static final ObjectMapper JSON = DockerClientConfig.getDefaultObjectMapper();

  private static final String INFO =
      """
      {"OSType":"linux","Architecture":"aarch64","NCPU":8,"MemTotal":1024,"MemoryLimit":true,
       "CpuCfsQuota":true,"PidsLimit":true,"SwapLimit":true,
       "SecurityOptions":["name=seccomp,profile=default"],"Runtimes":{"runc":{"path":"runc"}}}
      """;

  private static EngineFacts facts(String version, String info)
      throws JsonProcessingException, RuntimeUnavailableException {
    return EngineFacts.of(JSON.readValue(version, Version.class), JSON.readValue(info, Info.class));
  }

  private static String version(String api) {
    return "{\"Version\":\"x\",\"ApiVersion\":\"" + api + "\"}";
  }

  private static void refuses(String version, String info, String... words) {
    assertThatThrownBy(() -> facts(version, info))
        .isInstanceOf(RuntimeUnavailableException.class)
        .hasMessageContainingAll(words)
        .hasMessageContaining("--runtime process")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aPlainEngineIsTakenAtItsWord() throws Exception {
    EngineFacts facts = facts(version("1.41"), INFO);

    assertThat(facts.architecture()).isEqualTo("linux-arm64");
    assertThat(facts.cpus()).isEqualTo(8);
    assertThat(facts.memoryBytes()).isEqualTo(1024);
    assertThat(facts.rootless()).isFalse();
    assertThat(facts.asksForFilter()).isFalse();
    assertThat(facts.nvidia()).isFalse();
  }

  @Test
  void whatItSaysOfUsersAndGraphicsProcessorsIsUnderstood() throws Exception {
    EngineFacts facts =
        facts(
            version("1.47"),
            INFO.replace(
                    "\"name=seccomp,profile=default\"",
                    "\"name=rootless\",\"name=userns\",\"name=selinux\","
                        + "\"name=seccomp,profile=unconfined\"")
                .replace("\"runc\":", "\"nvidia\":"));

    assertThat(facts.rootless()).isTrue();
    assertThat(facts.remapsUsers()).isTrue();
    assertThat(facts.labelsFiles()).isTrue();
    assertThat(facts.asksForFilter()).isTrue();
    assertThat(facts.nvidia()).isTrue();
  }

  @Test
  void anEngineThatCannotHoldALimitIsRefused() {
    refuses(version("1.39"), INFO, "too old", "1.39", "19.03");
    refuses(
        version("1.41"),
        INFO.replace("\"MemoryLimit\":true", "\"MemoryLimit\":false")
            .replace("\"PidsLimit\":true", "\"PidsLimit\":false"),
        "cannot limit memory and the number of processes");
    refuses(
        version("1.41"),
        INFO.replace("\"CpuCfsQuota\":true", "\"CpuCfsQuota\":false"),
        "cannot limit CPU time");
    refuses(
        version("1.41"),
        INFO.replace("\"name=seccomp,profile=default\"", "\"name=apparmor\""),
        "system calls");
    refuses(version("1.41"), INFO.replace("profile=default", "profile=unconfined"), "unconfined");
    refuses(
        version("1.41"), INFO.replace("\"OSType\":\"linux\"", "\"OSType\":\"windows\""), "windows");
    refuses(
        "{\"Version\":\"4\",\"ApiVersion\":\"1.41\",\"Components\":[{\"Name\":\"Podman Engine\"}]}",
        INFO,
        "Podman 4");
  }
}
