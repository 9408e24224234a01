package dev.gridcast.server.experiment;

import dev.gridcast.server.experiment.YamlNode.Entry;
import dev.gridcast.server.experiment.YamlNode.Mapping;
import dev.gridcast.trainer.series.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys and values of one mapping in the experiment file. */
record Section(Value owner, Mapping mapping) {

  void refuseUnknown(List<String> knownKeys) throws ExperimentException {
    for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
      String key = entry.getKey();
      if (!knownKeys.contains(key)) {
        throw value(key, entry.getValue())
            .problem(
                "unknown key"
                    + Names.didYouMean(key, knownKeys)
                    + " (known here: "
                    + String.join(", ", knownKeys)
                    + ")");
      }
    }
  }

  Optional<Value> find(String key) {
    return Optional.ofNullable(mapping.entries().get(key)).map(entry -> value(key, entry));
  }

  /**
   * @param remedy what to write, for the message if the key is not there
   */
  Value require(String key, String remedy) throws ExperimentException {
    Optional<Value> value = find(key);
    if (value.isEmpty()) {
      throw missing(key, remedy);
    }
    return value.get();
  }

  /** The complaint that a key is not there, at the place where it should be. */
  ExperimentException missing(String key, String remedy) {
    return new Value(owner.source(), owner.line(), path(key), mapping)
        .problem("missing; " + remedy);
  }

  /** All values by key, in the order they are written. */
  Map<String, Value> values() {
    Map<String, Value> values = new LinkedHashMap<>();
    mapping.entries().forEach((key, entry) -> values.put(key, value(key, entry)));
    return values;
  }

  private Value value(String key, Entry entry) {
    return Value.of(owner.source(), path(key), entry);
  }

  private String path(String key) {
    return owner.path().isEmpty() ? key : owner.path() + "." + key;
  }
}
