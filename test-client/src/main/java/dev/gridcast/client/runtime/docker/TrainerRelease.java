package dev.gridcast.client.runtime.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that the image of the built-in trainer is made from.
 *
 * @param kind which of the trainers
 * @param trainerJar the trainer; need not be there when its image was pulled
 * @param dockerfile the text of the Dockerfile, the same in a checkout and in this program's jar
 * @param baseImage the name or id of the image that it is built on
 * @param version the release of this client, which the image must have, too
 */
public record TrainerRelease(
    TrainerKind kind, Path trainerJar, String dockerfile, String baseImage, String version) {

  private static final Pattern DEFAULT_BASE =
      Pattern.compile("^ARG\\s+BASE_IMAGE=(\\S+)\\s*$", Pattern.MULTILINE);

  /**
   * The trainer of this release.
   *
   * @param baseImage instead of the Dockerfile's own; null for that one
   */
  public static TrainerRelease of(
      TrainerKind kind, Path trainerJar, @Nullable String baseImage, String version)
      throws IOException {
    String resource = kind.dockerfile();
    String dockerfile;
    try (InputStream in = TrainerRelease.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is missing in this program: build it again");
      }
      dockerfile = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return new TrainerRelease(
        kind,
        trainerJar,
        dockerfile,
        baseImage == null ? defaultBase(dockerfile) : baseImage,
        version);
  }

  private static String defaultBase(String dockerfile) {
    Matcher matcher = DEFAULT_BASE.matcher(dockerfile);
    if (!matcher.find()) {
      throw new IllegalStateException("the Dockerfile has no line ARG BASE_IMAGE=NAME");
    }
    return matcher.group(1);
  }

  /**
   * The hash of it all: the same hash, the same image. A name may come to mean another base image,
   * so that the image also carries the id of the one that it was built on.
   */
  String content() throws IOException {
    String all =
        String.join(
            "\n",
            Hashes.sha256(trainerJar),
            Hashes.sha256(dockerfile.getBytes(StandardCharsets.UTF_8)),
            baseImage,
            version);
    return Hashes.sha256(all.getBytes(StandardCharsets.UTF_8));
  }

  /** The image's name and tag for the hash. */
  String imageName(String content) {
    return kind.repository() + ":" + tagged(version) + "-" + content.substring(0, 12);
  }

  /** The name and tag of an image that was pulled for this release. */
  String pulledName() {
    return kind.repository() + ":" + tagged(version) + "-pulled";
  }

  private static String tagged(String version) {
    String clean = version.replaceAll("[^A-Za-z0-9_.-]", "_");
    return clean.substring(0, Math.min(clean.length(), 60));
  }
}
