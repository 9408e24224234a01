package dev.gridcast.client.runtime;

import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A trainer that is a child process, with its family and its limits. */
final class ChildTrainer implements RunningTrainer {

  private static final Logger log = LoggerFactory.getLogger(ChildTrainer.class);
  private static final long LOOK_MILLIS = 100;

  private final Process process;
  private final Children.Folders folders;
  private final Signals signals;
  private final Optional<ProcFiles> proc = ProcFiles.ofThisSystem();
  private final ProcessFamily family;
  private final ChildLimits limits;
  private final CountDownLatch end = new CountDownLatch(1);

  private final Set<Long> held = new HashSet<>();
  private boolean frozen;
  private boolean heldBack;
  private volatile @Nullable String killedFor;

  ChildTrainer(Process process, Children.Folders folders, Resources resources, Signals signals) {
    this.process = process;
    this.folders = folders;
    this.signals = signals;
    this.family = new ProcessFamily(process, proc);
    this.limits = new ChildLimits(resources, Runtime.getRuntime().availableProcessors());
    Thread watch = new Thread(this::watch, "trainer-" + process.pid());
    watch.setDaemon(true);
    watch.start();
  }

  @Override
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  @Override
  public InputStream stdout() {
    return process.getInputStream();
  }

  @Override
  public InputStream stderr() {
    return process.getErrorStream();
  }

  @Override
  public String inputFolder(String job) {
    return folders.in() + File.separator + job;
  }

  @Override
  public String outputFolder(String job) {
    return folders.out() + File.separator + job;
  }

  @Override
  public Optional<TrainerExit> awaitExit(Duration atMost) throws InterruptedException {
    if (!end.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      return Optional.empty();
    }
    String reason = killedFor;
    int code = process.exitValue();
    return Optional.of(reason == null ? TrainerExit.of(code) : TrainerExit.killed(code, reason));
  }

  @Override
  public void kill() {
    family.kill();
  }

  @Override
  public synchronized boolean freeze() {
    frozen = true;
    return holdOrLetGo();
  }

  @Override
  public synchronized void thaw() {
    frozen = false;
    holdOrLetGo();
  }

  private synchronized void holdBack(boolean hold) {
    heldBack = hold;
    holdOrLetGo();
  }

  private boolean holdOrLetGo() {
    if (frozen || heldBack) {
      List<Long> members = family.look().stream().map(ProcessHandle::pid).toList();
      held.addAll(members);
      return signals.freeze(members);
    }
    if (!held.isEmpty()) {
      signals.thaw(List.copyOf(held));
      held.clear();
    }
    return true;
  }

  private void watch() {
    try {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("a trainer could not be watched", e);
    } finally {
      family.kill();
      forget();
      end.countDown();
    }
  }

  private synchronized void forget() {
    signals.thaw(List.copyOf(held));
    held.clear();
  }

  private void look() {
    List<ProcessHandle> members = family.look();
    if (proc.isEmpty()) {
      return;
    }
    ChildLimits.Use use = ChildLimits.Use.of(members, proc.get());
    Optional<String> broken = limits.broken(use);
    if (broken.isPresent()) {
      killedFor = broken.get();
      log.warn("a trainer is killed: it {}", broken.get());
      family.kill();
    } else {
      // Also holds whoever a frozen family has got since.
      holdBack(limits.isBeyondItsShare(use, System.nanoTime()));
    }
  }
}
