package dev.gridcast.client.cli;

import dev.gridcast.client.control.Answer;
import dev.gridcast.client.control.ControlClient;
import dev.gridcast.client.control.NoClientException;
import dev.gridcast.client.control.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Talks to the client of a data folder, and says what to do when there is none. */
final class ControlLine {

  private ControlLine() {}

  /** The answer of a client that has carried out the order. */
  static Answer send(Path folder, Order order) throws ClientException {
    ControlClient client = ControlClient.of(folder);
    try {
      Answer answer = client.send(order);
      if (!answer.done()) {
        throw ClientException.usage(answer.said());
      }
      return answer;
    } catch (NoClientException e) {
      throw ClientException.missing(nobody(folder, client.neighbours()));
    } catch (IOException e) {
      throw noAnswer(folder, e);
    }
  }

  static ClientException noAnswer(Path folder, IOException failure) {
    return ClientException.noAnswer(
        "The client in "
            + folder
            + " cannot be talked to ("
            + failure.getMessage()
            + "): end it with Ctrl-C or by its process id in client.lock, and start it anew.");
  }

  private static String nobody(Path folder, List<Path> others) {
    String elsewhere =
        others.isEmpty()
            ? " or name the data folder of the one you mean with --data-dir."
            : " or name the data folder of the one you mean with --data-dir (perhaps "
                + others.stream().map(Path::toString).collect(Collectors.joining(", "))
                + ").";
    return "No client runs in "
        + folder
        + ": start one with `gridcast client join INVITE`,"
        + elsewhere;
  }
}
