package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.blob.BlobShelf;
import dev.gridcast.protocol.blob.BlobSource;
import dev.gridcast.protocol.message.ErrorCode;
import java.util.Optional;

/** Lets one connection have the published data set, and nothing else, as often as is sensible. */
final class DatasetDelivery implements BlobShelf {

  static final int AT_MOST = 16;

  private final Reception reception;
  private final Voice voice;
  private int asked;

  DatasetDelivery(Reception reception, Voice voice) {
    this.reception = reception;
    this.voice = voice;
  }

  @Override
  public Optional<BlobSource> find(String sha256) {
    BlobSource dataset = reception.offer().dataset();
    if (!sha256.equals(dataset.sha256())) {
      return Optional.empty();
    }
    if (++asked > AT_MOST) {
      voice.refuse(ErrorCode.UNEXPECTED, "the data set was sent " + AT_MOST + " times already");
      return Optional.empty();
    }
    return Optional.of(dataset);
  }
}
