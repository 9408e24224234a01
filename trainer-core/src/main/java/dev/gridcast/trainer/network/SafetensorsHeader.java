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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The JSON in front of the numbers, checked against the architecture before any is read. */
final class SafetensorsHeader {

  private static final String METADATA = "__metadata__";
  private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(4)
                      .maxNumberLength(20)
                      .maxNameLength(256)
                      .build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  private SafetensorsHeader() {}

  /** Where the numbers of one tensor lie, in bytes from the end of the header. */
  record Entry(String name, long begin, long end) {}

  /**
   * @param dataBytes how many bytes follow the header
   */
  static Map<String, Entry> parse(
      byte[] file, int offset, int length, int dataBytes, Architecture architecture)
      throws SafetensorsException {
    JsonNode root = tree(file, offset, length);
    Map<String, TensorShape> expected = new HashMap<>();
    architecture.tensors().forEach(shape -> expected.put(shape.name(), shape));
    Map<String, Entry> entries = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        checkMetadata(field.getValue());
        continue;
      }
      TensorShape shape = expected.get(field.getKey());
      if (shape == null) {
        throw new SafetensorsException(
            "unknown tensor "
                + quote(field.getKey())
                + "; the architecture has "
                + Weights.names(architecture));
      }
      entries.put(shape.name(), entry(shape, field.getValue()));
    }
    for (TensorShape shape : architecture.tensors()) {
      if (!entries.containsKey(shape.name())) {
        throw new SafetensorsException("tensor " + shape.name() + " is missing");
      }
    }
    checkContiguous(entries, dataBytes);
    return entries;
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

  private static Entry entry(TensorShape shape, JsonNode node) throws SafetensorsException {
    String where = "tensor " + shape.name() + ": ";
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
    List<Integer> dimensions = shape.dimensions();
    JsonNode found = node.path("shape");
    boolean same = found.isArray() && found.size() == dimensions.size();
    for (int i = 0; same && i < dimensions.size(); i++) {
      same = found.path(i).isInt() && found.path(i).intValue() == dimensions.get(i);
    }
    if (!same) {
      throw new SafetensorsException(
          where + "shape must be " + shape.describe() + ", not " + quote(found.toString()));
    }
    JsonNode offsets = node.path("data_offsets");
    if (!offsets.isArray()
        || offsets.size() != 2
        || !offsets.path(0).isIntegralNumber()
        || !offsets.path(1).isIntegralNumber()
        || !offsets.path(0).canConvertToLong()
        || !offsets.path(1).canConvertToLong()) {
      throw new SafetensorsException(
          where + "data_offsets must be two whole numbers, not " + quote(offsets.toString()));
    }
    long begin = offsets.path(0).longValue();
    long end = offsets.path(1).longValue();
    if (begin < 0 || end < begin || end - begin != shape.bytes()) {
      throw new SafetensorsException(
          where
              + "data_offsets must span "
              + shape.bytes()
              + " bytes: ["
              + begin
              + ","
              + end
              + "]");
    }
    return new Entry(shape.name(), begin, end);
  }

  /** The tensors must fill the data exactly: no gap, no overlap, nothing before, nothing after. */
  private static void checkContiguous(Map<String, Entry> entries, int dataBytes)
      throws SafetensorsException {
    List<Entry> inOrder =
        entries.values().stream().sorted(Comparator.comparingLong(Entry::begin)).toList();
    long next = 0;
    for (Entry entry : inOrder) {
      if (entry.begin() != next) {
        throw new SafetensorsException(
            "tensor "
                + entry.name()
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

  private static void checkMetadata(JsonNode node) throws SafetensorsException {
    boolean strings = node.isObject();
    for (JsonNode value : node) {
      strings &= value.isTextual();
    }
    if (!strings) {
      throw new SafetensorsException(
          METADATA + " must map texts to texts: " + quote(node.toString()));
    }
  }

  /** Foreign text in a message of ours: bounded and without control characters. */
  private static String quote(String text) {
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
