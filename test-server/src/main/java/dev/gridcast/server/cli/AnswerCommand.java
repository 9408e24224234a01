package dev.gridcast.server.cli;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.signal.Block;
import dev.gridcast.protocol.signal.BlockException;
import dev.gridcast.protocol.signal.BlockReader;
import dev.gridcast.protocol.signal.HttpWay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code answer}: the server's side of a connection that two people make by hand. */
@Command(
    name = "answer",
    mixinStandardHelpOptions = true,
    description = {
      "Answers an offer that a volunteer sent you as text, made with `client join INVITE --by-hand`:"
          + " paste it here, and send back what is printed. The server of the data directory must be"
          + " running. The offer is sealed: who carries it can neither read nor change it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  java -jar test-server.jar answer",
      "  java -jar test-server.jar answer < offer.txt > answer.txt"
    })
final class AnswerCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "gridcast-data/server",
      description = "Where the server keeps its data. Default: ${DEFAULT-VALUE}")
  private Path dataDir;

  private final InputStream in;

  /** For picocli. */
  AnswerCommand() {
    this(System.in);
  }

  @SuppressWarnings("NullAway.Init") // picocli fills in the fields before it calls
  AnswerCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() throws UserError {
    Invite.Way server = new LocalPort(dataDir).read();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter words = spec.commandLine().getErr(); // so that the answer alone can be redirected
    words.println("Paste the offer here, all of it:");
    words.flush();
    byte[] offer = offer(words);
    byte[] answer;
    try {
      answer = new HttpWay(server).exchange(offer, bytes -> true, LIMIT);
    } catch (ConnectException e) {
      throw UserError.badInput(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserError.badInput("interrupted");
    }
    words.println("Send this back, all of it, within half an hour of the offer:");
    words.flush();
    out.println(Block.write(Block.Kind.ANSWER, answer));
    out.flush();
    return ExitCode.OK;
  }

  private byte[] offer(PrintWriter words) throws UserError {
    BlockReader reader = new BlockReader(Block.Kind.OFFER);
    try {
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      while (true) {
        String line = lines.readLine();
        try {
          if (line == null) {
            return reader.end();
          }
          Optional<byte[]> offer = reader.add(line);
          if (offer.isPresent()) {
            return offer.get();
          }
        } catch (BlockException e) {
          if (line == null) {
            throw UserError.badInput(String.valueOf(e.getMessage()));
          }
          words.println("Not that: " + e.getMessage() + ". Paste it again.");
          words.flush();
        }
      }
    } catch (IOException e) {
      throw UserError.badInput("standard input cannot be read: " + e.getMessage());
    }
  }
}
