package dev.gridcast.server.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two secrets of a dashboard, in a file that only its owner can read: the operator's token and
 * the reader's. Thread-safe.
 *
 * <p>The file is read again when it changes, so that new tokens count in a running server, and the
 * old ones no more.
 */
public final class Tokens {

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

  private static final int BYTES = 32;
  private static final String FILE = "dashboard-tokens";
  private static final Set<Role> BEARERS = Set.of(Role.OPERATOR, Role.READER);

  private final Path file;
  private Map<Role, String> byRole;
  private FileTime readAt;

  private Tokens(Path file, Map<Role, String> byRole, FileTime readAt) {
    this.file = file;
    this.byRole = Map.copyOf(byRole);
    this.readAt = readAt;
  }

  /**
   * The tokens of a data directory, made if there are none yet.
   *
   * @throws DashboardException when the file can neither be read nor written
   */
  public static Tokens of(Path directory) throws DashboardException {
    Path file = directory.resolve(FILE);
    try {
      return Files.exists(file) ? read(file) : renew(directory);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /**
   * New tokens; the old ones count no more, and who is signed in is signed out.
   *
   * @throws DashboardException when the file cannot be written
   */
  public static Tokens renew(Path directory) throws DashboardException {
    Path file = directory.resolve(FILE);
    SecureRandom random = new SecureRandom();
    String text =
        "# The tokens of the dashboard. Keep them to yourself: with the operator's, anybody can ban"
            + " your\n# volunteers. `server dashboard-token --new` makes new ones.\n"
            + line(Role.OPERATOR, random)
            + line(Role.READER, random);
    try {
      write(file, text);
      return read(file);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static String line(Role role, SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return role.word()
        + " "
        + Base64.getUrlEncoder().withoutPadding().encodeToString(secret)
        + "\n";
  }

  /** Writes a secret: never readable for others, not even for a moment, and never half. */
  static void write(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    try (var channel =
        posix
            ? Files.newByteChannel(
                part,
                options,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
            : Files.newByteChannel(part, options)) {
      channel.write(StandardCharsets.UTF_8.encode(text));
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes a file of secrets away from everybody else. */
  static void makePrivate(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static Tokens read(Path file) throws IOException, DashboardException {
    FileTime time = Files.getLastModifiedTime(file);
    return new Tokens(file, parse(file), time);
  }

  private static Map<Role, String> parse(Path file) throws IOException, DashboardException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    Map<Role, String> found = new EnumMap<>(Role.class);
    for (String line : lines) {
      for (Role role : BEARERS) {
        String start = role.word() + " ";
        if (line.startsWith(start) && line.strip().length() >= start.length() + BYTES) {
          found.put(role, line.substring(start.length()).strip());
        }
      }
    }
    if (!found.keySet().containsAll(BEARERS)) {
      throw DashboardException.of(
          file
              + " does not hold a line for the operator and one for the reader, of at least "
              + BYTES
              + " characters each; delete it, and new ones are made",
          null);
    }
    return found;
  }

  /** The token of a role, to be shown to its owner alone. */
  public synchronized String operator() {
    return byRole.getOrDefault(Role.OPERATOR, "");
  }

  /** The token that opens the pages elsewhere, for looking only. */
  public synchronized String reader() {
    return byRole.getOrDefault(Role.READER, "");
  }

  /** Whom this token makes of its bearer; takes as long for any that is wrong. */
  Role roleOf(String token) {
    Map<Role, String> now = now();
    byte[] given = sha256(token);
    Role role = Role.NOBODY;
    for (Role bearer : BEARERS) {
      if (MessageDigest.isEqual(given, sha256(now.getOrDefault(bearer, "")))) {
        role = bearer;
      }
    }
    return role;
  }

  /** Changes whenever the token of a role does; no secret. */
  String generation(Role role) {
    return Base64.getEncoder().encodeToString(sha256("generation " + now().get(role)));
  }

  private synchronized Map<Role, String> now() {
    Optional<FileTime> time = changedAt();
    if (time.isPresent() && !time.get().equals(readAt)) {
      try {
        byRole = Map.copyOf(parse(file));
        readAt = time.get();
        LOG.info("the tokens of the dashboard are new");
      } catch (IOException | DashboardException e) {
        LOG.warn("the tokens of the dashboard stay as they were: {}", e.toString());
      }
    }
    return byRole;
  }

  private Optional<FileTime> changedAt() {
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // whoever deletes it gets new ones with the next start
    } catch (IOException e) {
      LOG.warn("the tokens of the dashboard stay as they were: {}", e.toString());
      return Optional.empty();
    }
  }

  private static DashboardException unusable(Path file, IOException cause) {
    return DashboardException.of(
        "the dashboard's tokens cannot be kept in " + file + " (" + cause + ")", cause);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
