package dev.gridcast.protocol.message;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Every kind of message, with arbitrary well-formed content. */
public final class MessageArbitraries {

  private static final String IMAGE = "lab/trainer@sha256:" + "0123456789abcdef".repeat(4);
  private static final Arbitrary<Long> COUNT = Arbitraries.longs().between(0, Long.MAX_VALUE - 1);

  private MessageArbitraries() {}

  public static Arbitrary<Message> messages() {
    return Arbitraries.oneOf(byType().values());
  }

  static Map<Class<? extends Message>, Arbitrary<Message>> byType() {
    Map<Class<? extends Message>, Arbitrary<Message>> all = new LinkedHashMap<>();
    all.put(
        Hello.class,
        Combinators.combine(
                Arbitraries.integers().between(1, 9), line(1, 20), line(1, 40), engines())
            .as((v, c, n, engines) -> new Hello(v, c, n, machine(v, c, engines))));
    all.put(
        Welcome.class,
        Combinators.combine(line(1, 20), line(1, 200), COUNT)
            .as(
                (v, e, total) ->
                    new Welcome(2, v, e, total, 5_000, total % 2 == 0 ? null : IMAGE)));
    all.put(
        CaseRequest.class,
        Combinators.combine(COUNT, Arbitraries.integers().between(0, 300), leases(), engines())
            .as((r, open, l, e) -> new CaseRequest(r + 1, Math.max(0, r - open), l, e)));
    all.put(
        Assignment.class,
        Combinators.combine(COUNT, id(), COUNT, sha(), parameters())
            .as(
                (r, l, i, s, p) ->
                    new Assignment(r + 1, l, i, i + 1, s, p, s, 1_000, 60, i % 2 == 0)));
    all.put(
        BlobRequest.class,
        Combinators.combine(COUNT, sha(), Arbitraries.integers().between(0, 1 << 20))
            .as(
                (r, s, from) ->
                    new BlobRequest(r, s, List.of("zstd", "identity"), from, from > 0 ? s : "")));
    all.put(
        BlobHead.class,
        Combinators.combine(COUNT, sha(), Arbitraries.integers().between(2, 1 << 20), sha())
            .as(
                (r, s, size, e) ->
                    size % 2 == 0
                        ? new BlobHead(r, s, size, "zstd", size - 1, e, size / 2)
                        : new BlobHead(r, s, size, "identity", size, s, 0)));
    all.put(
        BlobChunk.class,
        Combinators.combine(
                COUNT,
                Arbitraries.integers().between(0, Limits.MAX_BLOB_BYTES),
                blob().filter(blob -> blob.size() > 0))
            .as((r, at, data) -> new BlobChunk(r, at, data)));
    all.put(BlobStop.class, Combinators.combine(COUNT, Arbitraries.strings()).as(BlobStop::new));
    all.put(
        Heartbeat.class,
        Combinators.combine(leases(), progress().injectNull(0.3))
            .as(
                (leases, progress) ->
                    new Heartbeat(
                        leases.stream().map(lease -> new CaseProgress(lease, progress)).toList())));
    all.put(HeartbeatAck.class, leases().map(HeartbeatAck::new));
    all.put(
        Result.class,
        Combinators.combine(id(), Arbitraries.strings(), blob().injectNull(0.2))
            .as(MessageArbitraries::result));
    all.put(
        Failure.class,
        Combinators.combine(
                id(),
                said(FailureKind.class, FailureKind.UNKNOWN),
                Arbitraries.strings(),
                Arbitraries.strings(),
                logOffer().injectNull(0.5))
            .as(Failure::new));
    all.put(GiveBack.class, Combinators.combine(id(), Arbitraries.strings()).as(GiveBack::new));
    all.put(
        Accepted.class,
        Combinators.combine(id(), forecast().list().ofMaxSize(3)).as(Accepted::new));
    all.put(
        Verdict.class,
        Combinators.combine(
                id(),
                COUNT,
                said(Verdict.Kind.class, Verdict.Kind.UNKNOWN),
                Arbitraries.strings(),
                number())
            .as((l, i, k, r, x) -> new Verdict(l, i, k, r, Math.abs(x), Math.abs(x), 2, 3)));
    all.put(
        NothingNow.class,
        Combinators.combine(
                COUNT.map(count -> count + 1),
                Arbitraries.of(true, false),
                COUNT,
                forecast().list().ofMaxSize(3),
                Arbitraries.strings())
            .as(NothingNow::new));
    all.put(Cancel.class, Combinators.combine(id(), Arbitraries.strings()).as(Cancel::new));
    all.put(Goodbye.class, Arbitraries.strings().map(Goodbye::new));
    all.put(
        ProtocolError.class,
        Combinators.combine(
                said(ErrorCode.class, ErrorCode.UNKNOWN),
                Arbitraries.strings(),
                id().injectNull(0.3))
            .as(ProtocolError::new));
    return all;
  }

  private static Machine machine(int cpus, String gpu, List<String> engines) {
    return cpus % 2 == 0
        ? new Machine("Linux", "amd64", cpus, 7, "17")
        : new Machine("Linux", "amd64", cpus, 7, "17", List.of(gpu), "docker", cpus, engines);
  }

  private static Result result(String lease, String json, @Nullable Blob model) {
    ModelOffer offer =
        model == null
            ? null
            : model.size() % 2 == 0
                ? ModelOffer.inline(model)
                : new ModelOffer(model.sha256(), Limits.MAX_BLOB_BYTES - model.size(), null);
    return new Result(lease, Texts.tail(json, Limits.MAX_RESULT_JSON), offer);
  }

  /** All words of an enum but the one that nobody says. */
  private static <E extends Enum<E>> Arbitrary<E> said(Class<E> type, E never) {
    return Arbitraries.of(type).filter(word -> word != never);
  }

  private static Arbitrary<String> id() {
    return Arbitraries.strings().withChars("azAZ09_-").ofMinLength(1).ofMaxLength(64);
  }

  private static Arbitrary<List<String>> leases() {
    return id().list().ofMaxSize(4).uniqueElements();
  }

  private static Arbitrary<List<String>> engines() {
    return line(1, Limits.MAX_ENGINE_NAME).list().ofMaxSize(3).uniqueElements();
  }

  private static Arbitrary<String> sha() {
    return Arbitraries.strings().withChars("0123456789abcdef").ofLength(64);
  }

  private static Arbitrary<String> line(int min, int max) {
    return Arbitraries.strings()
        .ofMinLength(min)
        .ofMaxLength(max)
        .filter(s -> Texts.isUnicode(s) && s.chars().noneMatch(Character::isISOControl));
  }

  private static Arbitrary<Double> number() {
    return Arbitraries.doubles().between(-1e12, 1e12).ofScale(9);
  }

  private static Arbitrary<Progress> progress() {
    return number().map(x -> new Progress(3, 50, Math.abs(x), 1.5));
  }

  private static Arbitrary<Blob> blob() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(2_000).map(Blob::copyOf);
  }

  private static Arbitrary<Map<String, String>> parameters() {
    return Arbitraries.maps(line(1, 30), line(0, 30)).ofMaxSize(20);
  }

  private static Arbitrary<Forecast> forecast() {
    return Combinators.combine(
            COUNT, line(1, 40), Arbitraries.maps(line(1, 10), number()).ofMaxSize(3), number())
        .as(
            (i, v, values, x) ->
                new Forecast(i, v, "BTC", "4h", Instant.EPOCH.toString(), values, Math.abs(x), -x));
  }

  private static Arbitrary<LogOffer> logOffer() {
    return Arbitraries.integers()
        .between(0, Limits.MAX_WHOLE_LOG_BYTES)
        .map(size -> new LogOffer("ab".repeat(32), size));
  }
}
