package dev.gridcast.protocol.message;

/**
 * How large things may be. They are chosen so that every well-formed message fits its encoding:
 * nothing that a constructor accepts is refused by {@link MessageCodec#encode}.
 */
public final class Limits {

  /** An encoded message in bytes: 9 MiB. What is larger travels as a blob, in pieces. */
  public static final int MAX_MESSAGE_BYTES = 9 << 20;

  /** A data set or a model in bytes: 48 MiB. */
  public static final int MAX_BLOB_BYTES = 48 << 20;

  /** What one {@link BlobChunk} carries at most, in bytes: 64 KiB. */
  public static final int MAX_CHUNK_BYTES = 64 << 10;

  /**
   * What all but the last {@link BlobChunk} of a blob carry at least, in bytes: 4 KiB. Stops floods
   * of tiny ones.
   */
  public static final int MIN_CHUNK_BYTES = 4 << 10;

  /** A model that travels inside its {@link Result}, in bytes: 32 KiB. */
  public static final int MAX_INLINE_BYTES = 32 << 10;

  /** The encodings of blobs that one side understands. */
  public static final int MAX_ENCODINGS = 8;

  /** The name of an encoding, in characters. */
  public static final int MAX_ENCODING_NAME = 20;

  /** The text of {@code result.json} in characters: 1 Mi. */
  public static final int MAX_RESULT_JSON = 1 << 20;

  /** The end of a trainer's log in characters: 16 Ki. */
  public static final int MAX_LOG = 16 << 10;

  /**
   * A trainer's whole log in bytes: 1 MiB, and a line that says that the rest is left out. What is
   * longer is cut by the client.
   */
  public static final int MAX_WHOLE_LOG_BYTES = (1 << 20) + (1 << 10);

  /** One line for people, in characters. */
  public static final int MAX_REASON = 500;

  /** The name that a volunteer shows, in characters. */
  public static final int MAX_VOLUNTEER_NAME = 40;

  /** The rows of {@code parameters.csv}. */
  public static final int MAX_PARAMETERS = 4096;

  /** All names and values of {@code parameters.csv} together, in characters: 1 Mi. */
  public static final int MAX_PARAMETER_TEXT = 1 << 20;

  /** The cases that one client has in hand at a time, whatever its machine. */
  public static final int MAX_CASES = 256;

  /** The requests for cases that one client may have in flight on a connection. */
  public static final int MAX_REQUESTS = 64;

  /** The graphics processors of one machine that are told apart. */
  public static final int MAX_GPUS = 16;

  /** The training engines of one trainer. */
  public static final int MAX_ENGINES = 16;

  /** The name of a training engine, in characters. */
  public static final int MAX_ENGINE_NAME = 40;

  /** The forecasts in one message. */
  public static final int MAX_FORECASTS = 100;

  /** The labels of one forecast. */
  public static final int MAX_LABELS = 64;

  /** The name of an experiment, an asset, a parameter or a label, in characters. */
  public static final int MAX_NAME = 200;

  /**
   * The JSON part of an encoded message in bytes: 8 MiB. The largest is a {@link Result} whose text
   * is all control characters, six bytes each.
   */
  static final int MAX_JSON_BYTES = 8 << 20;

  private Limits() {}
}
