package dev.gridcast.trainer.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Model files in the open <a href="https://github.com/huggingface/safetensors">safetensors</a>
 * format: the length of the header (u64, little-endian), the header (JSON), then the numbers (F32,
 * little-endian, row-major), nothing else. No part of a file is ever executed or instantiated.
 *
 * <p>Writing is canonical: the same weights give the same bytes. Reading accepts any order of the
 * tensors that the format allows, but exactly the tensors of the architecture, every number finite.
 * A model of nothing (persistence) is the header {@code {}} and no numbers.
 *
 * <p>Checkpoints are files of the same format, with any tensors: {@link #writeTensors}.
 */
public final class Safetensors {

  /**
   * Longest header of a model that is read, in bytes; that of an LSTM takes 400, of the most blocks
   * of a transformer that an architecture may have, 45,000.
   */
  static final int MAX_HEADER_BYTES = 64 * 1024;

  /** Longest header of a checkpoint: several times the tensors of a model, and texts. */
  static final int MAX_CHECKPOINT_HEADER_BYTES = 1024 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Safetensors() {}

  /** The model as a file. */
  public static byte[] write(Weights weights) {
    return SafetensorsFile.write(
        header(weights.architecture()).getBytes(StandardCharsets.UTF_8),
        weights.tensors().stream().map(Tensor::values).toList());
  }

  /** Most bytes a file of that architecture can have: anything longer need not be received. */
  public static int maxBytes(Architecture architecture) {
    return Long.BYTES + MAX_HEADER_BYTES + architecture.parameters() * Float.BYTES;
  }

  /**
   * Reads a model that somebody else wrote.
   *
   * @param bytes the whole file
   * @param architecture what it must be, from our own record of the case
   * @throws SafetensorsException when it is anything else
   */
  public static Weights read(byte[] bytes, Architecture architecture) throws SafetensorsException {
    SafetensorsFile file = SafetensorsFile.open(bytes, MAX_HEADER_BYTES);
    Map<String, SafetensorsHeader.Entry> entries = file.header().entries();
    for (String name : entries.keySet()) {
      if (architecture.tensors().stream().noneMatch(shape -> shape.name().equals(name))) {
        throw new SafetensorsException(
            "unknown tensor "
                + SafetensorsHeader.quote(name)
                + "; the architecture has "
                + expected(architecture));
      }
    }
    Map<String, float[]> values = new HashMap<>();
    for (TensorShape shape : architecture.tensors()) {
      SafetensorsHeader.Entry entry = entries.get(shape.name());
      if (entry == null) {
        throw new SafetensorsException("tensor " + shape.name() + " is missing");
      }
      if (!entry.dimensions().equals(shape.dimensions())) {
        throw new SafetensorsException(
            "tensor "
                + shape.name()
                + ": shape must be "
                + shape.describe()
                + ", not "
                + entry.describe());
      }
      values.put(shape.name(), file.numbers(entry));
    }
    return Weights.of(architecture, values);
  }

  /**
   * Rows of numbers and texts as a file.
   *
   * @param tensors rows of finite numbers by name, as {@link NamedTensors} takes them
   * @param metadata texts by name, together at most some 900,000 bytes
   * @throws IllegalArgumentException when {@link NamedTensors} refuses them, or the file would be
   *     one that {@link #readTensors} refuses
   */
  public static byte[] writeTensors(Map<String, float[]> tensors, Map<String, String> metadata) {
    return write(new NamedTensors(tensors, metadata));
  }

  private static byte[] write(NamedTensors named) {
    StringJoiner json = new StringJoiner(",", "{", "}");
    if (!named.metadata().isEmpty()) {
      json.add("\"" + SafetensorsHeader.METADATA + "\":" + json(named.metadata()));
    }
    long end = 0;
    for (Map.Entry<String, float[]> tensor : named.tensors().entrySet()) {
      long begin = end;
      int count = tensor.getValue().length;
      end = begin + (long) count * Float.BYTES;
      json.add(SafetensorsFile.describe(tensor.getKey(), "[" + count + "]", begin, end));
    }
    byte[] header = json.toString().getBytes(StandardCharsets.UTF_8);
    if (SafetensorsFile.padded(header.length) > MAX_CHECKPOINT_HEADER_BYTES) {
      throw new IllegalArgumentException(
          "the texts and names of a checkpoint take " + header.length + " bytes, more than 1 MiB");
    }
    return SafetensorsFile.write(header, named.tensors().values());
  }

  /**
   * Reads what {@link #writeTensors} wrote, or whatever now stands in its place.
   *
   * @param bytes the whole file
   * @param maxBytes most bytes that it may have
   * @throws SafetensorsException when it is longer, damaged, or holds a number that is not finite,
   *     a tensor of more than one dimension, or a name that {@link NamedTensors} refuses
   */
  public static NamedTensors readTensors(byte[] bytes, long maxBytes) throws SafetensorsException {
    if (bytes.length > maxBytes) {
      throw new SafetensorsException(
          "the file may have " + maxBytes + " bytes, not " + bytes.length);
    }
    SafetensorsFile file = SafetensorsFile.open(bytes, MAX_CHECKPOINT_HEADER_BYTES);
    Map<String, float[]> tensors = new TreeMap<>();
    for (SafetensorsHeader.Entry entry : file.header().entries().values()) {
      if (entry.dimensions().size() != 1) {
        throw new SafetensorsException(
            "tensor "
                + SafetensorsHeader.name(entry.name())
                + ": shape must have one dimension, not "
                + entry.describe());
      }
      tensors.put(entry.name(), file.numbers(entry));
    }
    try {
      return new NamedTensors(tensors, file.header().metadata());
    } catch (IllegalArgumentException e) {
      throw new SafetensorsException(String.valueOf(e.getMessage()));
    }
  }

  private static String header(Architecture architecture) {
    StringJoiner json = new StringJoiner(",", "{", "}");
    long begin = 0;
    for (TensorShape shape : architecture.tensors()) {
      long end = begin + shape.bytes();
      json.add(SafetensorsFile.describe(shape.name(), shape.describe(), begin, end));
      begin = end;
    }
    return json.toString();
  }

  private static String json(Map<String, String> metadata) {
    try {
      return JSON.writeValueAsString(metadata);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }

  /** The names of an architecture for a message, of which there can be hundreds. */
  private static String expected(Architecture architecture) {
    String names = Weights.names(architecture).toString();
    return names.length() <= 400 ? names : names.substring(0, 400) + "…";
  }
}
