package dev.gridcast.client.work;

import dev.gridcast.client.runtime.EpochProgress;
import dev.gridcast.client.runtime.TrainerRuntime;
import dev.gridcast.client.runtime.Training;
import dev.gridcast.client.runtime.TrainingJob;
import dev.gridcast.client.runtime.TrainingListener;
import dev.gridcast.client.runtime.TrainingOutcome;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A training from the moment it is wanted. A runtime may take its time to start it (an engine to
 * ask, an image to pull), and the event loop must not wait: that is done on a thread of its own,
 * and what the training is told meanwhile is passed on once it runs.
 */
final class TrainingStart implements Training {

  /** Who hears of it, on any thread. */
  interface Owner extends TrainingListener {

    /** The trainer runs; before anything else is heard of it. */
    void onStarted();

    /** It could not be started; the last call. */
    void onNotStarted(IOException cause);
  }

  private final Owner owner;
  private final Object lock = new Object();
  private @Nullable Training training;
  private boolean stopped;
  private boolean paused;

  private TrainingStart(Owner owner) {
    this.owner = owner;
  }

  /** Has it started, and returns at once. */
  static TrainingStart begin(TrainerRuntime runtime, TrainingJob job, Owner owner) {
    TrainingStart start = new TrainingStart(owner);
    Thread thread = new Thread(() -> start.start(runtime, job), "client-training-start");
    thread.setDaemon(true);
    thread.start();
    return start;
  }

  @Override
  public void stop() {
    synchronized (lock) {
      stopped = true;
      if (training != null) {
        training.stop();
      }
    }
  }

  @Override
  public void pause() {
    synchronized (lock) {
      paused = true;
      if (training != null) {
        training.pause();
      }
    }
  }

  @Override
  public void resume() {
    synchronized (lock) {
      paused = false;
      if (training != null) {
        training.resume();
      }
    }
  }

  private void start(TrainerRuntime runtime, TrainingJob job) {
    synchronized (lock) {
      if (stopped) {
        owner.onEnded(new TrainingOutcome.Stopped("it had not begun yet"));
        return;
      }
    }
    Relay relay = new Relay();
    try {
      begun(runtime.start(job, relay));
    } catch (IOException e) {
      owner.onNotStarted(e);
      return;
    } catch (RuntimeException e) {
      owner.onNotStarted(new IOException("a fault of this program: " + e, e));
      return;
    }
    relay.tellStarted();
  }

  private void begun(Training begun) {
    synchronized (lock) {
      training = begun;
      if (paused) {
        begun.pause();
      }
      if (stopped) {
        begun.stop();
      }
    }
  }

  /** Sees to it that the start is heard of first: a short training may end before it is known. */
  private final class Relay implements TrainingListener {

    private boolean told;

    synchronized void tellStarted() {
      if (!told) {
        told = true;
        owner.onStarted();
      }
    }

    @Override
    public void onEpoch(EpochProgress progress) {
      tellStarted();
      owner.onEpoch(progress);
    }

    @Override
    public void onNotice(String line) {
      owner.onNotice(line); // for example how far an image is, long before the trainer runs
    }

    @Override
    public void onEnded(TrainingOutcome outcome) {
      tellStarted();
      owner.onEnded(outcome);
    }
  }
}
