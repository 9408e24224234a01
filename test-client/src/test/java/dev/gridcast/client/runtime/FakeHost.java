package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts trainers that are pipes; the test plays them. */
final class FakeHost implements TrainerHost {

  private static final ObjectMapper JSON = new ObjectMapper();

  final List<FakeTrainer> all = new CopyOnWriteArrayList<>();
  private final BlockingQueue<FakeTrainer> launched = new LinkedBlockingQueue<>();
  volatile boolean broken;
  volatile boolean freezes = true;
  volatile boolean endsAtEof = true;

  @Override
  public RunningTrainer launch(Path box) throws IOException {
    if (broken) {
      throw new RuntimeUnavailableException("the engine is gone: start it");
    }
    FakeTrainer trainer = new FakeTrainer(box, freezes, endsAtEof);
    all.add(trainer);
    launched.add(trainer);
    return trainer;
  }

  FakeTrainer next() throws InterruptedException {
    FakeTrainer trainer = launched.poll(10, TimeUnit.SECONDS);
    assertThat(trainer).as("a trainer that was launched").isNotNull();
    return java.util.Objects.requireNonNull(trainer);
  }

  static final class FakeTrainer implements RunningTrainer {

    private final Path box;
    private final boolean freezes;
    private final PipedOutputStream toStdin = new PipedOutputStream();
    private final PipedInputStream stdout = new PipedInputStream(1 << 16);
    private final PipedInputStream stderr = new PipedInputStream(1 << 16);
    private final PipedOutputStream toStdout = new PipedOutputStream(stdout);
    private final PipedOutputStream toStderr = new PipedOutputStream(stderr);
    private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();
    private final CompletableFuture<TrainerExit> exit = new CompletableFuture<>();
    final List<String> signals = new CopyOnWriteArrayList<>();

    FakeTrainer(Path box, boolean freezes, boolean endsAtEof) throws IOException {
      this.box = box;
      this.freezes = freezes;
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(new PipedInputStream(toStdin), StandardCharsets.UTF_8));
      Thread reader =
          new Thread(
              () -> {
                try {
                  for (String line = in.readLine(); line != null; line = in.readLine()) {
                    orders.add(line);
                  }
                } catch (IOException e) {
                  orders.add("broken: " + e);
                }
                signals.add("eof");
                if (endsAtEof) {
                  exit(TrainerExit.of(141));
                }
              });
      reader.setDaemon(true);
      reader.start();
    }

    JsonNode order() throws Exception {
      String order = orders.poll(10, TimeUnit.SECONDS);
      assertThat(order).as("an order").isNotNull();
      return JSON.readTree(order);
    }

    void say(String line) throws IOException {
      toStdout.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      toStdout.flush();
    }

    void ready() throws IOException {
      say("{\"event\":\"ready\",\"gridcastVersion\":\"1\",\"engine\":\"fake\"}");
    }

    void epoch(String job, int epoch) throws IOException {
      say(
          "{\"event\":\"epoch\",\"job\":\"%s\",\"epoch\":%d,\"epochs\":50,\"trainingLoss\":0.5,"
                  .formatted(job, epoch)
              + "\"validationRmse\":801.5,\"persistenceRmse\":803.5,\"seconds\":1.5}");
    }

    void ended(String job, int code) throws IOException {
      say(
          "{\"event\":\"ended\",\"job\":\"%s\",\"exitCode\":%d,\"seconds\":1.0}"
              .formatted(job, code));
    }

    /** A job as it should be: two files, and the end. */
    void succeed(String job) throws IOException {
      Files.writeString(box.resolve("out").resolve(job).resolve("result.json"), TRAINED);
      Files.writeString(box.resolve("out").resolve(job).resolve("model.safetensors"), "weights");
      ended(job, 0);
    }

    void complain(String line) throws IOException {
      toStderr.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      toStderr.flush();
    }

    void exit(TrainerExit how) {
      try {
        toStdout.close();
        toStderr.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      exit.complete(how);
    }

    @Override
    public OutputStream stdin() {
      return toStdin;
    }

    @Override
    public InputStream stdout() {
      return stdout;
    }

    @Override
    public InputStream stderr() {
      return stderr;
    }

    @Override
    public String inputFolder(String job) {
      return "/in/" + job;
    }

    @Override
    public String outputFolder(String job) {
      return "/out/" + job;
    }

    @Override
    public Optional<TrainerExit> awaitExit(Duration atMost) throws InterruptedException {
      try {
        // The pipes of the JDK wake their readers once a second only: nothing to wait for here.
        return Optional.of(exit.get(5, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        return Optional.empty();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void kill() {
      signals.add("kill");
      exit(TrainerExit.of(137));
    }

    @Override
    public boolean freeze() {
      signals.add("freeze");
      return freezes;
    }

    @Override
    public void thaw() {
      signals.add("thaw");
    }
  }

  static final String TRAINED = "{\"status\":\"trained\"}";
}
