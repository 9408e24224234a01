package dev.gridcast.client.runtime.docker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trainer inside a container that does what {@code parameters.csv} says, in one word: works well,
 * or attacks. It knows nothing but the JDK. {@code serve} takes jobs; without arguments it is an
 * experiment's own trainer.
 */
final class StandInTrainer {

  private static final Pattern ORDER =
      Pattern.compile("\\{\"job\":\"([^\"]+)\",\"input\":\"([^\"]+)\",\"output\":\"([^\"]+)\"\\}");

  private StandInTrainer() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      Path in = Path.of(System.getenv("GRIDCAST_INPUT"));
      Path out = Path.of(System.getenv("GRIDCAST_OUTPUT"));
      System.exit(work("own", in, out));
    }
    say("{\"event\":\"ready\",\"gridcastVersion\":\"test\",\"engine\":\"stand-in\"}");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Thread reader =
        new Thread(
            () -> {
              try {
                for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                  String order = line;
                  Thread job = new Thread(() -> serve(order), "job");
                  job.setDaemon(true);
                  job.start();
                }
              } catch (IOException e) {
                System.err.println("no more orders: " + e);
              }
              Runtime.getRuntime().halt(141);
            });
    reader.start();
    reader.join();
  }

  private static void serve(String line) {
    Matcher order = ORDER.matcher(line);
    int code = 2;
    if (order.matches()) {
      try {
        code = work(order.group(1), Path.of(order.group(2)), Path.of(order.group(3)));
      } catch (Throwable e) {
        e.printStackTrace();
        System.err.println(e);
        code = 4;
      }
    }
    say(
        "{\"event\":\"ended\",\"job\":\""
            + (order.matches() ? order.group(1) : "unknown")
            + "\",\"exitCode\":"
            + code
            + ",\"seconds\":0.001}");
  }

  private static int work(String job, Path in, Path out) throws Exception {
    String mode = Files.readString(in.resolve("parameters.csv")).strip();
    epoch(job, 1);
    switch (mode) {
      case "good" -> result(out, "fine");
      case "no-model" -> Files.writeString(out.resolve("result.json"), trained("fine"));
      case "hang" -> new CountDownLatch(1).await();
      case "stubborn" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(StandInTrainer::forEver));
        epoch(job, 2);
        new CountDownLatch(1).await();
      }
      case "log" -> {
        byte[] line = ("x".repeat(1023) + "\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1 << 20; i++) {
          System.err.write(line);
        }
        System.err.flush();
        result(out, "fine");
      }
      case "die" -> {
        System.err.println("the end is near");
        System.err.flush();
        Runtime.getRuntime().halt(7);
      }
      case "spin" -> {
        long end = System.nanoTime() + 1_000_000_000L;
        Thread other = new Thread(() -> spinUntil(end));
        other.start();
        spinUntil(end);
        other.join();
        result(out, Attacks.cpuSeconds());
      }
      default -> result(out, Attacks.run(mode, in, out));
    }
    return 0;
  }

  private static void spinUntil(long end) {
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static void forEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void epoch(String job, int epoch) {
    String figures =
        "\"epoch\":"
            + epoch
            + ",\"epochs\":3,\"trainingLoss\":0.5,\"validationRmse\":801.5,"
            + "\"persistenceRmse\":803.5,\"seconds\":1.5}";
    say(
        job.equals("own")
            ? "{" + figures
            : "{\"event\":\"epoch\",\"job\":\"" + job + "\"," + figures);
  }

  private static void result(Path out, String findings) throws IOException {
    Files.writeString(out.resolve("result.json"), trained(findings));
    Files.writeString(out.resolve("model.safetensors"), "weights");
  }

  private static String trained(String findings) {
    String text =
        findings.replace('\\', '/').replace('"', '\'').replaceAll("[\\s\\x00-\\x1f]", " ");
    return "{\"status\":\"trained\",\"findings\":\"" + text + "\"}";
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
