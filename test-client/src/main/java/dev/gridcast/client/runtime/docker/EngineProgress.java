package dev.gridcast.client.runtime.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.ResponseItem;
import dev.gridcast.protocol.message.Texts;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hears a build or a pull, and tells a person how it stands: each step, and bytes once a second.
 */
final class EngineProgress<T extends ResponseItem> implements ResultCallback<T> {

  private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  /** An engine that says nothing for so long hangs; a slow machine unpacks for minutes. */
  static final Duration SILENCE = Duration.ofMinutes(10);

  private static final long LOOK_MILLIS = 500;
  private static final Pattern MADE = Pattern.compile("---> ([0-9a-f]{12})");
  private static final Pattern STEP = Pattern.compile("Step (\\d+)/(\\d+) : (.*)", Pattern.DOTALL);

  private final String what;
  private final Consumer<String> notices;
  private final LongSupplier nanos;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Map<String, long[]> layers = new LinkedHashMap<>();
  private final List<String> made = new ArrayList<>();
  private boolean ran;
  private String said = "";
  private @Nullable Closeable connection;
  private @Nullable Long told;
  private @Nullable String refusal;
  private @Nullable Throwable failure;
  private long heard;

  /**
   * @param what in a few words, for example "pulling busybox:1"
   */
  EngineProgress(String what, Consumer<String> notices) {
    this(what, notices, System::nanoTime);
  }

  EngineProgress(String what, Consumer<String> notices, LongSupplier nanos) {
    this.what = what;
    this.notices = notices;
    this.nanos = nanos;
    this.heard = nanos.getAsLong();
  }

  @Override
  public synchronized void onStart(Closeable line) {
    connection = line;
  }

  @Override
  public synchronized void onNext(T item) {
    heard = nanos.getAsLong();
    ResponseItem.ErrorDetail error = item.getErrorDetail();
    if (error != null) {
      refusal = Texts.oneLine(String.valueOf(error.getMessage()), 300);
      return;
    }
    String stream = item.getStream();
    if (stream != null) {
      hearStep(stream.strip());
    }
    ResponseItem.ProgressDetail detail = item.getProgressDetail();
    String layer = item.getId();
    // Only what comes over the network: unpacking counts the same bytes again.
    if (layer != null && "Downloading".equals(item.getStatus()) && detail != null) {
      Long current = detail.getCurrent();
      Long total = detail.getTotal();
      if (current != null && total != null) {
        layers.put(layer, new long[] {current, total});
        tellBytes();
      }
    }
  }

  private void hearStep(String line) {
    Matcher step = STEP.matcher(line);
    if (step.matches()) {
      ran = !step.group(3).startsWith("FROM");
      said = "";
      notices.accept(
          what
              + ": step "
              + step.group(1)
              + " of "
              + step.group(2)
              + ": "
              + Texts.oneLine(step.group(3), 60));
      return;
    }
    if (line.endsWith("Using cache")) {
      ran = false; // somebody made it before, and may want it again
    }
    Matcher image = MADE.matcher(line);
    if (image.matches() && ran) {
      made.add(image.group(1));
    }
    if (!line.isEmpty() && !line.startsWith("--->") && !line.startsWith("Removing intermediate")) {
      said = Texts.oneLine(line, 200);
    }
  }

  /** What the last step said last, to be put behind a refusal; may be empty. */
  synchronized String lastWords() {
    return said.isEmpty() ? "" : " (" + said + ")";
  }

  /** The images that a build made, step by step; the last one is the wanted one if it went well. */
  synchronized List<String> made() {
    return List.copyOf(made);
  }

  private void tellBytes() {
    long now = nanos.getAsLong();
    if (told != null && now - told < EVERY_NANOS) {
      return;
    }
    told = now;
    long current = layers.values().stream().mapToLong(sizes -> sizes[0]).sum();
    long total = layers.values().stream().mapToLong(sizes -> sizes[1]).sum();
    notices.accept(what + ": " + megabytes(current) + " of " + megabytes(total) + " MB");
  }

  private static long megabytes(long bytes) {
    return Math.round(bytes / 1e6);
  }

  @Override
  public synchronized void onError(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
    done.countDown();
  }

  @Override
  public void onComplete() {
    done.countDown();
  }

  @Override
  public void close() throws IOException {
    Closeable line;
    synchronized (this) {
      line = connection;
    }
    if (line != null) {
      line.close();
    }
    done.countDown();
  }

  private synchronized boolean isSilent() {
    return nanos.getAsLong() - heard > SILENCE.toNanos();
  }

  /**
   * Waits for the end, as long as there is progress.
   *
   * @return why the engine did not do it; empty when it did
   * @throws RuntimeException what the library threw when the engine did not even answer
   */
  Optional<String> await() throws InterruptedException {
    while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (isSilent()) {
        return Optional.of(
            "the engine has said nothing for " + SILENCE.toMinutes() + " minutes; restart Docker");
      }
    }
    synchronized (this) {
      if (failure instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (failure != null) {
        return Optional.of(Texts.oneLine(failure.toString(), 300));
      }
      return Optional.ofNullable(refusal);
    }
  }
}
