package dev.gridcast.protocol.identity;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code identity.key}: one line with the seed of an {@link Identity} and a checksum, readable by
 * its owner only. Made at the first start; whoever has it is that peer.
 */
public final class IdentityFile {

  /** The name of the file in a data folder. */
  public static final String NAME = "identity.key";

  private static final String PREFIX = "gridcast-identity-1 ";
  private static final int CHECKSUM_BYTES = 4;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private IdentityFile() {}

  /**
   * The identity in a folder that exists; made when there is none.
   *
   * @throws IdentityException when the file holds something else, or others may read it
   * @throws IOException when it cannot be read or written
   */
  public static Identity open(Path folder) throws IOException, IdentityException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      make(file);
    }
    return read(file);
  }

  /**
   * The identity in a file.
   *
   * @throws NoSuchFileException when there is none
   */
  private static Identity read(Path file) throws IOException, IdentityException {
    if (isPosix(file)) {
      Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
      others.addAll(Files.getPosixFilePermissions(file));
      others.retainAll(OTHERS);
      if (!others.isEmpty()) {
        throw new IdentityException(
            file + " may be read or changed by others than its owner: chmod 600 " + file, null);
      }
    }
    String line = Files.readString(file).strip();
    if (!line.startsWith(PREFIX)) {
      throw damaged(file, "it does not begin with \"" + PREFIX.strip() + '"', null);
    }
    try {
      byte[] checked = Base64.getUrlDecoder().decode(line.substring(PREFIX.length()));
      byte[] seed = Arrays.copyOf(checked, Identity.SEED_BYTES);
      if (!Arrays.equals(checked, withChecksum(seed))) {
        throw damaged(file, "its checksum is wrong", null);
      }
      return Identity.ofSeed(seed);
    } catch (IllegalArgumentException e) {
      throw damaged(file, "it is not base64url", e);
    }
  }

  private static void make(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    // A temporary file is readable for its owner only, from its first moment.
    Path temporary = Files.createTempFile(folder, "identity", ".tmp");
    try {
      if (isPosix(temporary)) {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
      }
      String text =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(withChecksum(Identity.random().seed()));
      Files.writeString(temporary, PREFIX + text + "\n");
      link(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** A key that somebody else made at the same moment stays. */
  private static void link(Path temporary, Path file) throws IOException {
    try {
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      // It is read instead of ours.
    } catch (UnsupportedOperationException e) {
      Files.move(temporary, file);
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static byte[] withChecksum(byte[] seed) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(seed);
      byte[] checked = Arrays.copyOf(seed, seed.length + CHECKSUM_BYTES);
      System.arraycopy(digest, 0, checked, seed.length, CHECKSUM_BYTES);
      return checked;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }

  private static IdentityException damaged(Path file, String why, @Nullable Throwable cause) {
    return new IdentityException(
        file
            + " is damaged ("
            + why
            + "): restore it from a backup, or delete it to be somebody new to everybody",
        cause);
  }
}
