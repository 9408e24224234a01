package dev.gridcast.client.runtime.docker;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** What a hostile trainer tries; each gives back, in words, how far it came. */
final class Attacks {

  private Attacks() {}

  static String run(String attack, Path in, Path out) throws Exception {
    String[] words = attack.split(" ", 2);
    return switch (words[0]) {
      case "network" -> network(words[1]);
      case "write" -> write(Path.of(words[1]));
      case "read" -> Files.readString(Path.of(words[1]));
      case "list" -> list(Path.of(words[1]));
      case "write-in" -> write(in.resolve("mine"));
      case "fork-bomb" -> forkBomb();
      case "threads" -> threads();
      case "memory" -> memory();
      case "tmp" -> fill(Path.of("/tmp/big"), 2L << 30, 32 << 20);
      case "big-file" -> fill(out.resolve("model.safetensors"), 256L << 20, 1 << 20);
      case "fill-up" -> fillUp(out.resolve("model.safetensors"));
      case "many-files" -> manyFiles(out);
      case "status" -> status();
      case "shell" -> shell(words[1]);
      case "open-files" -> openFiles();
      default -> throw new IllegalArgumentException("no such attack: " + attack);
    };
  }

  /** Every way out: interfaces, the machine's own ports, a name, an address elsewhere. */
  private static String network(String port) throws IOException {
    List<String> found = new ArrayList<>();
    for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      found.add("interface " + card.getName());
    }
    for (String host : List.of("127.0.0.1", "172.17.0.1", "192.0.2.1")) {
      found.add(host + " " + connect(host, Integer.parseInt(port)));
    }
    try {
      InetAddress.getAllByName("example.org");
      found.add("name resolved");
    } catch (IOException e) {
      found.add("name unknown");
    }
    return String.join("; ", found);
  }

  private static String connect(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 2_000);
      return "connected";
    } catch (IOException e) {
      return "refused";
    }
  }

  private static String write(Path file) {
    try {
      Files.writeString(file, "was here");
      return "wrote " + file;
    } catch (IOException e) {
      return "refused " + e.getClass().getSimpleName();
    }
  }

  private static String list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return String.join(" ", entries.map(Path::toString).sorted().toList());
    }
  }

  private static String forkBomb() {
    List<Process> children = new ArrayList<>();
    String end = "nothing stopped it";
    try {
      while (children.size() < 400) {
        children.add(new ProcessBuilder("sh", "-c", "read x").start());
      }
    } catch (IOException | OutOfMemoryError e) {
      end = "stopped";
    }
    int count = children.size();
    children.forEach(Process::destroyForcibly);
    return end + " after " + count;
  }

  private static String threads() {
    CountDownLatch enough = new CountDownLatch(1);
    int count = 0;
    String end = "nothing stopped it";
    try {
      while (count < 5_000) {
        Thread thread =
            new Thread(
                null,
                () -> {
                  try {
                    enough.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "bomb",
                64 << 10);
        thread.setDaemon(true);
        thread.start();
        count++;
      }
    } catch (OutOfMemoryError e) {
      end = "stopped";
    } finally {
      enough.countDown();
    }
    return end + " after " + count;
  }

  /** Outside of the heap, as a native library would. */
  private static String memory() {
    List<ByteBuffer> taken = new ArrayList<>();
    for (int i = 0; i < 4_096; i++) {
      ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
      for (int at = 0; at < block.capacity(); at += 4_096) {
        block.put(at, (byte) 1);
      }
      taken.add(block);
    }
    return "took " + taken.size() + " MiB";
  }

  private static String fill(Path file, long bytes, int block) {
    long written = 0;
    try (RandomAccessFile to = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] zeros = new byte[block];
      while (written < bytes) {
        to.write(zeros);
        written += block;
      }
      return "wrote " + (written >> 20) + " MiB";
    } catch (IOException e) {
      return "stopped after " + (written >> 20) + " MiB";
    }
  }

  private static String fillUp(Path file) throws IOException {
    try (RandomAccessFile to = new RandomAccessFile(file.toFile(), "rw")) {
      while (to.length() < 60 << 20) {
        to.write(new byte[4 << 10]);
      }
    }
    return "there was room";
  }

  private static String manyFiles(Path out) throws IOException {
    for (int i = 0; i < 100_000; i++) {
      Files.createFile(out.resolve("file-" + i));
    }
    return "wrote them all";
  }

  /** What the kernel says of this process. */
  private static String status() throws IOException {
    return Files.readString(Path.of("/proc/self/status")).replaceAll("\\s+", " ");
  }

  private static String shell(String script) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said.strip() + " exit " + shell.waitFor();
  }

  private static String openFiles() {
    List<RandomAccessFile> open = new ArrayList<>();
    String end = "nothing stopped it";
    try {
      while (open.size() < 10_000) {
        open.add(new RandomAccessFile("/opt/trainer.jar", "r"));
      }
    } catch (IOException e) {
      end = "stopped";
    }
    int count = open.size();
    for (RandomAccessFile file : open) {
      try {
        file.close();
      } catch (IOException e) {
        end = end + ", " + e;
      }
    }
    return end + " after " + count;
  }

  static String cpuSeconds() {
    return String.valueOf(
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
            / 1e9);
  }
}
