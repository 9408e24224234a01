package dev.gridcast.protocol.blob;

import java.util.Optional;

/** What the other side of one connection may ask for. */
public interface BlobShelf {

  /** Nothing at all. */
  BlobShelf EMPTY = sha256 -> Optional.empty();

  /**
   * The blob with this SHA-256 in hex, if the other side may have it. Called on the thread that
   * hears the peer, once for every request.
   */
  Optional<BlobSource> find(String sha256);
}
