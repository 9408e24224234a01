package dev.gridcast.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRulesTest {

  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final Machine MACHINE = new Machine("Linux", "amd64", 2, 0, "17");

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../x", "ä", "a/b"})
  void aLeaseIsNamedByPlainCharacters(String lease) {
    assertRefused(
        () -> new GiveBack(lease, ""),
        "lease must be 1 to 64 characters of A-Z a-z 0-9 _ -: \"" + lease + '"');
  }

  @Test
  void aNameHasOneTo40VisibleCharacters() {
    assertThat(new Hello(1, "1", "Zoë 🚀", MACHINE).name()).isEqualTo("Zoë 🚀");
    assertRefused(() -> new Hello(1, "1", "", MACHINE), "name must have 1 to 40 characters");
    assertRefused(
        () -> new Hello(1, "1", "x".repeat(41), MACHINE), "name must have 1 to 40 characters");
    assertRefused(
        () -> new Hello(1, "1", "red \u001b[31m", MACHINE), "must have no control characters");
    assertRefused(() -> new Hello(1, "1", "\ud83d", MACHINE), "without lone surrogates");
  }

  @Test
  void numbersSayTheirRuleAndTheirValue() {
    assertRefused(
        () -> new Progress(1, 2, Double.NaN, 1), "validationRmse must be a finite number: NaN");
    assertRefused(
        () -> new Progress(1, 2, Double.POSITIVE_INFINITY, 1), "a finite number: Infinity");
    assertRefused(() -> new Progress(3, 2, 1, 1), "epoch must be between 0 and 2: 3");
    assertRefused(() -> new Progress(1, 2, -1, 1), "validationRmse must not be negative: -1.0");
    assertRefused(
        () -> new NothingNow(1, false, -1, List.of()), "waitMillis must be at least 0: -1");
    assertRefused(() -> assignment(5, 5, Map.of()), "caseIndex must be between 0 and 4: 5");
  }

  @Test
  void parametersAreBounded() {
    assertRefused(() -> assignment(0, 1, Map.of("a\nb", "1")), "no control characters: \"a b\"");
    assertRefused(
        () -> assignment(0, 1, Map.of("a", "x".repeat(Limits.MAX_PARAMETER_TEXT + 1))),
        "parameter a must have 0 to 1048576 characters");
    assertRefused(
        () -> assignment(0, 1, Map.of("a", "x".repeat(600_000), "b", "x".repeat(600_000))),
        "the text of all parameters must be between 0 and 1048576: 1200002");
  }

  @Test
  void hashesAreSixtyFourHexDigits() {
    assertRefused(
        () -> new ModelOffer(SHA.toUpperCase(java.util.Locale.ROOT), 1, null), "lower-case");
    assertRefused(() -> new ModelOffer("abc", 1, null), "64 lower-case hex digits: \"abc\"");
  }

  @Test
  void onlyASmallModelTravelsInside() {
    Blob large = Blob.wrap(new byte[Limits.MAX_INLINE_BYTES + 1]);
    assertRefused(() -> ModelOffer.inline(large), "the size of inline must be between 0 and 32768");
    assertRefused(
        () -> new ModelOffer(SHA, 2, Blob.wrap(new byte[1])),
        "the size of inline must be between 2 and 2: 1");
    assertRefused(
        () -> new ModelOffer(SHA, Limits.MAX_BLOB_BYTES + 1L, null), "size must be between 0");
  }

  @Test
  void aBlobIsAskedForByItsHashAndFromWhereItEnded() {
    List<String> both = List.of(BlobHead.ZSTD, BlobHead.IDENTITY);
    assertRefused(
        () -> new BlobRequest(1, "../../etc/passwd", both, 0, ""), "64 lower-case hex digits");
    assertRefused(() -> new BlobRequest(-1, SHA, both, 0, ""), "request must be at least 0: -1");
    assertRefused(
        () -> new BlobRequest(1, SHA, both, 5, ""), "encodedSha256 must be a SHA-256 in 64");
    assertRefused(
        () -> new BlobRequest(1, SHA, both, 0, SHA), "encodedSha256 must have 0 to 0 characters");
    assertRefused(
        () -> new BlobRequest(1, SHA, both, Limits.MAX_BLOB_BYTES + 1L, SHA), "from must be");
    assertRefused(
        () -> new BlobRequest(1, SHA, List.of("zstd", "zstd"), 0, ""), "encodings must differ");
  }

  @Test
  void anEncodedBlobIsSmallerThanItsBytes() {
    assertThat(new BlobHead(1, SHA, 0, BlobHead.IDENTITY, 0, SHA, 0).encodedSize()).isZero();
    assertRefused(
        () -> new BlobHead(1, SHA, 10, BlobHead.ZSTD, 10, SHA, 0),
        "encodedSize must be between 1 and 9: 10");
    assertRefused(
        () -> new BlobHead(1, SHA, 10, BlobHead.IDENTITY, 9, SHA, 0),
        "encodedSize must be between 10 and 10: 9");
    assertRefused(
        () -> new BlobHead(1, SHA, Limits.MAX_BLOB_BYTES + 1L, BlobHead.ZSTD, 9, SHA, 0),
        "size must be between 0 and 50331648");
    assertRefused(
        () -> new BlobHead(1, SHA, 10, BlobHead.ZSTD, 5, SHA, 6),
        "from must be between 0 and 5: 6");
    assertRefused(
        () -> new BlobChunk(1, 0, Blob.wrap(new byte[0])), "the size of data must be between 1");
    assertRefused(
        () -> new BlobChunk(1, 0, Blob.wrap(new byte[Limits.MAX_CHUNK_BYTES + 1])),
        "the size of data must be between 1 and 65536: 65537");
  }

  @Test
  void forecastsAreFiniteAndTimed() {
    assertRefused(() -> forecast("yesterday", 1), "ISO-8601 time in UTC like");
    assertRefused(
        () -> forecast("2016-05-18T04:00:00Z", Double.NaN),
        "the forecast of close must be a finite number: NaN");
    List<Forecast> many =
        Collections.nCopies(Limits.MAX_FORECASTS + 1, forecast("2016-05-18T04:00:00Z", 1));
    assertRefused(
        () -> new Accepted("lease", many), "the number of best must be between 0 and 100: 101");
  }

  @Test
  void leasesAreBoundedAndDiffer() {
    List<String> many =
        java.util.stream.IntStream.rangeClosed(0, Limits.MAX_CASES).mapToObj(i -> "a" + i).toList();
    assertRefused(
        () -> new CaseRequest(1, many), "the number of held must be between 0 and 256: 257");
    assertRefused(
        () -> new HeartbeatAck(List.of("a", "b", "a")), "leases must differ: \"[a, b, a]");
    CaseProgress one = new CaseProgress("a", null);
    assertRefused(() -> new Heartbeat(List.of(one, one)), "the leases of cases must differ");
  }

  @Test
  void requestsAreCountedFromOneAndAnswersBelongToOne() {
    List<String> none = List.of();
    assertThat(new CaseRequest(7, none)).isEqualTo(new CaseRequest(7, 6, none, none));
    assertThat(new CaseRequest(Long.MAX_VALUE, none).answered()).isEqualTo(Long.MAX_VALUE - 1);
    assertRefused(() -> new CaseRequest(0, 0, none, none), "request must be at least 1: 0");
    assertRefused(() -> new CaseRequest(Long.MIN_VALUE, none), "request must be at least 1: -92");
    assertRefused(() -> new CaseRequest(5, 5, none, none), "answered must be between 0 and 4: 5");
    assertRefused(() -> new CaseRequest(5, -1, none, none), "answered must be between 0 and 4: -1");
    assertRefused(() -> new NothingNow(0, true, 1, List.of()), "request must be at least 1: 0");
    assertRefused(
        () -> new Assignment(-1, "lease", 0, 1, SHA, Map.of(), SHA, 1, 1),
        "request must be at least 1: -1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256:#",
        "trainer@sha256:#",
        "lab/my_own-trainer.2@sha256:#",
        "127.0.0.1:5000/lab/trainer@sha256:#",
        "Registry.example.org/lab/trainer@sha256:#"
      })
  void anImageIsNamedByItsContent(String pattern) {
    String image = pattern.replace("#", SHA);
    assertThat(welcome(image).trainerImage()).isEqualTo(image);
    assertThat(TrainerImages.digest(image)).isEqualTo("sha256:" + SHA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "trainer",
        "trainer:latest",
        "trainer:latest@sha256:#",
        "host:5000/trainer:1@sha256:#",
        "trainer@sha256:abc",
        "@sha256:#",
        "-v@sha256:#",
        "../x@sha256:#",
        "a//b@sha256:#",
        "sha256:#\n"
      })
  void anImageNamedOtherwiseIsRefused(String pattern) {
    String image = pattern.replace("#", SHA);
    assertRefused(() -> welcome(image), "must be NAME@sha256:… or sha256:… with 64 hex digits");
  }

  private static Welcome welcome(String image) {
    return new Welcome(2, "1", "e", 1, 1, image);
  }

  @Test
  void enginesAreBoundedAndDiffer() {
    List<String> many =
        java.util.stream.IntStream.rangeClosed(0, Limits.MAX_ENGINES)
            .mapToObj(i -> "e" + i)
            .toList();
    assertRefused(() -> machine(0, many), "the number of engines must be between 0 and 16: 17");
    assertRefused(() -> machine(0, List.of("a", "a")), "engines must differ: \"[a, a]\"");
    assertRefused(() -> machine(0, List.of("")), "each of engines must have 1 to 40 characters");
    assertRefused(() -> machine(-1, List.of()), "trainingMemoryBytes must be at least 0: -1");
    assertRefused(
        () -> new CaseRequest(1, 0, List.of(), List.of("x".repeat(41))),
        "each of lacking must have 1 to 40 characters");
  }

  @Test
  void aVerdictSaysWhetherItIsToTheVolunteersCredit() {
    assertThat(Verdict.counts("l", 1, 2, 3, 4, 5).verified()).isTrue();
    assertThat(Verdict.confirms("l", 1, 2, 3, 4, 5).verified()).isTrue();
    assertThat(Verdict.waits("l", 1, "").verified()).isFalse();
    assertThat(Verdict.undecided("l", 1, "").verified()).isFalse();
    assertThat(Verdict.rejected("l", 1, "false").verified()).isFalse();
    assertThat(Verdict.claim("l", 1, "no model").verified()).isFalse();
    assertRefused(() -> Verdict.counts("l", 1, 2, 3, 6, 5), "rank must be between 0 and 5: 6");
  }

  private static Machine machine(long trainingMemory, List<String> engines) {
    return new Machine("Linux", "amd64", 2, 0, "17", List.of(), "", trainingMemory, engines);
  }

  @Test
  void aReasonIsMendedIntoOneShortLine() {
    assertThat(new Goodbye("disk\n\tfull \u001b[31m\ud83d!").reason())
        .isEqualTo("disk full [31m\uFFFD!");
    assertThat(new Goodbye("x".repeat(1_000)).reason()).hasSize(Limits.MAX_REASON).endsWith("…");
  }

  @Test
  void aLogKeepsItsEndAndItsLines() {
    String log = "start" + "x".repeat(Limits.MAX_LOG) + "\n\tat \u0007end";
    assertThat(Failure.of("lease", FailureKind.TIME_LIMIT, "", log).log())
        .hasSize(Limits.MAX_LOG)
        .endsWith("x\n\tat \uFFFDend");
  }

  private static Assignment assignment(long index, long total, Map<String, String> parameters) {
    return new Assignment(1, "lease", index, total, SHA, parameters, SHA, 1, 1);
  }

  private static Forecast forecast(String time, double value) {
    return new Forecast(0, "Ada", "BTC", "4h", time, Map.of("close", value), 1, 0.1);
  }

  private static void assertRefused(ThrowingCallable construction, String message) {
    assertThatThrownBy(construction)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
