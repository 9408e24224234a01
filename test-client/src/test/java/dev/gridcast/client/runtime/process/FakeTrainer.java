package dev.gridcast.client.runtime.process;

import dev.gridcast.client.runtime.TrainerOutput;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/** A trainer that behaves as badly as it is told: {@code java FakeTrainer MODE FOLDER}. */
final class FakeTrainer {

  private FakeTrainer() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "good" -> {
        epochs(3);
        write(folder);
      }
      case "garbage" -> {
        System.out.println("Picked up something");
        System.out.println("{\"epoch\":\"NaN\"}");
        System.out.println("{\"epoch\":2,\"epochs\":1}");
        System.out.println("[[[[[[[[[[");
        System.out.println("x".repeat(100_000));
        System.out.write(new byte[] {(byte) 0xFF, 0, 27, '\n'});
        epochs(1);
        write(folder);
      }
      case "chatter" -> {
        for (int i = 0; i < 200_000; i++) {
          System.err.println("line " + i);
        }
        Files.writeString(
            folder.resolve("result.json"),
            "{\"status\":\"failed\",\"kind\":\"loss\",\"reason\":\"the loss is\\nnot finite\"}");
        System.exit(4);
      }
      case "crash" -> {
        System.err.println("the end is near");
        Runtime.getRuntime().halt(134);
      }
      case "missing" -> {
        System.err.println("libgomp.so.1 is missing: install libgomp1");
        Runtime.getRuntime().halt(3);
      }
      case "interrupted" -> Runtime.getRuntime().halt(130);
      case "silent" -> System.out.flush();
      case "hang" -> {
        epochs(1);
        hang();
      }
      case "stubborn" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(FakeTrainer::hang));
        epochs(1);
        hang();
      }
      case "children" -> {
        Process child = new ProcessBuilder("sleep", "600").inheritIO().start();
        Files.writeString(folder.resolve("child.pid"), Long.toString(child.pid()));
        epochs(1);
        hang();
      }
      case "until-eof" -> {
        epochs(1);
        while (System.in.read() >= 0) {
          System.err.println("somebody talks to me");
        }
        Runtime.getRuntime().halt(0);
      }
      case "symbolic-link" -> {
        write(folder);
        Files.delete(folder.resolve("model.safetensors"));
        Files.createSymbolicLink(
            folder.resolve("model.safetensors"), folder.resolve("result.json"));
      }
      case "hard-link" -> {
        write(folder);
        Files.delete(folder.resolve("model.safetensors"));
        Files.createLink(folder.resolve("model.safetensors"), folder.resolve("result.json"));
      }
      case "folder" -> {
        write(folder);
        Files.delete(folder.resolve("model.safetensors"));
        Files.createDirectory(folder.resolve("model.safetensors"));
      }
      case "huge-model" -> {
        write(folder);
        grow(folder.resolve("model.safetensors"), TrainerOutput.MAX_MODEL_BYTES + 1L);
      }
      case "huge-result" -> {
        write(folder);
        grow(folder.resolve("result.json"), TrainerOutput.MAX_RESULT_BYTES + 1L);
      }
      case "no-json" -> {
        write(folder);
        Files.writeString(folder.resolve("result.json"), "RMSE: 12");
      }
      case "environment" -> {
        Files.writeString(
            folder.resolve("model.safetensors"),
            String.join("\n", new TreeSet<>(System.getenv().keySet())));
        Files.writeString(
            folder.resolve("result.json"),
            "{\"status\":\"trained\",\"threads\":\"" + System.getenv("OMP_NUM_THREADS") + "\"}");
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void epochs(int count) {
    for (int i = 1; i <= count; i++) {
      System.out.println(
          "{\"epoch\":"
              + i
              + ",\"epochs\":"
              + count
              + ",\"trainingLoss\":0.5,\"validationRmse\":801.5,\"persistenceRmse\":803.5,"
              + "\"seconds\":1.5}");
    }
  }

  private static void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("result.json"), "{\"status\":\"trained\"}");
    Files.write(folder.resolve("model.safetensors"), "weights".getBytes(StandardCharsets.UTF_8));
  }

  private static void grow(Path file, long bytes) throws IOException {
    try (RandomAccessFile grown = new RandomAccessFile(file.toFile(), "rw")) {
      grown.setLength(bytes);
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
