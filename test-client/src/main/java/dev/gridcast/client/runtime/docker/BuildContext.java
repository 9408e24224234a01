package dev.gridcast.client.runtime.docker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What the engine gets to build an image from: a tar stream of the Dockerfile and the jar, made
 * while it is read, so that no copy of the jar is written anywhere.
 */
final class BuildContext {

  private static final int BLOCK = 512;

  private BuildContext() {}

  /**
   * @param jarName what the Dockerfile calls the jar
   */
  static InputStream of(String dockerfile, Path trainerJar, String jarName) throws IOException {
    byte[] text = dockerfile.getBytes(StandardCharsets.UTF_8);
    long jarBytes = Files.size(trainerJar);
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(header("Dockerfile", text.length)),
                new ByteArrayInputStream(text),
                padding(text.length),
                new ByteArrayInputStream(header(jarName, jarBytes)),
                Files.newInputStream(trainerJar),
                padding(jarBytes),
                // Two empty blocks end a tar.
                new ByteArrayInputStream(new byte[2 * BLOCK]))));
  }

  /** POSIX's {@code ustar}. No time, no owner: the same content gives the same layers. */
  private static byte[] header(String name, long size) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, String.format(Locale.ROOT, "%011o\0", size));
    put(header, 136, "00000000000\0");
    put(header, 148, "        "); // the sum counts its own field as spaces
    put(header, 156, "0");
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xFF;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static InputStream padding(long size) {
    return new ByteArrayInputStream(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
  }
}
