package dev.gridcast.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

  private static final String SHA = "0123456789abcdef".repeat(4);

  @Test
  void everyMessageHasOneNameOnTheWire() {
    assertThat(List.<Class<?>>copyOf(MessageTypes.BY_NAME.values()))
        .containsExactlyInAnyOrder(permitted());
    assertThat(MessageTypes.BY_NAME.keySet())
        .allSatisfy(name -> assertThat(name).matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void everyMessageIsTriedByTheRoundTrip() {
    assertThat(MessageArbitraries.byType().keySet()).isEqualTo(Set.of(permitted()));
  }

  @Property(tries = 2_000)
  void whatIsEncodedIsDecodedTheSame(@ForAll("messages") Message message) throws Exception {
    assertThat(MessageCodec.decode(MessageCodec.encode(message))).isEqualTo(message);
  }

  @Property(tries = 2_000)
  void randomBytesAreMalformedAndNothingWorse(@ForAll byte[] bytes) {
    assertMalformedOrMessage(bytes);
  }

  @Property(tries = 1_000)
  void whatIsEncodedIsDecodedTheSameByAnOlderRelease(@ForAll("messages") Message message)
      throws Exception {
    byte[] bytes = MessageCodec.encode(message);
    assertThat(MessageCodec.decodeKnown(bytes, 0, bytes.length)).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"protocol-error\",\"code\":#,\"reason\":\"r\",\"lease\":null}",
        "{\"type\":\"failure\",\"lease\":\"a\",\"kind\":#,\"reason\":\"r\",\"log\":\"\",\"wholeLog\":null}",
        "{\"type\":\"verdict\",\"lease\":\"a\",\"caseIndex\":0,\"kind\":#,\"reason\":\"r\",\"rmse\":1,\"persistenceRmse\":1,\"rank\":0,\"ranked\":0}",
      })
  void aWordOfANewerReleaseIsTheUnknownAndOfAnyOtherItIsMalformed(String pattern) throws Exception {
    for (String word : List.of("\"LATER\"", "\"UNKNOWN\"", "\"\"", "\"version\"")) {
      byte[] bytes = raw(pattern.replace("#", word), new byte[0]);
      assertThatThrownBy(() -> MessageCodec.decode(bytes))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("must be one of [")
          .hasMessageNotContainingAny("LATER", "UNKNOWN");
      Message read = MessageCodec.decodeKnown(bytes, 0, bytes.length).orElseThrow();
      assertThat(read.toString()).contains("UNKNOWN", "r");
    }
    for (String nonsense : List.of("0", "1.5", "true", "null", "[\"VERSION\"]", "{}")) {
      byte[] bytes = raw(pattern.replace("#", nonsense), new byte[0]);
      assertThatThrownBy(() -> MessageCodec.decode(bytes))
          .isInstanceOf(MalformedMessageException.class);
      assertThatThrownBy(() -> MessageCodec.decodeKnown(bytes, 0, bytes.length))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Property(tries = 3_000)
  void damagedMessagesAreMalformedAndNothingWorse(
      @ForAll("messages") Message message, @ForAll @Size(max = 4) List<Integer> damage) {
    byte[] bytes = MessageCodec.encode(message);
    for (int where : damage) {
      bytes[Math.floorMod(where, bytes.length)] = (byte) (where >> 16);
    }
    assertMalformedOrMessage(bytes);
  }

  @Property(tries = 500)
  void aMessageCutShortIsMalformed(@ForAll("messages") Message message, @ForAll int where) {
    byte[] bytes = MessageCodec.encode(message);
    byte[] cut = Arrays.copyOf(bytes, Math.floorMod(where, bytes.length));
    assertThatThrownBy(() -> MessageCodec.decode(cut))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void parametersKeepTheirOrder() throws Exception {
    Map<String, String> rows = new LinkedHashMap<>();
    for (String name : List.of("zeta", "alpha", "lags", "beta")) {
      rows.put(name, "1");
    }
    Message decoded =
        MessageCodec.decode(
            MessageCodec.encode(new Assignment(1, "lease", 0, 1, SHA, rows, SHA, 1, 1)));
    assertThat(((Assignment) decoded).parameters().keySet())
        .containsExactly("zeta", "alpha", "lags", "beta");
  }

  @Test
  void theLargestResultFits() throws Exception {
    Result result =
        new Result(
            "lease",
            "\u0001".repeat(Limits.MAX_RESULT_JSON),
            ModelOffer.inline(Blob.wrap(new byte[Limits.MAX_INLINE_BYTES])));
    byte[] bytes = MessageCodec.encode(result);
    assertThat(bytes.length).isLessThanOrEqualTo(Limits.MAX_MESSAGE_BYTES);
    assertThat(MessageCodec.decode(bytes)).isEqualTo(result);
  }

  @Test
  void theWireFormIsWhatTheDocumentationSays() {
    byte[] bytes = MessageCodec.encode(new BlobChunk(5, 64, Blob.copyOf(new byte[] {7, 8, 9})));
    int length = ByteBuffer.wrap(bytes).getInt();
    assertThat(new String(bytes, 4, length, UTF_8))
        .isEqualTo("{\"type\":\"blob-chunk\",\"request\":5,\"at\":64,\"data\":3}");
    assertThat(bytes).hasSize(4 + length + 3).endsWith(7, 8, 9);
  }

  @Test
  void aHelloOfANewerVersionIsStillReadable() throws Exception {
    byte[] bytes =
        raw(
            """
            {"type":"hello","protocolVersion":9,"clientVersion":"9","name":"n","colour":"red",
             "machine":{"os":"","arch":"","cpus":1,"memoryBytes":0,"java":"","fans":3}}""",
            new byte[0]);
    assertThat(((Hello) MessageCodec.decode(bytes)).protocolVersion()).isEqualTo(9);
  }

  @Test
  void aHelloOfTheFirstVersionIsStillReadable() throws Exception {
    byte[] bytes =
        raw(
            """
            {"type":"hello","protocolVersion":1,"clientVersion":"0.1","volunteer":"v","name":"n",
             "machine":{"os":"Linux","arch":"amd64","cpus":4,"memoryBytes":7,"java":"17"}}""",
            new byte[0]);
    Hello hello = (Hello) MessageCodec.decode(bytes);
    assertThat(hello.protocolVersion()).isEqualTo(1);
    assertThat(hello.machine())
        .isEqualTo(new Machine("Linux", "amd64", 4, 7, "17", List.of(), "", 0, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "7",
        "[]",
        "{}",
        "{\"type\":null}",
        "{\"type\":\"java.lang.Runtime\"}",
        "{\"type\":\"case-request\",\"request\":1,\"answered\":0,\"held\":[],\"lacking\":[]} {}",
        "{\"type\":\"case-request\",\"request\":1,\"answered\":0,\"held\":[],\"lacking\":[],\"extra\":1}",
        "{\"type\":\"goodbye\"}",
        "{\"type\":\"goodbye\",\"reason\":null}",
        "{\"type\":\"goodbye\",\"reason\":7}",
        "{\"type\":\"goodbye\",\"reason\":\"a\",\"reason\":\"b\"}",
        "{\"type\":\"cancel\",\"lease\":\"../../etc\",\"reason\":\"\"}",
        "{\"type\":\"blob-stop\",\"request\":-1,\"reason\":\"\"}",
        "{\"type\":\"protocol-error\",\"code\":0,\"reason\":\"\",\"lease\":null}",
        "{\"type\":\"nothing-now\",\"request\":1,\"done\":\"true\",\"waitMillis\":1,\"best\":[],\"reason\":\"\"}",
        "{\"type\":\"nothing-now\",\"request\":1,\"done\":true,\"waitMillis\":-1,\"best\":[],\"reason\":\"\"}",
        "{\"type\":\"nothing-now\",\"request\":1,\"done\":true,\"waitMillis\":1.5,\"best\":[],\"reason\":\"\"}",
        "{\"type\":\"nothing-now\",\"request\":1,\"done\":true,\"waitMillis\":99999999999999999999,\"best\":[],\"reason\":\"\"}",
        "{\"type\":\"nothing-now\",\"request\":1,\"done\":true,\"waitMillis\":1,\"best\":[null],\"reason\":\"\"}",
        "{\"type\":\"heartbeat\",\"cases\":[{\"lease\":\"a\",\"progress\":{\"epoch\":1,\"epochs\":2,\"validationRmse\":1e999,\"seconds\":1}}]}",
        "{\"type\":\"heartbeat\",\"cases\":[{\"lease\":\"a\",\"progress\":{\"epoch\":1,\"epochs\":2,\"validationRmse\":\"NaN\",\"seconds\":1}}]}",
        "{\"type\":\"heartbeat\",\"cases\":[null]}",
        "{\"type\":\"heartbeat\",\"cases\":[{\"lease\":\"a\",\"progress\":null},{\"lease\":\"a\",\"progress\":null}]}",
        "{\"type\":\"case-request\"}",
        "{\"type\":\"case-request\",\"request\":1,\"answered\":0,\"held\":[]}",
        "{\"type\":\"case-request\",\"request\":1,\"answered\":0,\"held\":null,\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":1,\"answered\":0,\"held\":[\"../a\"],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":1,\"answered\":0,\"held\":[],\"lacking\":[\"\"]}",
        "{\"type\":\"case-request\",\"request\":1,\"answered\":0,\"held\":[],\"lacking\":[\"a\\nb\"]}",
        "{\"type\":\"case-request\",\"request\":-1,\"answered\":0,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":0,\"answered\":0,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":1.5,\"answered\":0,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":1e3,\"answered\":0,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":\"3\",\"answered\":0,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":null,\"answered\":0,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":9223372036854775808,\"answered\":0,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":[1],\"answered\":0,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":true,\"answered\":0,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":3,\"answered\":-1,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":3,\"answered\":3,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":3,\"answered\":0.5,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":3,\"answered\":null,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":3,\"answered\":\"1\",\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"answered\":0,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"case-request\",\"request\":1,\"held\":[],\"lacking\":[]}",
        "{\"type\":\"nothing-now\",\"request\":0,\"done\":true,\"waitMillis\":1,\"best\":[],\"reason\":\"\"}",
        "{\"type\":\"nothing-now\",\"done\":true,\"waitMillis\":1,\"best\":[],\"reason\":\"\"}",
        "{\"type\":\"verdict\",\"lease\":\"a\",\"caseIndex\":0,\"kind\":\"PERHAPS\",\"reason\":\"\",\"rmse\":1,\"persistenceRmse\":1,\"rank\":0,\"ranked\":0}",
        "{\"type\":\"verdict\",\"lease\":\"a\",\"caseIndex\":0,\"kind\":null,\"reason\":\"\",\"rmse\":1,\"persistenceRmse\":1,\"rank\":0,\"ranked\":0}",
        "{\"type\":\"heartbeat-ack\",\"leases\":[\"a\",\"a\"]}",
        "{\"type\":\"result\",\"lease\":\"a\",\"resultJson\":\"{}\"}",
      })
  void nonsenseIsRefusedInOneLine(String json) {
    assertThatThrownBy(() -> MessageCodec.decode(raw(json, new byte[0])))
        .isInstanceOf(MalformedMessageException.class)
        .message()
        .isNotEmpty()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "4", "2147483648", "\"3\"", "null", "2", "1e3", "[3]"})
  void aBlobMustClaimExactlyWhatIsAttached(String size) {
    String json = "{\"type\":\"dataset\",\"sha256\":\"" + SHA + "\",\"content\":" + size + "}";
    assertThatThrownBy(() -> MessageCodec.decode(raw(json, new byte[3])))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void deepNestingIsRefused() {
    String json = "{\"type\":\"goodbye\",\"reason\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> MessageCodec.decode(raw(json, new byte[0])))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void aLyingLengthIsRefusedBeforeAnythingIsAllocated() {
    byte[] bytes = {0x7f, -1, -1, -1, '{', '}'};
    assertThatThrownBy(() -> MessageCodec.decode(bytes))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("2147483647");
  }

  @Provide
  Arbitrary<Message> messages() {
    return MessageArbitraries.messages();
  }

  private static void assertMalformedOrMessage(byte[] bytes) {
    try {
      assertThat(MessageCodec.decode(bytes)).isNotNull();
    } catch (MalformedMessageException e) {
      assertThat(e.getMessage()).isNotEmpty().doesNotContain("\n");
    }
    try {
      assertThat(MessageCodec.decodeKnown(bytes, 0, bytes.length)).isNotNull();
    } catch (MalformedMessageException e) {
      assertThat(e.getMessage()).isNotEmpty().doesNotContain("\n");
    }
  }

  private static byte[] raw(String json, byte[] attachment) {
    byte[] text = json.getBytes(UTF_8);
    return ByteBuffer.allocate(4 + text.length + attachment.length)
        .putInt(text.length)
        .put(text)
        .put(attachment)
        .array();
  }

  private static Class<?>[] permitted() {
    return Message.class.getPermittedSubclasses();
  }
}
