package dev.gridcast.benchmark;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A worker in a process of its own, on one core and one thread: an engine, or PyTorch. */
final class Contender implements AutoCloseable {

  /** OpenBLAS and OpenMP start a thread per core unless told so. */
  private static final Map<String, String> ONE_THREAD =
      Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1");

  /** Debian's, whose packages python3-torch belongs to. */
  static final String PYTHON = "/usr/bin/python3";

  private static final String ANSWER = "= ";

  private final String name;
  private final String version;
  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private Contender(String name, Process process) throws IOException {
    this.name = name;
    this.process = process;
    orders =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    version = answer("start");
  }

  /** One measurement. */
  record Measured(double amount, double seconds, double cpuSeconds) {
    double perSecond() {
      return amount / seconds;
    }

    double perCpuSecond() {
      return amount / cpuSeconds;
    }

    /** How much of the time the processor was ours: less than 1 when the machine does more. */
    double share() {
      return cpuSeconds / seconds;
    }
  }

  /**
   * Starts an engine's {@link TrainerWorker} with the flags that the trainer is run with.
   *
   * @throws IOException when it does not start; what it said is on stderr
   */
  static Contender engine(String name, Setting setting) throws IOException {
    List<String> command = new ArrayList<>(setting.java());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), TrainerWorker.class.getName(), name));
    return start(name, setting, command);
  }

  /**
   * Starts {@code trainer_torch.py}.
   *
   * @throws IOException when it does not start, mostly since there is no PyTorch
   */
  static Contender pytorch(Setting setting) throws IOException {
    return start("pytorch", setting, torch(setting));
  }

  private static List<String> torch(Setting setting) {
    return List.of(PYTHON, setting.benchmarks().resolve("trainer_torch.py").toString());
  }

  /**
   * PyTorch with no more than its own {@code set_num_threads(1)}, as it is mostly measured: the
   * OpenBLAS under Debian's PyTorch then uses every core.
   *
   * @throws IOException when it does not start, mostly since there is no PyTorch
   */
  static Contender looseTorch(Setting setting) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(torch(setting));
    return new Contender("loose", builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  private static Contender start(String name, Setting setting, List<String> command)
      throws IOException {
    return new Contender(name, process(setting, command).start());
  }

  /** A command on one thread and, where the system can do that, pinned to one core. */
  static ProcessBuilder process(Setting setting, List<String> command) {
    List<String> pinned = new ArrayList<>(setting.pin());
    pinned.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(pinned);
    builder.environment().putAll(ONE_THREAD);
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  String name() {
    return name;
  }

  /** What it says it is. */
  String version() {
    return version;
  }

  /** Gives an order and waits for the answer. */
  String ask(String order) throws IOException {
    orders.write(order);
    orders.newLine();
    orders.flush();
    return answer(order);
  }

  /** Gives an order whose answer is a measurement. */
  Measured measure(String order) throws IOException {
    String[] words = ask(order).split(" ", -1);
    return new Measured(
        Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
  }

  private String answer(String order) throws IOException {
    // The JVM and libraries chat on stdout, too.
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(ANSWER)) {
        return line.substring(ANSWER.length());
      }
    }
    throw new IOException(name + " ended at \"" + order + "\"");
  }

  /** Ends the process; it ends by itself when its stdin does. */
  @Override
  public void close() throws IOException {
    orders.close();
    process.destroy();
  }
}
