package dev.gridcast.server.volunteer;

import dev.gridcast.protocol.blob.BlobException;
import dev.gridcast.protocol.blob.BlobExchange;
import dev.gridcast.protocol.blob.BlobListener;
import dev.gridcast.protocol.blob.BlobOutlet;
import dev.gridcast.protocol.blob.PartialBlobs;
import dev.gridcast.protocol.message.Blob;
import dev.gridcast.protocol.message.ErrorCode;
import dev.gridcast.protocol.message.LogOffer;
import dev.gridcast.protocol.message.Message;
import dev.gridcast.protocol.message.ModelOffer;
import dev.gridcast.protocol.message.ProtocolError;
import dev.gridcast.protocol.message.Result;
import dev.gridcast.protocol.peer.Peer;
import dev.gridcast.protocol.peer.PeerClosedException;
import dev.gridcast.server.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blobs of one conversation: the data set goes out, and the models come in that did not travel
 * inside their results, and the logs. A result is passed on only when it is all here. On the peer's
 * thread, but for {@link #close}.
 */
final class ResultIntake {

  /** The results of which models may be on their way at a time; a client sends one. */
  static final int MOST_PENDING = 4;

  private static final Logger LOG = LoggerFactory.getLogger(ResultIntake.class);

  private final Reception reception;
  private final LeaseReports reports;
  private final Voice voice;
  private final Sink sink;
  private final BlobExchange blobs;
  private final Set<String> pending = new HashSet<>();

  /** Who stores results. */
  interface Sink {

    /**
     * Stores and acknowledges a result.
     *
     * @param model its bytes; null when there are none, or when they need not be fetched
     */
    void whole(Result result, @Nullable Blob model);

    /** Stores that there is nothing in a result, and says why. */
    void useless(Result result, String complaint);
  }

  ResultIntake(Peer peer, Reception reception, LeaseReports reports, Voice voice, Sink sink) {
    this.reception = reception;
    this.reports = reports;
    this.voice = voice;
    this.sink = sink;
    this.blobs =
        new BlobExchange(
            BlobExchange.Side.ACCEPTED,
            new Outlet(peer, voice),
            new DatasetDelivery(reception, voice),
            reception::speak);
  }

  /** Whether the message is the next piece of a model that was asked for. */
  boolean isExpected(Message message) {
    return blobs.isExpected(message);
  }

  /** A message about blobs. */
  void blob(Message message) {
    try {
      blobs.heard(message);
    } catch (BlobException e) {
      voice.refuse(ErrorCode.UNEXPECTED, HelloCheck.harmless(String.valueOf(e.getMessage())));
    }
  }

  /**
   * A client returns a result.
   *
   * @param volunteer whose client it is
   */
  void result(Result result, String volunteer) {
    ModelOffer offer = result.model();
    Blob inline = offer == null ? null : offer.inline();
    if (offer == null || !reports.isModelAwaited(result)) {
      sink.whole(result, null);
    } else if (inline == null) {
      fetch(result, offer, volunteer);
    } else if (inline.sha256().equals(offer.sha256())) {
      sink.whole(result, inline);
    } else {
      sink.useless(result, "model.safetensors: its SHA-256 is another one than was announced");
    }
  }

  private void fetch(Result result, ModelOffer offer, String volunteer) {
    if (pending.contains(result.lease())) {
      return; // it is on its way already
    }
    if (pending.size() >= MOST_PENDING) {
      voice.refuse(
          ErrorCode.UNEXPECTED, "send at most " + MOST_PENDING + " large results at a time");
      return;
    }
    try {
      PartialBlobs parts = reception.incoming().of(volunteer);
      Optional<Path> kept = parts.whole(offer.sha256(), offer.size());
      if (kept.isPresent()) {
        arrived(result, kept.get());
        return;
      }
      pending.add(result.lease());
      blobs.fetch(offer.sha256(), offer.size(), parts, new ModelListener(result));
    } catch (IOException e) {
      notKept(result, e);
    }
  }

  /** Asks for the whole log of a failed case, which lies beside the models until it is all here. */
  void fetch(LogOffer log, String volunteer, BlobListener listener) throws IOException {
    PartialBlobs parts = reception.incoming().of(volunteer);
    blobs.fetch(log.sha256(), log.size(), parts, listener);
  }

  /** The connection has ended; what has come of models is kept. */
  void close() {
    blobs.close();
  }

  private void arrived(Result result, Path file) {
    pending.remove(result.lease());
    Blob model;
    try {
      model = Blob.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      remove(file);
      notKept(result, e);
      return;
    }
    try {
      sink.whole(result, model);
      remove(file);
    } catch (StoreException e) {
      // The file stays: when the result comes again, its model need not travel again.
      voice.unavailable(e, result.lease());
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("a model that was stored stays here until room is needed: {}", file, e);
    }
  }

  private void failed(Result result, BlobListener.Failure failure, String reason) {
    pending.remove(result.lease());
    switch (failure) {
      case STOPPED -> tryLater(result, "the model did not come: " + reason);
      case NOT_KEPT -> notKept(result, new IOException(reason));
      case WRONG -> {
        try {
          sink.useless(result, "model.safetensors: " + reason);
        } catch (StoreException e) {
          voice.unavailable(e, result.lease());
        }
      }
    }
  }

  private void notKept(Result result, IOException cause) {
    pending.remove(result.lease());
    reception.modelNotKept(cause);
    tryLater(result, "the server cannot store anything now; try again later");
  }

  private void tryLater(Result result, String reason) {
    LOG.debug("the result of lease {} is to come again: {}", result.lease(), reason);
    voice.say(new ProtocolError(ErrorCode.UNAVAILABLE, reason, result.lease()));
  }

  private final class ModelListener implements BlobListener {

    private final Result result;

    ModelListener(Result result) {
      this.result = Objects.requireNonNull(result, "result");
    }

    @Override
    public void progressed(long bytes, long of) {
      LOG.trace("{} of {} bytes of a model are here", bytes, of);
    }

    @Override
    public void arrived(Path file) {
      ResultIntake.this.arrived(result, file);
    }

    @Override
    public void failed(Failure failure, String reason) {
      ResultIntake.this.failed(result, failure, reason);
    }
  }

  private record Outlet(Peer peer, Voice voice) implements BlobOutlet {

    @Override
    public void say(Message message) {
      voice.say(message);
    }

    @Override
    public void send(Message message) throws PeerClosedException {
      peer.send(message);
    }
  }
}
