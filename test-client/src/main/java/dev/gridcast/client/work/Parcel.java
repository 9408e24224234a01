package dev.gridcast.client.work;

import dev.gridcast.protocol.blob.BlobSource;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.Limits;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.ModelOffer;
import dev.gridcast.protocol.message.Result;
import java.util.Optional;

/**
 * A report as it is sent.
 *
 * @param message what is said
 * @param model what the server may ask for then; empty unless it is a result with a model that is
 *     too large to travel inside
 */
record Parcel(Message message, Optional<BlobSource> model) {

  /** A report that is said at once. */
  static Parcel of(Message message) {
    return new Parcel(message, Optional.empty());
  }

  /** A finished training that is in memory. */
  static Parcel of(Finished finished) {
    Blob model = finished.model();
    if (model == null) {
      return of(new Result(finished.lease(), finished.resultJson(), null));
    }
    if (model.size() <= Limits.MAX_INLINE_BYTES) {
      return of(new Result(finished.lease(), finished.resultJson(), ModelOffer.inline(model)));
    }
    return offering(finished.lease(), finished.resultJson(), BlobSource.of(model));
  }

  /** A finished training whose model waits to be asked for. */
  static Parcel offering(String lease, String resultJson, BlobSource model) {
    ModelOffer offer = new ModelOffer(model.sha256(), model.size(), null);
    return new Parcel(new Result(lease, resultJson, offer), Optional.of(model));
  }
}
