package dev.gridcast.client.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a service is to run, whatever the system.
 *
 * @param java the program
 * @param jar {@code test-client.jar}
 * @param folder the data folder
 * @param isDefaultFolder whether it is the one that needs no naming
 * @param name on the leaderboard; null for the usual one
 * @param engine what DOCKER_HOST says here; null when it says nothing
 */
record ServicePlan(
    Path java,
    Path jar,
    Path folder,
    boolean isDefaultFolder,
    @Nullable String name,
    @Nullable String engine) {

  private static final int TELLING = 6;

  /** Where the invite is kept: it is a secret, and a command line is not. */
  Path inviteFile() {
    return folder.resolve("invite");
  }

  /** What tells the services of several data folders apart; empty for the usual folder. */
  String suffix() {
    return isDefaultFolder ? "" : "-" + hash(folder.toString()).substring(0, TELLING);
  }

  /** The command, word by word; {@code @FILE} stands for what is in the file. */
  List<String> command() {
    List<String> words =
        new ArrayList<>(
            List.of(
                java.toString(),
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "join",
                "@" + inviteFile(),
                "--data-dir",
                folder.toString()));
    if (name != null) {
      words.addAll(List.of("--name", name));
    }
    return List.copyOf(words);
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
