package dev.gridcast.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.protocol.message.Texts;
import dev.gridcast.server.cli.ScreenState.Best;
import dev.gridcast.server.cli.ScreenState.VolunteerLine;
import dev.gridcast.server.cli.ScreenState.Work;
import dev.gridcast.server.lease.Counts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/** A running server as its dashboard's interface shows it, from anywhere. */
final class WatchedServer {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST_TEXT = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int OK = 200;

  /** What needs a person and stands on the screen already. */
  private static final Set<String> SHOWN_ANYWAY =
      Set.of("QUARANTINED", "FAILED", "ABANDONED", "SUSPENDED");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI address;
  private final String token;
  private final HttpClient http;

  /**
   * A server to watch.
   *
   * @param address of its dashboard
   * @param token the reader's or the operator's; empty without one
   * @param fingerprint SHA-256 of the certificate that it must have, in hex; empty when an
   *     authority vouches for it
   */
  WatchedServer(URI address, String token, String fingerprint) {
    this.address = address;
    this.token = token;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
    if (!fingerprint.isEmpty()) {
      builder.sslContext(PinnedCertificate.context(fingerprint));
    }
    this.http = builder.build();
  }

  /**
   * What a server shows at one moment.
   *
   * @param state for the screen
   * @param attention what else needs a person, a line each
   */
  record Seen(ScreenState state, List<String> attention) {}

  /** The server does not answer as it should; the message is one line for people. */
  static final class SilentException extends Exception {

    private static final long serialVersionUID = 1L;

    private SilentException(String message) {
      super(message);
    }
  }

  /**
   * How it stands.
   *
   * @throws SilentException when nobody answers there, or somebody else does
   */
  Seen look() throws SilentException, InterruptedException {
    return seen(get("overview"), get("volunteers"));
  }

  private JsonNode get(String what) throws SilentException, InterruptedException {
    URI uri = address.resolve("/api/v1/" + what);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == UNAUTHORIZED) {
        throw new SilentException(
            "the server at "
                + address
                + (token.isEmpty() ? " wants a token" : " does not know this token")
                + "; `server dashboard-token` on its machine prints it, and "
                + WatchCommand.TOKEN_VARIABLE
                + " brings it here");
      }
      JsonNode body = MAPPER.readTree(answer.body());
      if (answer.statusCode() != OK) {
        String said = Texts.oneLine(body.at("/error/message").asText(), LONGEST_TEXT);
        throw new SilentException(
            "the server at " + address + " answers " + answer.statusCode() + ": " + said);
      }
      return body;
    } catch (JsonProcessingException e) {
      throw new SilentException("what answers at " + address + " is no Gridcast server");
    } catch (SSLException e) {
      throw new SilentException(
          "the certificate at "
              + address
              + " is not one to trust; say which one it must be with --fingerprint, as the server"
              + " prints it");
    } catch (IOException e) {
      throw new SilentException(
          "no server answers at " + address + " (" + why(e) + "); is it running?");
    }
  }

  private static String why(IOException e) {
    String text = e.getMessage();
    return text == null ? e.getClass().getSimpleName() : Texts.oneLine(text, LONGEST_TEXT);
  }

  private static Seen seen(JsonNode overview, JsonNode volunteers) throws SilentException {
    JsonNode counts = overview.path("counts");
    if (!counts.path("total").isIntegralNumber()) {
      throw new SilentException("the server speaks another language than this program; update it");
    }
    List<VolunteerLine> lines = new ArrayList<>();
    for (JsonNode person : volunteers.path("volunteers")) {
      if (person.path("online").asBoolean()) {
        lines.add(line(person));
      }
    }
    List<String> attention = new ArrayList<>();
    for (JsonNode one : overview.path("attention")) {
      if (SHOWN_ANYWAY.contains(one.path("kind").asText())) {
        continue;
      }
      attention.add(Texts.oneLine(one.path("text").asText(), LONGEST_TEXT));
    }
    return new Seen(
        new ScreenState(
            Texts.oneLine(overview.at("/experiment/name").asText(), LONGEST_TEXT),
            counts(counts),
            overview.path("suspended").asInt(),
            0, // they are among what needs a person
            best(overview.path("best")),
            overview.path("persistenceRmse").asDouble(Double.NaN),
            lines,
            seconds(overview.path("secondsLeft"))),
        attention);
  }

  private static Counts counts(JsonNode counts) {
    return new Counts(
        counts.path("total").asLong(),
        counts.path("waiting").asLong(),
        0,
        counts.path("leased").asLong(),
        counts.path("judging").asLong(),
        0,
        counts.path("verified").asLong(),
        counts.path("claimed").asLong(),
        counts.path("failed").asLong(),
        counts.path("quarantined").asLong(),
        counts.path("abandoned").asLong());
  }

  private static Optional<Best> best(JsonNode best) {
    return best.isObject()
        ? Optional.of(
            new Best(
                best.path("caseIndex").asLong(),
                Texts.oneLine(best.path("volunteer").asText(), LONGEST_TEXT),
                best.path("rmse").asDouble(Double.NaN),
                best.path("skill").asDouble(Double.NaN)))
        : Optional.empty();
  }

  private static Optional<Duration> seconds(JsonNode seconds) {
    return seconds.isNumber()
        ? Optional.of(Duration.ofMillis((long) (seconds.asDouble() * 1000)))
        : Optional.empty();
  }

  /** Its name is a stranger's word, and this is somebody's terminal. */
  private static VolunteerLine line(JsonNode person) {
    List<Work> works = new ArrayList<>();
    for (JsonNode work : person.path("works")) {
      works.add(
          new Work(
              work.path("case").asLong(),
              work.path("epoch").asInt(),
              work.path("epochs").asInt(),
              work.path("validationRmse").asDouble(Double.NaN)));
    }
    return new VolunteerLine(
        Texts.oneLine(person.path("name").asText(), LONGEST_TEXT),
        Optional.of(Texts.oneLine(person.path("connection").asText(), LONGEST_TEXT))
            .filter(way -> !way.isEmpty()),
        works);
  }
}
