package dev.gridcast.trainer.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Model files in the open <a href="https://github.com/huggingface/safetensors">safetensors</a>
 * format: the length of the header (u64, little-endian), the header (JSON), then the numbers (F32,
 * little-endian, row-major), nothing else. No part of a file is ever executed or instantiated.
 *
 * <p>Writing is canonical: the same weights give the same bytes. Reading accepts any order of the
 * tensors that the format allows, but exactly the tensors of the architecture, every number finite.
 */
public final class Safetensors {

  /** Longest header that is read, in bytes; ours take about 400. */
  static final int MAX_HEADER_BYTES = 16 * 1024;

  /** The format pads its header with spaces so that the numbers start at a multiple of this. */
  private static final int ALIGNMENT = 8;

  private Safetensors() {}

  /** The model as a file. */
  public static byte[] write(Weights weights) {
    byte[] header = header(weights.architecture()).getBytes(StandardCharsets.UTF_8);
    int data = Math.multiplyExact(weights.architecture().parameters(), Float.BYTES);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header);
    for (Tensor tensor : weights.tensors()) {
      for (float value : tensor.values()) {
        file.putFloat(value);
      }
    }
    return file.array();
  }

  /** Most bytes a file of that architecture can have: anything longer need not be received. */
  public static int maxBytes(Architecture architecture) {
    return Long.BYTES + MAX_HEADER_BYTES + architecture.parameters() * Float.BYTES;
  }

  /**
   * Reads a model that somebody else wrote.
   *
   * @param file the whole file
   * @param architecture what it must be, from our own record of the case
   * @throws SafetensorsException when it is anything else
   */
  public static Weights read(byte[] file, Architecture architecture) throws SafetensorsException {
    if (file.length < Long.BYTES) {
      throw new SafetensorsException(
          "a model file starts with 8 bytes of header length; this one has " + file.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long headerBytes = buffer.getLong();
    if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES) {
      throw new SafetensorsException(
          "the header length must be between 2 and "
              + MAX_HEADER_BYTES
              + " bytes: "
              + Long.toUnsignedString(headerBytes));
    }
    if (headerBytes > file.length - Long.BYTES) {
      throw new SafetensorsException(
          "the header should have "
              + headerBytes
              + " bytes, but the file ends after "
              + (file.length - Long.BYTES));
    }
    int dataStart = Long.BYTES + (int) headerBytes;
    int dataBytes = file.length - dataStart;
    Map<String, SafetensorsHeader.Entry> entries =
        SafetensorsHeader.parse(file, Long.BYTES, (int) headerBytes, dataBytes, architecture);
    Map<String, float[]> values = new HashMap<>();
    for (TensorShape shape : architecture.tensors()) {
      SafetensorsHeader.Entry entry = entries.get(shape.name());
      if (entry == null) {
        throw new SafetensorsException("tensor " + shape.name() + " is missing");
      }
      float[] numbers = new float[shape.elements()];
      buffer.position(dataStart + (int) entry.begin());
      buffer.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
      int bad = Weights.firstNotFinite(numbers);
      if (bad >= 0) {
        throw new SafetensorsException(
            "tensor " + shape.name() + " holds " + numbers[bad] + " at position " + bad);
      }
      values.put(shape.name(), numbers);
    }
    return Weights.of(architecture, values);
  }

  private static String header(Architecture architecture) {
    StringBuilder json = new StringBuilder("{");
    long begin = 0;
    for (TensorShape shape : architecture.tensors()) {
      if (begin > 0) {
        json.append(',');
      }
      long end = begin + shape.bytes();
      json.append('"').append(shape.name()).append("\":{\"dtype\":\"F32\",\"shape\":");
      json.append(shape.describe()).append(",\"data_offsets\":[");
      json.append(begin).append(',').append(end).append("]}");
      begin = end;
    }
    json.append('}');
    while ((Long.BYTES + json.length()) % ALIGNMENT != 0) {
      json.append(' ');
    }
    return json.toString();
  }
}
