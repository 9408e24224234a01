package dev.gridcast.protocol.signal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.gridcast.protocol.identity.SealedBox;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the HTTP port: one request, one answer, and the end. */
final class HttpConversation {

  private static final String ABOUT = "/v2/about";

  /** So much of a body that is refused is read all the same, or its sender would see no answer. */
  private static final int MAX_WASTE = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(HttpConversation.class);

  private final Socket socket;
  private final SignalHandler handler;
  private final byte[] about;
  private final long startedAt;
  private volatile boolean answering;
  private volatile long answeredAt;

  HttpConversation(Socket socket, SignalHandler handler, byte[] about, long startedAt) {
    this.socket = socket;
    this.handler = handler;
    this.about = about;
    this.startedAt = startedAt;
  }

  /** Where it comes from. */
  String source() {
    return socket.getInetAddress().getHostAddress();
  }

  /** Whether the other side has not said yet all that it wants to say. */
  boolean isListening() {
    return !answering;
  }

  /** Whether the other side has had more time than this to speak, or to take its answer. */
  boolean dawdles(long now, long nanos) {
    return answering ? answeredAt != 0 && now - answeredAt > nanos : now - startedAt > nanos;
  }

  /** Ends it at once, from any thread. */
  void end() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("Closing a connection failed: {}", e.toString());
    }
  }

  void run() {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Reply reply;
      try {
        reply = reply(in);
      } catch (HttpHead.BadRequest e) {
        reply = Reply.error(e.status(), String.valueOf(e.getMessage()));
      } catch (RuntimeException | LinkageError e) {
        LOG.error("A signalling request failed.", e);
        reply = Reply.error(500, "the server failed; its log says where");
      }
      answering = true;
      answeredAt = System.nanoTime();
      String head =
          "HTTP/1.1 "
              + reply.status
              + " -\r\nContent-Type: "
              + reply.type
              + "\r\nContent-Length: "
              + reply.body.length
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      socket.getOutputStream().write(reply.body);
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      // What is left unread when a socket closes takes the answer with it.
      waste(in, Math.min(in.available(), MAX_WASTE));
    } catch (IOException e) {
      LOG.debug("A signalling client went away: {}", e.toString());
    }
  }

  private Reply reply(InputStream in) throws IOException, HttpHead.BadRequest {
    HttpHead head = HttpHead.read(in);
    if (head.length() > SealedBox.MAX_BYTES) {
      waste(in, Math.min(head.length(), MAX_WASTE));
      return Reply.error(413, "a request must have at most " + SealedBox.MAX_BYTES + " bytes");
    }
    byte[] body = in.readNBytes((int) head.length());
    if (body.length < head.length()) {
      throw new IOException("the request ends in its body");
    }
    answering = true;
    if (ABOUT.equals(head.path())) {
      return "GET".equals(head.method())
          ? new Reply(200, "application/json", about)
          : Reply.error(405, "use GET");
    }
    if (!HttpWay.PATH.equals(head.path())) {
      return Reply.error(404, "this is a Gridcast server; it answers only " + HttpWay.PATH);
    }
    return "POST".equals(head.method()) ? answer(body) : Reply.error(405, "use POST");
  }

  private static void waste(InputStream in, long bytes) throws IOException {
    byte[] block = new byte[8 << 10];
    long left = bytes;
    while (left > 0) {
      int read = in.read(block, 0, (int) Math.min(block.length, left));
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }

  private Reply answer(byte[] sealed) {
    try {
      return handler
          .answer(sealed, source())
          .map(answer -> new Reply(200, "application/octet-stream", answer))
          .orElseGet(
              () ->
                  Reply.error(
                      400,
                      "this is no request for this server: is the invite one of another server, or"
                          + " older than this server's key?"));
    } catch (FloodException e) {
      return Reply.error(429, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.error(503, "the server is closing");
    }
  }

  /** What to answer. */
  private static final class Reply {

    private final int status;
    private final String type;
    private final byte[] body;

    private Reply(int status, String type, byte[] body) {
      this.status = status;
      this.type = type;
      this.body = body;
    }

    static Reply error(int status, String message) {
      return new Reply(
          status, "application/json", HttpLetters.write(new HttpLetters.Refusal(message)));
    }
  }
}
