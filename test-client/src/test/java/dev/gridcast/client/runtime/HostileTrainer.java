package dev.gridcast.client.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trainer that serves, and misbehaves as the file {@code order.txt} in its input folder says: a
 * word, and behind it what the word needs. It knows nothing but the JDK.
 */
public final class HostileTrainer {

  private static final Pattern ORDER =
      Pattern.compile("\\{\"job\":\"([^\"]*)\",\"input\":\"([^\"]*)\",\"output\":\"([^\"]*)\"}");

  /** Whether it lives on when nobody is left to give it work. */
  private static volatile boolean deaf;

  private final String job;
  private final Path output;

  private HostileTrainer(String job, Path output) {
    this.job = job;
    this.output = output;
  }

  /** Serves. */
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("unpack")) {
      return;
    }
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    say("{\"event\":\"ready\",\"gridcastVersion\":\"hostile\",\"engine\":\"none\"}");
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      Matcher order = ORDER.matcher(line);
      if (!order.matches()) {
        throw new IllegalArgumentException(line);
      }
      String text =
          Files.readString(Path.of(order.group(2), "order.txt")).replace("$OUT", order.group(3));
      HostileTrainer trainer = new HostileTrainer(order.group(1), Path.of(order.group(3)));
      Thread work =
          new Thread(
              () -> {
                try {
                  trainer.obey(text);
                } catch (Exception e) {
                  e.printStackTrace();
                  trainer.ended(1);
                }
              });
      work.setDaemon(true);
      work.start();
    }
    if (deaf) {
      hang();
    }
    Runtime.getRuntime().halt(141);
  }

  private void obey(String text) throws Exception {
    int space = text.indexOf(' ');
    String word = space < 0 ? text : text.substring(0, space);
    String rest = space < 0 ? "" : text.substring(space + 1);
    switch (word) {
      case "good" -> {
        epochs(3);
        write("");
        ended(0);
      }
      case "sh" -> {
        write(shell(rest));
        ended(0);
      }
      case "fifo" -> {
        write(shell("mkfifo " + output.resolve("model.safetensors")));
        ended(0);
      }
      case "fail" -> {
        Files.writeString(
            output.resolve("result.json"),
            "{\"status\":\"failed\",\"kind\":\"loss\",\"reason\":\"the loss is\\nnot finite\"}");
        ended(4);
      }
      case "chatter" -> {
        byte[] line =
            "all work and no play makes a dull trainer 0123456789 0123456789\n"
                .getBytes(StandardCharsets.UTF_8);
        byte[] much = new byte[64 << 10];
        for (int i = 0; i < much.length; i++) {
          much[i] = line[i % line.length];
        }
        for (int i = 0; i < 16 << 10; i++) {
          System.err.write(much);
        }
        System.err.println("the last line");
        epochs(1);
        ended(4);
      }
      case "babble" -> {
        OutputStream out = System.out;
        byte[] much = "x".repeat(64 << 10).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 4 << 10; i++) {
          out.write(much);
        }
        out.write('\n');
        write("");
        ended(0);
      }
      case "crash" -> {
        System.err.println("the end is near");
        Runtime.getRuntime().halt(134);
      }
      case "exit" -> {
        System.err.println("the end is near");
        Runtime.getRuntime().halt(Integer.parseInt(rest));
      }
      case "hang" -> {
        epochs(1);
        hang();
      }
      case "stubborn" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(HostileTrainer::hang));
        deafen();
        epochs(1);
        hang();
      }
      case "deaf" -> {
        deaf = true;
        epochs(1);
        hang();
      }
      case "children" -> {
        Process child = new ProcessBuilder("sleep", "600").inheritIO().start();
        Files.writeString(output.resolve("result.json"), Long.toString(child.pid()));
        epochs(1);
        hang();
      }
      case "eat" -> {
        epochs(1);
        shell("tail /dev/zero");
        hang();
      }
      case "burn" -> {
        for (int i = 0; i < 3; i++) {
          Thread fire = new Thread(HostileTrainer::burn);
          fire.setDaemon(true);
          fire.start();
        }
        epochs(1);
        hang();
      }
      case "grow" -> {
        try (RandomAccessFile grown =
            new RandomAccessFile(output.resolve("result.json").toFile(), "rw")) {
          grown.setLength(Long.parseLong(rest));
        }
        epochs(1);
        hang();
      }
      case "model-of" -> {
        write("");
        try (RandomAccessFile grown =
            new RandomAccessFile(output.resolve("model.safetensors").toFile(), "rw")) {
          grown.setLength(Long.parseLong(rest));
        }
        ended(0);
      }
      case "connect" -> {
        String[] address = rest.split(":", -1);
        String how;
        try (Socket socket = new Socket()) {
          socket.connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])), 3_000);
          how = "connected";
        } catch (IOException e) {
          how = e.toString();
        }
        write(how);
        ended(0);
      }
      case "environment" -> {
        write(String.join(" ", new TreeSet<>(System.getenv().keySet())));
        ended(0);
      }
      case "result" -> {
        Files.writeString(output.resolve("result.json"), rest);
        Files.writeString(output.resolve("model.safetensors"), "weights");
        ended(0);
      }
      case "nothing" -> ended(0);
      case "say" -> {
        say(rest);
        hang();
      }
      default -> throw new IllegalArgumentException(text);
    }
  }

  private static String shell(String script) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("/bin/sh", "-c", script).redirectErrorStream(true).start();
    shell.getOutputStream().close();
    byte[] said = shell.getInputStream().readNBytes(64 << 10);
    return new String(said, StandardCharsets.UTF_8) + "exit " + shell.waitFor();
  }

  private void epochs(int count) {
    for (int i = 1; i <= count; i++) {
      say(
          "{\"event\":\"epoch\",\"job\":\"%s\",\"epoch\":%d,\"epochs\":%d,\"trainingLoss\":0.5,"
                  .formatted(job, i, count)
              + "\"validationRmse\":801.5,\"persistenceRmse\":803.5,\"seconds\":1.5}");
    }
  }

  private void write(String said) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < said.length(); i++) {
      char c = said.charAt(i);
      text.append(
          switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            default -> c < ' ' ? " " : String.valueOf(c);
          });
    }
    Files.writeString(
        output.resolve("result.json"), "{\"status\":\"trained\",\"said\":\"" + text + "\"}");
    if (!Files.exists(output.resolve("model.safetensors"))) {
      Files.writeString(output.resolve("model.safetensors"), "weights");
    }
  }

  private void ended(int code) {
    say(
        "{\"event\":\"ended\",\"job\":\"%s\",\"exitCode\":%d,\"seconds\":0.001}"
            .formatted(job, code));
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** From now on the end of standard input changes nothing. */
  private static void deafen() throws IOException {
    System.in.close();
  }

  private static void burn() {
    double x = 1;
    while (x > 0) {
      x = Math.sin(x) + 1.5;
    }
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
