package dev.gridcast.client.runtime.docker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Who a trainer is inside its container: never root of this machine, and able to write its output
 * folder.
 *
 * @param uid the user's number
 * @param gid the group's number
 * @param takesOver whether the folders of a job must be given to this user first
 */
record ContainerUser(int uid, int gid, boolean takesOver) {

  /** {@code nobody} of most systems: owns nothing. */
  private static final int NOBODY = 65_534;

  /** The user for the folders of a box. */
  static ContainerUser of(Path folder, EngineFacts engine) throws IOException {
    if (engine.rootless()) {
      // The engine is an ordinary process of this user, and root inside its containers *is* this
      // user outside; any other number would be a user who may not write here.
      return new ContainerUser(0, 0, false);
    }
    if (!hasOwnerNumbers(folder)) {
      return new ContainerUser(NOBODY, NOBODY, false); // Windows: Docker Desktop maps every user
    }
    int uid = (int) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    int gid = (int) Files.getAttribute(folder, "unix:gid", LinkOption.NOFOLLOW_LINKS);
    return uid == 0
        ? new ContainerUser(NOBODY, NOBODY, true)
        : new ContainerUser(uid, gid == 0 ? NOBODY : gid, false);
  }

  /** Gives a folder, with what is in it, to this user where that is needed; follows no link. */
  void takeOver(Path folder) throws IOException {
    if (!takesOver) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path entry, BasicFileAttributes attributes)
              throws IOException {
            give(entry);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes)
              throws IOException {
            give(entry);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void give(Path entry) throws IOException {
    Files.setAttribute(entry, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(entry, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean hasOwnerNumbers(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  /** As the engine wants it: {@code uid:gid}. */
  String text() {
    return uid + ":" + gid;
  }
}
