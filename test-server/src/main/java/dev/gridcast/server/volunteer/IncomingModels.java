package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.blob.Hashes;
import dev.gridcast.protocol.blob.PartialBlobs;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where models lie of which only a part has come, so that volunteers need not begin anew after a
 * cut: one folder for each volunteer, so that nobody can spoil or crowd out another's. Thread-safe.
 */
public final class IncomingModels {

  /** What one volunteer may have lying here: 96 MiB, two of the largest models. */
  static final long PER_VOLUNTEER = 2L * Limits.MAX_BLOB_BYTES;

  /** The volunteers whose parts are kept while nobody sends them. */
  static final int VOLUNTEERS_AT_MOST = 32;

  private final Path directory;
  private final InstantSource clock;

  /** By volunteer, the least recently used first. */
  private final Map<String, PartialBlobs> open = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * A folder of parts; it is made when the first byte comes.
   *
   * @param directory holds nothing else
   */
  public IncomingModels(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** The parts of one volunteer's models. */
  synchronized PartialBlobs of(String volunteer) throws IOException {
    PartialBlobs own = open.get(volunteer);
    if (own == null) {
      if (open.isEmpty()) {
        forgetEarlier();
      }
      // The hash, not the name: what a client says never becomes a file name.
      String name = Blob.wrap(volunteer.getBytes(StandardCharsets.UTF_8)).sha256();
      own = PartialBlobs.open(directory.resolve(name), PER_VOLUNTEER, clock);
      open.put(volunteer, own);
      forgetOld(volunteer);
    }
    return own;
  }

  /** What earlier runs of the server left goes, but for the latest. */
  private void forgetEarlier() throws IOException {
    record Folder(Path path, FileTime used) {}
    List<Folder> folders = new ArrayList<>();
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
        for (Path folder : all) {
          if (Hashes.isSha256(folder.getFileName().toString())) {
            folders.add(new Folder(folder, Files.getLastModifiedTime(folder)));
          }
        }
      }
    }
    folders.sort(Comparator.comparing(Folder::used).reversed());
    for (Folder old : folders.stream().skip(VOLUNTEERS_AT_MOST).toList()) {
      PartialBlobs.open(old.path(), PER_VOLUNTEER, clock).removeUnlessInUse();
    }
  }

  private void forgetOld(String latest) throws IOException {
    int over = open.size() - VOLUNTEERS_AT_MOST;
    for (String volunteer : open.keySet().toArray(new String[0])) {
      if (over <= 0) {
        return;
      }
      PartialBlobs old = open.get(volunteer);
      if (old != null && !volunteer.equals(latest) && old.removeUnlessInUse()) {
        open.remove(volunteer);
        over--;
      }
    }
  }
}
