package dev.gridcast.trainer.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The JSON in front of the numbers, checked by itself before any number is read: every tensor is of
 * floats, as long as its shape says, and all together fill the data without gap or overlap.
 *
 * @param entries the tensors by name
 * @param metadata what else the writer had to say, texts by their names
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {

  static final String METADATA = "__metadata__";

  /** Most dimensions of a tensor; ours have 3. */
  private static final int MAX_DIMENSIONS = 8;

  private static final int MAX_NAME = 256;
  private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(4)
                      .maxNumberLength(20)
                      .maxNameLength(MAX_NAME)
                      .build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  /**
   * Where the numbers of one tensor lie.
   *
   * @param begin first byte, counted from the end of the header
   * @param end the byte after the last one
   */
  record Entry(String name, List<Integer> dimensions, int begin, int end) {

    int elements() {
      return (end - begin) / Float.BYTES;
    }

    String describe() {
      return dimensions.toString().replace(" ", "");
    }
  }

  /**
   * @param offset where the header begins in the file
   * @param length of the header, at least 1
   * @param dataBytes how many bytes follow the header
   * @throws SafetensorsException when it is not a header, or not one of that many bytes
   */
  static SafetensorsHeader parse(byte[] file, int offset, int length, int dataBytes)
      throws SafetensorsException {
    JsonNode root = tree(file, offset, length);
    Map<String, Entry> entries = new TreeMap<>();
    Map<String, String> metadata = Map.of();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        metadata = metadata(field.getValue());
      } else {
        entries.put(field.getKey(), entry(field.getKey(), field.getValue()));
      }
    }
    checkContiguous(entries, dataBytes);
    return new SafetensorsHeader(entries, metadata);
  }

  private static JsonNode tree(byte[] file, int offset, int length) throws SafetensorsException {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(file, offset, length))
              .toString();
    } catch (CharacterCodingException e) {
      throw new SafetensorsException("the header is not UTF-8");
    }
    if (text.charAt(0) != '{') {
      throw new SafetensorsException(
          "the header must start with {, not " + quote(text.substring(0, 1)));
    }
    try (JsonParser parser = JSON.createParser(text)) {
      JsonNode root = JSON.readTree(parser);
      if (root == null || !root.isObject()) {
        throw new SafetensorsException("the header must be a JSON object");
      }
      if (parser.nextToken() != null) {
        throw new SafetensorsException("the header goes on after its JSON object");
      }
      return root;
    } catch (IOException e) {
      throw new SafetensorsException("the header is not JSON: " + firstLine(e));
    }
  }

  private static Entry entry(String name, JsonNode node) throws SafetensorsException {
    String where = "tensor " + name(name) + ": ";
    Set<String> fields = new TreeSet<>();
    node.fieldNames().forEachRemaining(fields::add);
    if (!node.isObject() || !fields.equals(FIELDS)) {
      throw new SafetensorsException(
          where
              + "expected an object with dtype, shape and data_offsets, not "
              + quote(node.toString()));
    }
    if (!node.path("dtype").isTextual() || !node.path("dtype").textValue().equals("F32")) {
      throw new SafetensorsException(
          where + "dtype must be F32, not " + quote(node.path("dtype").toString()));
    }
    List<Integer> dimensions = dimensions(where, node.path("shape"));
    JsonNode offsets = node.path("data_offsets");
    boolean whole = offsets.isArray() && offsets.size() == 2;
    for (JsonNode place : offsets) {
      whole &= place.isIntegralNumber() && place.canConvertToLong();
    }
    if (!whole) {
      throw new SafetensorsException(
          where + "data_offsets must be two whole numbers, not " + quote(offsets.toString()));
    }
    long begin = offsets.path(0).longValue();
    long end = offsets.path(1).longValue();
    long bytes = bytes(where, dimensions);
    if (begin < 0 || end < begin || end - begin != bytes) {
      throw new SafetensorsException(
          where + "data_offsets must span " + bytes + " bytes: [" + begin + "," + end + "]");
    }
    if (end > Integer.MAX_VALUE) {
      throw new SafetensorsException(where + "data_offsets leave the file: " + end);
    }
    return new Entry(name, dimensions, (int) begin, (int) end);
  }

  private static List<Integer> dimensions(String where, JsonNode shape)
      throws SafetensorsException {
    boolean whole = shape.isArray() && shape.size() <= MAX_DIMENSIONS;
    List<Integer> dimensions = new ArrayList<>();
    for (JsonNode dimension : shape) {
      whole &= dimension.isInt() && dimension.intValue() >= 0;
      dimensions.add(dimension.intValue());
    }
    if (!whole) {
      throw new SafetensorsException(
          where
              + "shape must be at most "
              + MAX_DIMENSIONS
              + " whole numbers, not "
              + quote(shape.toString()));
    }
    return List.copyOf(dimensions);
  }

  private static long bytes(String where, List<Integer> dimensions) throws SafetensorsException {
    long bytes = Float.BYTES;
    for (int dimension : dimensions) {
      // Both are below 2^31, so that the product cannot overflow.
      bytes *= dimension;
      if (bytes > Integer.MAX_VALUE) {
        throw new SafetensorsException(
            where + "shape is too large: " + dimensions.toString().replace(" ", ""));
      }
    }
    return bytes;
  }

  /** The tensors must fill the data exactly: no gap, no overlap, nothing before, nothing after. */
  private static void checkContiguous(Map<String, Entry> entries, int dataBytes)
      throws SafetensorsException {
    List<Entry> inOrder =
        entries.values().stream()
            .sorted(Comparator.comparingInt(Entry::begin).thenComparingInt(Entry::end))
            .toList();
    int next = 0;
    for (Entry entry : inOrder) {
      if (entry.begin() != next) {
        throw new SafetensorsException(
            "tensor "
                + name(entry.name())
                + (entry.begin() < next ? " overlaps another" : " leaves a gap")
                + ": it should begin at "
                + next
                + ", not at "
                + entry.begin());
      }
      next = entry.end();
    }
    if (next != dataBytes) {
      throw new SafetensorsException(
          "the tensors take " + next + " bytes, but " + dataBytes + " follow the header");
    }
  }

  private static Map<String, String> metadata(JsonNode node) throws SafetensorsException {
    boolean texts = node.isObject();
    Map<String, String> metadata = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      texts &= field.getValue().isTextual();
      metadata.put(field.getKey(), field.getValue().asText());
    }
    if (!texts) {
      throw new SafetensorsException(
          METADATA + " must map texts to texts: " + quote(node.toString()));
    }
    return metadata;
  }

  /** A tensor's name in a message of ours, quoted where it is a strange one. */
  static String name(String name) {
    return NamedTensors.isPlain(name) ? name : quote(name);
  }

  /** Foreign text in a message of ours: bounded and without control characters. */
  static String quote(String text) {
    String cut = text.length() > 80 ? text.substring(0, 80) + "…" : text;
    return "'" + cut.replaceAll("\\p{Cntrl}", "?") + "'";
  }

  private static String firstLine(IOException e) {
    String message = e.getMessage();
    return message == null
        ? e.getClass().getSimpleName()
        : quote(message.lines().findFirst().orElse(""));
  }
}
