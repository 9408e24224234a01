package dev.gridcast.protocol.message;

import org.jspecify.annotations.Nullable;

/**
 * The model of a {@link Result}: a small one travels inside it, a larger one waits until the server
 * asks for it by {@link BlobRequest}.
 *
 * @param sha256 the SHA-256 of its bytes in hex
 * @param size how many bytes it has
 * @param inline the bytes, when they are no more than {@link Limits#MAX_INLINE_BYTES}; null when
 *     the server is to ask for them
 */
public record ModelOffer(String sha256, long size, @Nullable Blob inline) {

  public ModelOffer {
    Checks.sha256("sha256", sha256);
    Checks.between("size", size, 0, Limits.MAX_BLOB_BYTES);
    if (inline != null) {
      Checks.between("the size of inline", inline.size(), size, size);
      Checks.between("the size of inline", inline.size(), 0, Limits.MAX_INLINE_BYTES);
    }
  }

  /** A model that travels inside its result. */
  public static ModelOffer inline(Blob model) {
    return new ModelOffer(model.sha256(), model.size(), model);
  }
}
