package dev.gridcast.server.report.sheets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A stand-in for Google on this machine: speaks the REST paths of Sheets, Drive and the token
 * server as far as the mirror uses them, keeps Google's limits by the test's clock, and fails as
 * Google does, when it is told to.
 */
public final class FakeGoogle implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int PER_MINUTE = 60;

  private final Clock clock;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, FakeWorkbook> books = new LinkedHashMap<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Set<String> tokens = new HashSet<>();
  private final Deque<Instant> reads = new ArrayDeque<>();
  private final Deque<Instant> writes = new ArrayDeque<>();
  private final List<Runnable> late = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private final FakeKey key;
  private final Object door = new Object();
  private boolean doorOpen;

  /** What the next requests meet. */
  volatile Supplier<Fault> trouble = () -> Fault.NONE;

  /** What the token server answers instead of a token; empty when it gives one. */
  volatile String tokenRefusal = "";

  /** What the APIs answer instead of anything, as reason and message; empty when they work. */
  volatile List<String> refusal = List.of();

  /** What the Drive API answers instead of anything, as reason and message. */
  volatile List<String> driveRefusal = List.of();

  long mostCells = 10_000_000;
  boolean keepBodies;
  private int requests;
  private int refusedByQuota;
  private int tokensGiven;
  private int largestBody;

  private FakeGoogle(Clock clock, FakeKey key) throws IOException {
    this.clock = clock;
    this.key = key;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static {
    // Else head and body of an answer go out on their own, and each request takes 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  public static FakeGoogle start(Clock clock, FakeKey key) {
    try {
      return new FakeGoogle(clock, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI root() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  public String tokenUri() {
    return root() + "token";
  }

  /** A spreadsheet that a person made and shared with the service account. */
  public synchronized FakeWorkbook share(String id) {
    FakeWorkbook book = new FakeWorkbook(id, "Ada's sheet", mostCells);
    book.sharedWith.add(key.email());
    books.put(id, book);
    return book;
  }

  /** A spreadsheet of a person that is not shared with anybody. */
  public synchronized FakeWorkbook unshared(String id) {
    FakeWorkbook book = new FakeWorkbook(id, "Ada's sheet", mostCells);
    books.put(id, book);
    return book;
  }

  synchronized List<FakeWorkbook> books() {
    return List.copyOf(books.values());
  }

  synchronized FakeWorkbook book(String id) {
    return java.util.Objects.requireNonNull(books.get(id), id);
  }

  /** What a cell holds; row from 1, column from 0. */
  public synchronized Object cell(String id, String tab, int row, int column) {
    return book(id).tab(tab).get(row, column);
  }

  synchronized void remove(String id) {
    books.remove(id);
  }

  synchronized int requests() {
    return requests;
  }

  /** How often the quota was exceeded: never, if the client counts well. */
  synchronized int refusedByQuota() {
    return refusedByQuota;
  }

  synchronized int tokensGiven() {
    return tokensGiven;
  }

  synchronized int largestBody() {
    return largestBody;
  }

  /** The bodies of all writes, if they are kept. */
  synchronized List<String> bodies() {
    return List.copyOf(bodies);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = FakeHttp.body(exchange);
    Fault fault;
    synchronized (this) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/token")) {
        token(exchange, new String(body, UTF_8));
        return;
      }
      requests++;
      largestBody = Math.max(largestBody, body.length);
      fault = trouble.get();
      if (fault == Fault.TOKEN_EXPIRED) {
        tokens.clear();
      }
      if (!authorised(exchange)) {
        FakeHttp.refuse(exchange, new FakeRefusal(401, "authError", "Invalid Credentials"), "");
        return;
      }
      if (!meets(fault, exchange, body)) {
        return;
      }
    }
    if (fault == Fault.SILENT) {
      waitUntilLet();
      exchange.close();
    }
  }

  private void waitUntilLet() {
    synchronized (door) {
      while (!doorOpen) {
        try {
          door.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** Whether somebody else is to go on with the exchange. */
  private boolean meets(Fault fault, HttpExchange exchange, byte[] body) throws IOException {
    switch (fault) {
      case SILENT -> {
        return true;
      }
      case LOST_BEFORE -> exchange.close();
      case TOO_MANY, TOO_MANY_FOR_SECONDS -> {
        String seconds = fault == Fault.TOO_MANY ? "" : "7";
        FakeHttp.refuse(
            exchange, new FakeRefusal(429, "rateLimitExceeded", "Quota exceeded"), seconds);
      }
      case TOO_MANY_UNTIL ->
          FakeHttp.refuse(
              exchange,
              new FakeRefusal(429, "rateLimitExceeded", "Quota exceeded"),
              DateTimeFormatter.RFC_1123_DATE_TIME
                  .withLocale(Locale.ROOT)
                  .format(clock.instant().plusSeconds(20).atZone(ZoneOffset.UTC)));
      case INTERNAL ->
          FakeHttp.refuse(exchange, new FakeRefusal(500, "backendError", "Internal error"), "");
      case UNAVAILABLE ->
          FakeHttp.refuse(
              exchange, new FakeRefusal(503, "backendError", "The service is unavailable"), "");
      case LATE -> {
        if (exchange.getRequestURI().getPath().endsWith("/values:batchUpdate")) {
          late.add(() -> silently(exchange, body));
          exchange.close();
        } else {
          answer(exchange, body, true);
        }
      }
      case LOST_AFTER -> answer(exchange, body, false);
      case NONE, TOKEN_EXPIRED -> answer(exchange, body, true);
    }
    return false;
  }

  private void silently(HttpExchange exchange, byte[] body) {
    try {
      act(exchange, body);
    } catch (FakeRefusal | IOException e) {
      // Whoever asked is gone.
    }
  }

  private void answer(HttpExchange exchange, byte[] body, boolean say) throws IOException {
    try {
      count(exchange);
      JsonNode answer = act(exchange, body);
      late.forEach(Runnable::run);
      late.clear();
      if (say) {
        FakeHttp.send(exchange, 200, answer, "");
      } else {
        exchange.close();
      }
    } catch (FakeRefusal e) {
      if (say) {
        FakeHttp.refuse(exchange, e, "");
      } else {
        exchange.close();
      }
    }
  }

  private void count(HttpExchange exchange) throws FakeRefusal {
    Deque<Instant> sent = exchange.getRequestMethod().equals("GET") ? reads : writes;
    Instant now = clock.instant();
    sent.removeIf(time -> !time.plus(MINUTE).isAfter(now));
    if (sent.size() >= PER_MINUTE) {
      refusedByQuota++;
      throw new FakeRefusal(429, "rateLimitExceeded", "Quota exceeded for quota metric");
    }
    sent.add(now);
  }

  private JsonNode act(HttpExchange exchange, byte[] body) throws FakeRefusal, IOException {
    String path = exchange.getRequestURI().getPath();
    boolean drive = path.startsWith("/drive/v3/files");
    List<String> refused = drive ? driveRefusal : refusal;
    if (!refused.isEmpty()) {
      throw new FakeRefusal(403, refused.get(0), refused.get(1));
    }
    return drive ? drive(exchange, path, body) : sheets(exchange, path, body);
  }

  private JsonNode sheets(HttpExchange exchange, String path, byte[] body)
      throws FakeRefusal, IOException {
    String rest = path.substring("/v4/spreadsheets/".length());
    String id = rest.split("[:/]", 2)[0];
    FakeWorkbook book = books.get(id);
    if (book == null) {
      throw new FakeRefusal(404, "notFound", "Requested entity was not found.");
    }
    boolean change = exchange.getRequestMethod().equals("POST");
    if (!book.sharedWith.contains(key.email()) || (change && book.readOnly)) {
      throw new FakeRefusal(403, "forbidden", "The caller does not have permission");
    }
    if (rest.equals(id + "/values:batchUpdate")) {
      if (keepBodies) {
        bodies.add(new String(body, UTF_8));
      }
      book.write(JSON.readTree(body));
    } else if (rest.equals(id + ":batchUpdate")) {
      book.change(JSON.readTree(body).get("requests"));
    } else if (rest.equals(id + "/values:batchGet")) {
      if (!FakeHttp.parameter(exchange, "valueRenderOption").equals(List.of("UNFORMATTED_VALUE"))) {
        throw FakeRefusal.badRequest("the stand-in gives unformatted values only");
      }
      return book.read(FakeHttp.parameter(exchange, "ranges"));
    } else if (rest.equals(id)) {
      return book.describe();
    } else {
      throw new FakeRefusal(404, "notFound", "no such path: " + path);
    }
    return JSON.createObjectNode().put("spreadsheetId", id);
  }

  private JsonNode drive(HttpExchange exchange, String path, byte[] body)
      throws FakeRefusal, IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      ObjectNode answer = JSON.createObjectNode();
      var files = answer.putArray("files");
      String query = String.join("", FakeHttp.parameter(exchange, "q"));
      labels.forEach(
          (id, label) -> {
            if (query.contains("value='" + label + "'") && books.containsKey(id)) {
              files.addObject().put("id", id);
            }
          });
      return answer;
    }
    JsonNode request = JSON.readTree(body);
    if (path.endsWith("/permissions")) {
      FakeWorkbook book =
          books.get(path.substring("/drive/v3/files/".length(), path.lastIndexOf('/')));
      if (book == null) {
        throw new FakeRefusal(404, "notFound", "File not found");
      }
      book.sharedWith.add(request.get("emailAddress").asText());
      return JSON.createObjectNode().put("id", "permission");
    }
    String id = "made-by-the-mirror-" + labels.size();
    share(id).title = request.get("name").asText();
    labels.put(id, request.at("/appProperties/gridcast").asText());
    return JSON.createObjectNode().put("id", id);
  }

  private boolean authorised(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header != null
        && header.startsWith("Bearer ")
        && tokens.contains(header.substring("Bearer ".length()));
  }

  private void token(HttpExchange exchange, String form) throws IOException {
    if (!tokenRefusal.isEmpty()) {
      FakeHttp.send(
          exchange,
          400,
          JSON.createObjectNode()
              .put("error", "invalid_grant")
              .put("error_description", tokenRefusal),
          "");
    } else if (!key.signed(form)) {
      FakeHttp.send(
          exchange,
          400,
          JSON.createObjectNode()
              .put("error", "invalid_grant")
              .put("error_description", "Invalid JWT Signature."),
          "");
    } else {
      String token = FakeKey.TOKEN + ++tokensGiven;
      tokens.add(token);
      FakeHttp.send(
          exchange,
          200,
          JSON.createObjectNode()
              .put("access_token", token)
              .put("expires_in", 3600)
              .put("token_type", "Bearer"),
          "");
    }
  }

  @Override
  public void close() {
    synchronized (door) {
      doorOpen = true;
      door.notifyAll();
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
