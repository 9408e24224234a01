package dev.gridcast.protocol.blob;

import java.nio.file.Path;

/**
 * Hears what becomes of a blob that was asked for, one call at a time, on the thread that hears the
 * peer. After {@link #arrived} or {@link #failed}, and when the exchange is closed, nothing more
 * follows.
 */
public interface BlobListener {

  /**
   * More of it is here.
   *
   * @param bytes how many of the encoded bytes
   * @param of how many those are altogether
   */
  void progressed(long bytes, long of);

  /**
   * It is here, and verified.
   *
   * @param file holds exactly the bytes; it is the listener's to move away or to delete
   */
  void arrived(Path file);

  /**
   * It will not come.
   *
   * @param reason one line for people
   */
  void failed(Failure failure, String reason);

  /** Why a blob does not come. */
  enum Failure {
    /** The other side does not have it, or stopped sending it. */
    STOPPED,
    /** What came is not what was asked for. */
    WRONG,
    /** This machine cannot keep it. */
    NOT_KEPT
  }
}
