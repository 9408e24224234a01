package dev.gridcast.client.runtime.docker;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** How containers and images of ours are told from everybody else's. */
final class Labels {

  /** On every container of ours. */
  static final String CONTAINER = "dev.gridcast";

  /** On every image of ours. */
  static final String IMAGE = "dev.gridcast.image";

  /** On a container: which client it belongs to. */
  static final String CLIENT = "dev.gridcast.client";

  /** On an image: the release whose trainer it holds. */
  static final String VERSION = "dev.gridcast.version";

  /** On an image that was built here: the hash of all that it was built from. */
  static final String CONTENT = "dev.gridcast.content";

  /** On an image that was built here: the id of the image that it was built on. */
  static final String BASE = "dev.gridcast.base";

  /** The value of both. */
  static final String TRAINER = "trainer";

  private Labels() {}

  static Map<String, String> container(String client) {
    return Map.of(CONTAINER, TRAINER, CLIENT, client);
  }

  /** The client that keeps its data in a folder; one folder has one client at a time. */
  static String clientOf(Path dataFolder) {
    byte[] path =
        dataFolder.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
    return Hashes.sha256(path).substring(0, 32);
  }
}
