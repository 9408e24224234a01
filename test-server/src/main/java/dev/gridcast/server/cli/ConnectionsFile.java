package dev.gridcast.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.server.volunteer.VolunteerRoom.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code connections.json} in a data directory: who is connected right now, and how. Lets a command
 * show what only the running server knows; whoever reads it believes it for half a minute.
 */
final class ConnectionsFile {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionsFile.class);

  private static final String NAME = "connections.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration AT_LATEST = Duration.ofSeconds(10);
  private static final Duration BELIEVED = Duration.ofSeconds(30);
  private static final String UNKNOWN = "connected";

  private final Path file;
  private Map<String, String> written = Map.of();
  private Instant writtenAt = Instant.MIN;

  ConnectionsFile(Path dataDirectory) {
    this.file = dataDirectory.resolve(NAME);
  }

  /** What the file holds. */
  private record Page(String at, Map<String, String> connections) {}

  /** Writes down who is there, if that is due. A disk that does not take it is no matter. */
  void tell(List<Presence> present, Instant now) {
    if (now.isBefore(writtenAt.plus(EVERY))) {
      return;
    }
    Map<String, String> connections = new TreeMap<>();
    for (Presence one : present) {
      String way = one.connection();
      connections.merge(
          one.volunteer(), way == null ? UNKNOWN : way, (a, b) -> a.equals(b) ? a : a + ", " + b);
    }
    if (connections.equals(written) && now.isBefore(writtenAt.plus(AT_LATEST))) {
      return;
    }
    written = connections;
    writtenAt = now;
    try {
      Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), NAME, ".tmp");
      Files.write(temporary, JSON.writeValueAsBytes(new Page(now.toString(), connections)));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.debug("{} cannot be written", file, e);
    }
  }

  /** How each key is connected; empty when no server runs there. */
  Map<String, String> read(Instant now) {
    try {
      if (!Files.exists(file)) {
        return Map.of();
      }
      Map<String, Object> page =
          JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, Object>>() {});
      Instant at = Instant.parse(String.valueOf(page.get("at")));
      if (Duration.between(at, now).abs().compareTo(BELIEVED) > 0
          || !(page.get("connections") instanceof Map<?, ?> connections)) {
        return Map.of();
      }
      Map<String, String> ways = new TreeMap<>();
      connections.forEach((key, way) -> ways.put(String.valueOf(key), String.valueOf(way)));
      return ways;
    } catch (JsonProcessingException | DateTimeException e) {
      LOG.debug("{} is damaged", file, e);
      return Map.of();
    } catch (IOException e) {
      LOG.debug("{} cannot be read", file, e);
      return Map.of();
    }
  }

  /** Nobody is connected any more. */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} cannot be deleted", file, e);
    }
  }
}
