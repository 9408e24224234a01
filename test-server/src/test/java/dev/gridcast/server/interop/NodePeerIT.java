package dev.gridcast.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Node.js with libdatachannel, by way of node-datachannel: another WebRTC stack altogether. */
@Timeout(120)
class NodePeerIT {

  private static final String VARIABLE = "GRIDCAST_TEST_INTEROP";
  private static final long LIMIT_SECONDS = 90;

  @TempDir Path folder;

  @Test
  void provesItsKeyAndExchangesABlobEachWay() throws Exception {
    try (InteropScene scene = InteropScene.open(folder)) {
      String said =
          run(scene.invite(), scene.published().sha256(), String.valueOf(InteropScene.GIFT_BYTES));
      scene.assertExchanged(new ObjectMapper().readValue(said, Seen.class));
    }
  }

  @Test
  void anInviteWithATypoIsFoundOutBeforeAnythingTravels() throws Exception {
    try (InteropScene scene = InteropScene.open(folder)) {
      String invite = scene.invite();
      char last = invite.charAt(invite.length() - 5);
      String typo =
          new StringBuilder(invite)
              .replace(invite.length() - 5, invite.length() - 4, last == 'a' ? "b" : "a")
              .toString();
      Process node = start(typo, scene.published().sha256(), "1");
      assertThat(complaint(node)).contains("its checksum is wrong");
      assertThat(node.exitValue()).isNotZero();
      assertThat(scene.accepted()).isZero();
    }
  }

  /** What it says at last; fails when it does not end well. */
  private String run(String... arguments) throws Exception {
    Process node = start(arguments);
    String errors = complaint(node);
    String said = Files.readString(folder.resolve("out")).strip();
    assertThat(node.exitValue()).as(errors).isZero();
    return said.substring(said.lastIndexOf('\n') + 1);
  }

  private String complaint(Process node) throws Exception {
    try {
      assertThat(node.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      node.destroyForcibly();
    }
    return Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
  }

  private Process start(String... arguments) throws IOException, URISyntaxException {
    assertThat(System.getenv(VARIABLE))
        .as(
            VARIABLE
                + " must say where node-datachannel is: `./gridcast test` installs it, and so does"
                + " `export $(interop/interop-for-tests.sh install)`")
        .isNotNull();
    Path script = Path.of(NodePeerIT.class.getResource("node.mjs").toURI());
    return new ProcessBuilder(concat(List.of("node", script.toString()), List.of(arguments)))
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private static List<String> concat(List<String> one, List<String> other) {
    return java.util.stream.Stream.concat(one.stream(), other.stream()).toList();
  }
}
