package dev.gridcast.client.work;

import dev.gridcast.client.cache.DurableFiles;
import dev.gridcast.protocol.blob.BlobSource;
import dev.gridcast.protocol.blob.Hashes;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finished results that no server has acknowledged yet, one folder each, named by the lease. A
 * folder that is there is whole, whatever happens to this process meanwhile.
 */
public final class Outbox {

  private static final String RESULT = "result.json";
  private static final String MODEL = "model.safetensors";
  private static final String DESTINATION = "destination.txt";

  private final Path directory;

  private Outbox(Path directory) {
    this.directory = directory;
  }

  /** Opens the outbox and removes what was half written or half removed. */
  public static Outbox open(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, ".*")) {
      for (Path leftover : leftovers) {
        DurableFiles.deleteTree(leftover);
      }
    }
    return new Outbox(directory);
  }

  /** Keeps a result for a server; when this returns, it survives anything but the disk's end. */
  void put(String destination, Finished result) throws IOException {
    Path part = directory.resolve("." + result.lease() + ".part");
    DurableFiles.deleteTree(part);
    Files.createDirectories(part);
    try {
      DurableFiles.write(
          part.resolve(RESULT), result.resultJson().getBytes(StandardCharsets.UTF_8));
      Blob model = result.model();
      if (model != null) {
        DurableFiles.write(part.resolve(MODEL), model.toByteArray());
      }
      DurableFiles.write(part.resolve(DESTINATION), destination.getBytes(StandardCharsets.UTF_8));
      DurableFiles.moveInto(part, directory.resolve(result.lease()));
    } finally {
      DurableFiles.deleteTree(part);
    }
  }

  /** The leases whose results wait for this server, oldest first. */
  List<String> leasesFor(String destination) throws IOException {
    record Waiting(String lease, long since) {}
    List<Waiting> waiting = new ArrayList<>();
    for (Path entry : entries()) {
      if (destinationOf(entry).filter(destination::equals).isPresent()) {
        waiting.add(
            new Waiting(
                entry.getFileName().toString(), Files.getLastModifiedTime(entry).toMillis()));
      }
    }
    return waiting.stream()
        .sorted(Comparator.comparingLong(Waiting::since))
        .map(Waiting::lease)
        .toList();
  }

  /** The other servers for which results wait here. */
  List<String> otherDestinations(String destination) throws IOException {
    List<String> others = new ArrayList<>();
    for (Path entry : entries()) {
      destinationOf(entry).filter(other -> !other.equals(destination)).ifPresent(others::add);
    }
    return others.stream().distinct().sorted().toList();
  }

  /** The result that waits under a lease; empty when there is none. */
  Optional<Parcel> find(String lease) throws IOException {
    Path entry = directory.resolve(lease);
    if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    String resultJson = Files.readString(entry.resolve(RESULT));
    Path model = entry.resolve(MODEL);
    if (!Files.exists(model, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(Parcel.of(new Finished(lease, resultJson, null)));
    }
    if (Files.size(model) <= Limits.MAX_INLINE_BYTES) {
      Blob bytes = Blob.wrap(Files.readAllBytes(model));
      return Optional.of(Parcel.of(new Finished(lease, resultJson, bytes)));
    }
    BlobSource source = BlobSource.of(model, Hashes.ofFile(model));
    return Optional.of(Parcel.offering(lease, resultJson, source));
  }

  /** Forgets a result, in one step. */
  void remove(String lease) throws IOException {
    Path entry = directory.resolve(lease);
    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      Path gone = directory.resolve("." + lease + ".gone");
      DurableFiles.deleteTree(gone);
      DurableFiles.moveInto(entry, gone);
      DurableFiles.deleteTree(gone);
    }
  }

  private List<Path> entries() throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path entry : all) {
        if (!entry.getFileName().toString().startsWith(".")
            && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  /** Empty for a folder that this class did not make; it must not keep a client from starting. */
  private static Optional<String> destinationOf(Path entry) throws IOException {
    try {
      return Optional.of(Files.readString(entry.resolve(DESTINATION)).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
