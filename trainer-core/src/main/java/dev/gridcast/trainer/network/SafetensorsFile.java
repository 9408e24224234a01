package dev.gridcast.trainer.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;

/** The bytes of a file in the format, apart from what it must hold. */
final class SafetensorsFile {

  /** The format pads its header with spaces so that the numbers start at a multiple of this. */
  private static final int ALIGNMENT = 8;

  private final byte[] file;
  private final int dataStart;
  private final SafetensorsHeader header;

  private SafetensorsFile(byte[] file, int dataStart, SafetensorsHeader header) {
    this.file = file;
    this.dataStart = dataStart;
    this.header = header;
  }

  /**
   * Opens a file that somebody else wrote.
   *
   * @param maxHeaderBytes longest header that is looked at
   * @throws SafetensorsException when it does not hold together
   */
  static SafetensorsFile open(byte[] file, int maxHeaderBytes) throws SafetensorsException {
    if (file.length < Long.BYTES) {
      throw new SafetensorsException(
          "a model file starts with 8 bytes of header length; this one has " + file.length);
    }
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > maxHeaderBytes) {
      throw new SafetensorsException(
          "the header length must be between 2 and "
              + maxHeaderBytes
              + " bytes: "
              + Long.toUnsignedString(length));
    }
    if (length > file.length - Long.BYTES) {
      throw new SafetensorsException(
          "the header should have "
              + length
              + " bytes, but the file ends after "
              + (file.length - Long.BYTES));
    }
    int dataStart = Long.BYTES + (int) length;
    return new SafetensorsFile(
        file,
        dataStart,
        SafetensorsHeader.parse(file, Long.BYTES, (int) length, file.length - dataStart));
  }

  SafetensorsHeader header() {
    return header;
  }

  /**
   * The numbers of one tensor.
   *
   * @throws SafetensorsException when one of them is not finite
   */
  float[] numbers(SafetensorsHeader.Entry entry) throws SafetensorsException {
    float[] numbers = new float[entry.elements()];
    ByteBuffer.wrap(file, dataStart + entry.begin(), entry.end() - entry.begin())
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(numbers);
    int bad = Weights.firstNotFinite(numbers);
    if (bad >= 0) {
      throw new SafetensorsException(
          "tensor "
              + SafetensorsHeader.name(entry.name())
              + " holds "
              + numbers[bad]
              + " at position "
              + bad);
    }
    return numbers;
  }

  /** A file of that header, padded, and those numbers behind it. */
  static byte[] write(byte[] header, Collection<float[]> tensors) {
    int padded = padded(header.length);
    int size = Long.BYTES + padded;
    for (float[] numbers : tensors) {
      size = Math.addExact(size, Math.multiplyExact(numbers.length, Float.BYTES));
    }
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(padded).put(header);
    while (file.position() < Long.BYTES + padded) {
      file.put((byte) ' ');
    }
    for (float[] numbers : tensors) {
      file.asFloatBuffer().put(numbers);
      file.position(file.position() + numbers.length * Float.BYTES);
    }
    return file.array();
  }

  /** How long a header is with its spaces, so that the numbers start at a multiple of eight. */
  static int padded(int length) {
    return length + Math.floorMod(-Long.BYTES - length, ALIGNMENT);
  }

  /** The words of one tensor in the header. */
  static String describe(String name, String shape, long begin, long end) {
    return "\""
        + name
        + "\":{\"dtype\":\"F32\",\"shape\":"
        + shape
        + ",\"data_offsets\":["
        + begin
        + ","
        + end
        + "]}";
  }
}
