package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.message.Dataset;
import dev.gridcast.protocol.message.DatasetRequest;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.ProtocolError;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends the published data set on one connection, as often as is sensible. */
final class DatasetDelivery {

  static final int AT_MOST = 16;

  private final Reception reception;
  private final Voice voice;
  private final AtomicInteger toSend = new AtomicInteger();
  private int asked;

  DatasetDelivery(Reception reception, Voice voice) {
    this.reception = reception;
    this.voice = voice;
  }

  /** The client asks for a data set. On the peer's thread only. */
  void asked(DatasetRequest request) {
    if (!request.sha256().equals(reception.offer().datasetSha256())) {
      voice.say(
          new ProtocolError(
              ErrorCode.UNKNOWN_DATASET,
              "no data set " + HelloCheck.harmless(request.sha256()),
              null));
      return;
    }
    if (++asked > AT_MOST) {
      voice.refuse(ErrorCode.UNEXPECTED, "the data set was sent " + AT_MOST + " times already");
      return;
    }
    if (toSend.getAndIncrement() == 0) {
      // Not on the peer's thread: its heartbeats must be heard while the bytes trickle. One after
      // the other, and none forgotten that is asked for while another is on its way.
      reception.speak(
          () -> {
            do {
              voice.say(new Dataset(request.sha256(), reception.offer().dataset()));
            } while (toSend.decrementAndGet() > 0);
          });
    }
  }
}
