package dev.gridcast.acceptance;

import dev.gridcast.protocol.signal.IceSettings;
import dev.gridcast.protocol.signal.TurnServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arguments of the two peers of the laboratory: NAME=VALUE, some of them several times. */
record LabSettings(List<String> arguments) {

  static LabSettings of(String... arguments) {
    return new LabSettings(List.of(arguments));
  }

  List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith(name + '=')) {
        values.add(argument.substring(name.length() + 1));
      }
    }
    return values;
  }

  String one(String name) {
    List<String> values = all(name);
    if (values.size() != 1) {
      throw new IllegalArgumentException(name + " must be given once: " + arguments);
    }
    return values.get(0);
  }

  /**
   * {@code stun=URL}, {@code turn=URL} with the laboratory's user, {@code any-certificate=yes},
   * {@code relay-only=yes}.
   */
  IceSettings ice() {
    List<TurnServer> turn =
        all("turn").stream()
            .map(
                url ->
                    new TurnServer(
                        List.of(url),
                        new TurnServer.Fixed("lab", "secret"),
                        all("any-certificate").contains("yes")))
            .toList();
    return new IceSettings(
        all("stun"), turn, all("relay-only").contains("yes"), Optional.empty(), true);
  }
}
