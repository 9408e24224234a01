package dev.gridcast.server.report.sheets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** How the stand-in's answers and questions look on the wire. */
final class FakeHttp {

  private static final ObjectMapper JSON = new ObjectMapper();

  private FakeHttp() {}

  static List<String> parameter(HttpExchange exchange, String name) {
    List<String> values = new ArrayList<>();
    for (String pair : exchange.getRequestURI().getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts[0].equals(name)) {
        values.add(URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return values;
  }

  static void refuse(HttpExchange exchange, FakeRefusal refusal, String retryAfter)
      throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode error = answer.putObject("error");
    error.put("code", refusal.status());
    error.put("message", refusal.message());
    error
        .putArray("errors")
        .addObject()
        .put("message", refusal.message())
        .put("domain", "global")
        .put("reason", refusal.reason());
    send(exchange, refusal.status(), answer, retryAfter);
  }

  static void send(HttpExchange exchange, int status, JsonNode answer, String retryAfter)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    if (!retryAfter.isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
    }
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  static byte[] body(HttpExchange exchange) throws IOException {
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream raw = exchange.getRequestBody();
        InputStream in = zipped ? new GZIPInputStream(raw) : raw) {
      return in.readAllBytes();
    }
  }
}
