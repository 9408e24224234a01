package dev.gridcast.protocol.signal.mqtt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.PeerKey;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

final class TopicsTest {

  @Example
  void aTopicIsTheBase32OfTheHashOfTheKey() {
    byte[] key = new byte[PeerKey.BYTES];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }

    // Python: base64.b32encode(hashlib.sha256(b"gridcast topic" + bytes(range(32))).digest())
    assertThat(Topics.of(PeerKey.of(key)).in())
        .isEqualTo("gridcast/1/5665xpsoiizatvwojmcm7rzr3w/in");
    assertThat(Topics.of(PeerKey.of(key)).out("abc"))
        .isEqualTo("gridcast/1/5665xpsoiizatvwojmcm7rzr3w/out/abc");
  }

  @Example
  void aRequestKeepsItsLabelAndItsBytes() {
    String label = Topics.newLabel();
    byte[] payload = Topics.labelled(label, new byte[] {1, 2, 3});

    assertThat(Topics.label(payload)).contains(label);
    assertThat(Topics.sealed(payload)).containsExactly(1, 2, 3);
  }

  @Example
  void labelsDiffer() {
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      labels.add(Topics.newLabel());
    }

    assertThat(labels).hasSize(1000).allMatch(label -> label.matches("[a-z2-7]{26}"));
  }

  @Example
  void noLabelLeadsOutOfTheServersOwnTopics() {
    for (String hostile :
        new String[] {
          "../../../../somebody/else/",
          "#########################A",
          "++++++++++++++++++++++++++",
          "aaaaaaaaaaaaaaaaaaaaaaaaa/",
          "aaaaaaaaaaaaaaaaaaaaaaaaa\0",
          "AAAAAAAAAAAAAAAAAAAAAAAAAA",
          "aaaaaaaaaaaaaaaaaaaaaaaaa0"
        }) {
      assertThat(hostile).hasSize(Topics.LABEL_CHARACTERS);
      assertThat(Topics.label((hostile + "sealed").getBytes(US_ASCII))).as(hostile).isEmpty();
    }
  }

  @Property
  void whateverArrivesIsALabelOfOursOrNone(@ForAll @Size(max = 64) byte[] payload) {
    assertThat(Topics.label(payload).orElse("a".repeat(26))).matches("[a-z2-7]{26}");
  }

  @Example
  void whatIsEmptyOrTooLargeHasNone() {
    assertThat(Topics.label(Topics.labelled(Topics.newLabel(), new byte[0]))).isEmpty();
    byte[] tooLarge = new byte[Topics.MAX_PAYLOAD_BYTES - Topics.LABEL_CHARACTERS + 1];
    assertThat(Topics.label(Topics.labelled(Topics.newLabel(), tooLarge))).isEmpty();
  }
}
