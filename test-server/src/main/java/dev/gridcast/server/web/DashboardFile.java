package dev.gridcast.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the dashboard of a data directory is being served, for the commands on the same machine:
 * {@code dashboard.json}, there as long as a server serves it.
 */
public final class DashboardFile {

  private static final String FILE = "dashboard.json";

  private DashboardFile() {}

  /**
   * Where it is.
   *
   * @param address for a browser, ending in a slash
   * @param here the same for programs on this machine
   * @param fingerprint SHA-256 of the certificate in hex when it is the server's own; else empty
   */
  public record Place(String address, String here, String fingerprint) {}

  /** Where the dashboard of a data directory is served; empty when nobody does. */
  public static Optional<Place> read(Path directory) throws IOException {
    try {
      JsonNode node = Json.MAPPER.readTree(Files.readString(directory.resolve(FILE)));
      return Optional.of(
          new Place(
              node.path("address").asText(),
              node.path("here").asText(),
              node.path("fingerprint").asText()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IOException(directory.resolve(FILE) + " is no JSON", e);
    }
  }

  static void write(Path directory, Place place) throws IOException {
    Tokens.write(
        directory.resolve(FILE), new String(Json.bytes(place), StandardCharsets.UTF_8) + "\n");
  }

  /** Takes it away, unless another server has put its own there meanwhile. */
  static void remove(Path directory, Place place) throws IOException {
    if (read(directory).filter(place::equals).isPresent()) {
      Files.deleteIfExists(directory.resolve(FILE));
    }
  }
}
