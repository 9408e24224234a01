package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.gridcast.client.runtime.RuntimeUnavailableException;
import dev.gridcast.protocol.message.Texts;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Docker engine of this machine, found as the program {@code docker} finds it: DOCKER_HOST,
 * else the context in use, else the usual socket. No version of its interface is asked for, so that
 * engines from 2019 on answer. Thread-safe; outlives a restart of the engine.
 */
public final class Engine implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  /** For whoever only asks whether it is there. */
  private static final Duration QUICK = Duration.ofSeconds(2);

  /** For whoever cannot go on without it: a busy machine is no reason to give up. */
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Set<String> OWN_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  /** For one request. Whatever takes longer, and be it on a busy machine, hangs. */
  private static final Duration REQUEST = Duration.ofSeconds(60);

  private final DockerClient client;
  private final URI address;
  private final Duration patience;
  private @Nullable FactsQuestion question;
  private volatile boolean silent;

  /** A question to the engine that is still open, or was answered. */
  private record FactsQuestion(CompletableFuture<EngineFacts> answer, long since) {

    /** Whether its answer is still to be expected: an engine that hung may go on. */
    boolean isOpen() {
      return !answer.isDone() && System.nanoTime() - since < REQUEST.toNanos();
    }
  }

  private Engine(DockerClient client, URI address, Duration patience) {
    this.client = client;
    this.address = address;
    this.patience = patience;
  }

  /**
   * Finds where the engine of this machine should be; does not speak to it yet.
   *
   * @throws RuntimeUnavailableException when the settings point to another machine
   */
  public static Engine find() throws RuntimeUnavailableException {
    return open(DefaultDockerClientConfig.createDefaultConfigBuilder(), REQUEST);
  }

  /** Uses the engine at an address, whatever the environment says. */
  static Engine at(String address) throws RuntimeUnavailableException {
    return at(address, REQUEST);
  }

  /** The same, which takes an engine for gone that does not answer a request in time. */
  static Engine at(String address, Duration patience) throws RuntimeUnavailableException {
    return open(
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerTlsVerify(false)
            .withDockerHost(address),
        patience);
  }

  private static Engine open(DefaultDockerClientConfig.Builder settings, Duration patience)
      throws RuntimeUnavailableException {
    DefaultDockerClientConfig config;
    try {
      config = settings.build();
    } catch (DockerClientException | IllegalArgumentException e) {
      throw new RuntimeUnavailableException(
          EngineTrouble.ELSEWHERE.line(Texts.oneLine(String.valueOf(e.getMessage()), 200)), e);
    }
    URI address = config.getDockerHost();
    if (!isOfThisMachine(address) || config.getSSLConfig() != null) {
      throw new RuntimeUnavailableException(EngineTrouble.ELSEWHERE.line(address.toString()));
    }
    ZerodepDockerHttpClient http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(address)
            .connectionTimeout(CONNECT)
            .build();
    return new Engine(DockerClientImpl.getInstance(config, http), address, patience);
  }

  private static boolean isOfThisMachine(URI address) {
    String scheme = String.valueOf(address.getScheme());
    return scheme.equals("unix")
        || scheme.equals("npipe")
        || (scheme.equals("tcp")
            && address.getHost() != null
            && OWN_HOSTS.contains(address.getHost()));
  }

  /** Where it is, for people. */
  String address() {
    return address.toString();
  }

  /**
   * What it says of itself, asked anew; waits 30 seconds at most.
   *
   * @throws RuntimeUnavailableException when there is none that holds what we promise
   */
  EngineFacts facts() throws RuntimeUnavailableException {
    return facts(PATIENT);
  }

  /** Whether it can give containers NVIDIA's graphics cards, for which it needs their toolkit. */
  public boolean offersNvidia() throws RuntimeUnavailableException {
    return facts().nvidia();
  }

  private EngineFacts facts(Duration atMost) throws RuntimeUnavailableException {
    CompletableFuture<EngineFacts> answer = openQuestion();
    Duration wait = atMost.compareTo(patience) < 0 ? atMost : patience;
    try {
      return answer.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeUnavailableException refused) {
        throw refused;
      }
      throw unavailable(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw noWord(wait, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeUnavailableException("interrupted while asking the Docker engine", e);
    }
  }

  /** Whoever asks while a question hangs waits for the same answer: no thread more hangs. */
  private synchronized CompletableFuture<EngineFacts> openQuestion() {
    FactsQuestion last = question;
    if (last != null && last.isOpen()) {
      return last.answer();
    }
    CompletableFuture<EngineFacts> answer = new CompletableFuture<>();
    question = new FactsQuestion(answer, System.nanoTime());
    onThread("docker-facts")
        .execute(
            () -> {
              try {
                answer.complete(
                    EngineFacts.of(client.versionCmd().exec(), client.infoCmd().exec()));
              } catch (RuntimeException | RuntimeUnavailableException e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  private RuntimeUnavailableException noWord(Duration waited, Throwable cause) {
    return new RuntimeUnavailableException(
        EngineTrouble.NOT_RUNNING.line("at " + address + ", no word for " + seconds(waited)),
        cause);
  }

  private static String seconds(Duration time) {
    return Math.max(1, time.toSeconds()) + " s";
  }

  /** Empty when it can be used, else one line with what to do; 2 seconds at most. */
  public Optional<String> whyUnavailable() {
    try {
      facts(QUICK);
      return Optional.empty();
    } catch (RuntimeUnavailableException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Asks something of the engine that it does at once; waits a minute at most. What it refuses
   * comes out as {@link DockerException}.
   *
   * @throws RuntimeUnavailableException when it is not there to be asked, or does not answer
   */
  <T> T ask(Function<DockerClient, T> question) throws RuntimeUnavailableException {
    if (silent) {
      facts(QUICK); // whoever did not answer last time is not given a minute again
      silent = false;
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    onThread("docker-request")
        .execute(
            () -> {
              try {
                answer.complete(question.apply(client));
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    return answered(answer);
  }

  /** Waits for an answer, interrupted or not: what was asked for is being done all the same. */
  private <T> T answered(CompletableFuture<T> answer) throws RuntimeUnavailableException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw failure(
          e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e));
    } catch (TimeoutException e) {
      silent = true;
      log.warn("the engine at {} has not answered for {}", address, seconds(patience));
      throw noWord(patience, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Follows something that takes the engine as long as it takes, in the thread of the caller; who
   * follows it bounds it. Failures are those of {@link #ask}.
   */
  <T> T follow(Supplier<T> work) throws RuntimeUnavailableException {
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  /** Gives back what the engine refused, as it is; throws when it was not there to be asked. */
  private RuntimeException failure(RuntimeException e) throws RuntimeUnavailableException {
    if (e instanceof DockerException || e instanceof DockerClientException) {
      return e;
    }
    // The library wraps what its socket throws, and nothing else, in a plain RuntimeException.
    if (e.getCause() instanceof IOException) {
      throw unavailable(e);
    }
    return e;
  }

  /** Why it was not there to be asked, worked out from what is on this machine. */
  RuntimeUnavailableException unavailable(Throwable cause) {
    log.debug("the engine at {} does not answer", address, cause);
    return new RuntimeUnavailableException(trouble().line("at " + address), cause);
  }

  private EngineTrouble trouble() {
    // Not from the text of the exception: that is the operating system's, in its user's language.
    if (!"unix".equals(address.getScheme())) {
      return isOnPath("docker") ? EngineTrouble.NOT_RUNNING : EngineTrouble.NOT_INSTALLED;
    }
    Path socket = Path.of(address.getPath());
    if (!Files.exists(socket)) {
      boolean installed =
          isOnPath("dockerd") || isOnPath("docker") || Files.exists(Path.of("/usr/sbin/dockerd"));
      return installed ? EngineTrouble.NOT_RUNNING : EngineTrouble.NOT_INSTALLED;
    }
    return Files.isWritable(socket) ? EngineTrouble.NOT_RUNNING : EngineTrouble.NO_PERMISSION;
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty()
          && (Files.isExecutable(Path.of(folder, program))
              || Files.isExecutable(Path.of(folder, program + ".exe")))) {
        return true;
      }
    }
    return false;
  }

  /** A daemon thread of its own for whatever may hang in the engine. */
  static Executor onThread(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      thread.start();
    };
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      log.debug("the connections to the engine could not be closed: {}", e.toString());
    }
  }
}
