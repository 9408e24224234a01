package dev.gridcast.server.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** HTTP byte by byte: a client library would not send what an attacker does. */
final class RawHttp {

  private static final int PATIENCE_MILLIS = 20_000;

  private RawHttp() {}

  /**
   * What came back.
   *
   * @param status of HTTP
   * @param headers by their names in small letters
   * @param body unpacked from its chunks
   */
  record Answer(int status, Map<String, List<String>> headers, String body) {

    /** A header that must be there once. */
    String header(String name) {
      List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
      if (values.size() != 1) {
        throw new AssertionError(name + " is there " + values.size() + " times: " + headers);
      }
      return values.get(0);
    }

    boolean has(String name) {
      return headers.containsKey(name.toLowerCase(Locale.ROOT));
    }
  }

  /** A request in the making. */
  static final class Call {

    private final String line;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte[] body = new byte[0];

    private Call(String line) {
      this.line = line;
      headers.put("Host", "localhost");
      headers.put("Connection", "close");
    }

    /** With this header instead of the one of that name; an empty value takes it away. */
    Call with(String name, String value) {
      if (value.isEmpty()) {
        headers.remove(name);
      } else {
        headers.put(name, value);
      }
      return this;
    }

    Call bearer(String token) {
      return with("Authorization", "Bearer " + token);
    }

    Call json(String text) {
      body = text.getBytes(StandardCharsets.UTF_8);
      return with("Content-Type", "application/json")
          .with("Content-Length", Integer.toString(body.length));
    }

    /** The path that it asks for. */
    String path() {
      return line.split(" ", 3)[1];
    }

    Answer to(int port) throws IOException {
      StringBuilder head = new StringBuilder(line).append("\r\n");
      headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
      head.append("\r\n");
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      all.writeBytes(body);
      return send(port, all.toByteArray());
    }
  }

  static Call get(String path) {
    return new Call("GET " + path + " HTTP/1.1");
  }

  static Call call(String method, String path) {
    return new Call(method + " " + path + " HTTP/1.1");
  }

  /** Sends these bytes and reads until the other side closes. */
  static Answer send(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
      } catch (IOException e) {
        // It may have answered and closed before it was told everything: the answer counts.
        return parse(socket.getInputStream().readAllBytes());
      }
      return parse(socket.getInputStream().readAllBytes());
    }
  }

  private static Answer parse(byte[] bytes) throws IOException {
    InputStream in = new ByteArrayInputStream(bytes);
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 ")) {
      throw new IOException("no HTTP came back but '" + status + "'");
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), x -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    boolean chunked = headers.getOrDefault("transfer-encoding", List.of()).contains("chunked");
    byte[] body = chunked ? chunks(in) : in.readAllBytes();
    return new Answer(
        Integer.parseInt(status.substring(9, 12)),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = size(in); size > 0; size = size(in)) {
      body.writeBytes(in.readNBytes(size));
      line(in);
    }
    return body.toByteArray();
  }

  private static int size(InputStream in) throws IOException {
    String line = line(in);
    return line.isEmpty() ? 0 : Integer.parseInt(line.split(";", 2)[0].strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
