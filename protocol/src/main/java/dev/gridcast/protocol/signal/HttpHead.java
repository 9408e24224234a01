package dev.gridcast.protocol.signal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of an HTTP/1.x request, of which only what signalling needs is understood.
 *
 * @param path without what follows a question mark
 * @param length of the body in bytes; 0 when it is not said
 */
record HttpHead(String method, String path, long length) {

  private static final int MAX_BYTES = 8 << 10;
  private static final Pattern FIRST =
      Pattern.compile("(?<method>[A-Z]{1,16}) (?<path>/[!-~]{0,1000}) HTTP/1\\.[01]");

  /** A request that gets this status and nothing else. */
  static final class BadRequest extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    BadRequest(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** Reads as far as the empty line. */
  static HttpHead read(InputStream in) throws IOException, BadRequest {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int line = 0;
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the request ends in its head");
      }
      if (next == '\n') {
        if (line == 0) {
          return parse(bytes.toString(ISO_8859_1));
        }
        line = 0;
      } else if (next != '\r') {
        line++;
      }
      bytes.write(next);
      if (bytes.size() > MAX_BYTES) {
        throw new BadRequest(431, "the head of a request must have at most 8 KiB");
      }
    }
  }

  private static HttpHead parse(String text) throws BadRequest {
    String[] lines = text.split("\r?\n", -1);
    Matcher first = FIRST.matcher(lines[0]);
    if (!first.matches()) {
      throw new BadRequest(400, "this is no HTTP request");
    }
    long length = -1;
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      String name = colon < 0 ? "" : lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      if ("transfer-encoding".equals(name)) {
        throw new BadRequest(411, "a request must say its Content-Length");
      }
      if ("content-length".equals(name)) {
        String value = lines[i].substring(colon + 1).strip();
        if (length >= 0 || !value.matches("[0-9]{1,12}")) {
          throw new BadRequest(400, "a request must have one Content-Length");
        }
        length = Long.parseLong(value);
      }
    }
    String path = first.group("path");
    int query = path.indexOf('?');
    return new HttpHead(
        first.group("method"), query < 0 ? path : path.substring(0, query), Math.max(0, length));
  }
}
