package dev.gridcast.benchmark.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One page of a headless Chromium, through its DevTools protocol. */
final class Chrome implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> asked;
  private final AtomicInteger ids = new AtomicInteger();

  private Chrome(
      Process process,
      Path profile,
      WebSocket socket,
      Map<Integer, CompletableFuture<JsonNode>> asked) {
    this.process = process;
    this.profile = profile;
    this.socket = socket;
    this.asked = asked;
  }

  /** Starts the program with a window of that size and a profile of its own. */
  static Chrome start(Path program, int width, int height)
      throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory("gridcast-chromium");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--window-size=" + width + "," + height,
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log").toFile())
            .start();
    HttpClient client = HttpClient.newHttpClient();
    String page = pageOf(client, profile.resolve("DevToolsActivePort"));
    Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    WebSocket socket =
        client.newWebSocketBuilder().buildAsync(URI.create(page), new Answers(asked)).join();
    Chrome chrome = new Chrome(process, profile, socket, asked);
    chrome.ask("Page.enable", Map.of());
    chrome.ask("Network.enable", Map.of());
    return chrome;
  }

  private static String pageOf(HttpClient client, Path file)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() >= 2) {
        URI list = URI.create("http://127.0.0.1:" + lines.get(0) + "/json/list");
        String answer =
            client
                .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        for (JsonNode target : JSON.readTree(answer)) {
          if (target.path("type").asText().equals("page")) {
            return target.get("webSocketDebuggerUrl").asText();
          }
        }
      }
      Thread.sleep(50);
    }
    throw new IOException("Chromium did not open a page");
  }

  /** Runs a script in every page before its own. */
  void onEveryPage(String script) throws IOException, InterruptedException {
    ask("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** Every page is loaded as if for the first time. */
  void withoutCache() throws IOException, InterruptedException {
    ask("Network.setCacheDisabled", Map.of("cacheDisabled", true));
  }

  /** Goes to an address. */
  void open(String address) throws IOException, InterruptedException {
    ask("Page.navigate", Map.of("url", address));
  }

  /** What an expression is in the page. */
  JsonNode evaluate(String expression) throws IOException, InterruptedException {
    JsonNode answer =
        ask("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IOException(answer.get("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  /** Does something with the mouse: mouseMoved, mousePressed, mouseReleased. */
  void mouse(String type, double x, double y) throws IOException, InterruptedException {
    boolean click = !type.equals("mouseMoved");
    ask(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            x,
            "y",
            y,
            "button",
            "left",
            "buttons",
            1,
            "clickCount",
            click ? 1 : 0));
  }

  private JsonNode ask(String method, Map<String, Object> parameters)
      throws IOException, InterruptedException {
    int id = ids.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    socket.sendText(message.toString(), true).join();
    try {
      JsonNode told = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (told.has("error")) {
        throw new IOException(method + ": " + told.get("error"));
      }
      return told.path("result");
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(method + " was not answered", e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Puts the pieces of a message together and gives each answer to who asked. */
  private static final class Answers implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<JsonNode>> asked;
    private final StringBuilder text = new StringBuilder();

    Answers(Map<Integer, CompletableFuture<JsonNode>> asked) {
      this.asked = asked;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        try {
          JsonNode message = JSON.readTree(whole);
          CompletableFuture<JsonNode> who = asked.remove(message.path("id").asInt());
          if (who != null) {
            who.complete(message);
          }
        } catch (IOException e) {
          asked.values().forEach(who -> who.completeExceptionally(e));
        }
      }
      socket.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      asked.values().forEach(who -> who.completeExceptionally(error));
    }
  }
}
