package dev.gridcast.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What one training told. */
public final class Heard implements TrainingListener {

  public final BlockingQueue<EpochProgress> epochs = new LinkedBlockingQueue<>();
  public final CompletableFuture<TrainingOutcome> ended = new CompletableFuture<>();

  @Override
  public void onEpoch(EpochProgress progress) {
    epochs.add(progress);
  }

  @Override
  public void onEnded(TrainingOutcome outcome) {
    assertThat(ended.complete(outcome)).as("the end comes once").isTrue();
  }

  public EpochProgress epoch() throws InterruptedException {
    EpochProgress epoch = epochs.poll(30, TimeUnit.SECONDS);
    assertThat(epoch).as("an epoch; the end: %s", ended).isNotNull();
    return java.util.Objects.requireNonNull(epoch);
  }

  public TrainingOutcome outcome() throws Exception {
    return ended.get(30, TimeUnit.SECONDS);
  }

  public TrainingOutcome.Failed failure() throws Exception {
    assertThat(outcome()).isInstanceOf(TrainingOutcome.Failed.class);
    return (TrainingOutcome.Failed) outcome();
  }

  public TrainingOutcome.Trained trained() throws Exception {
    assertThat(outcome()).isInstanceOf(TrainingOutcome.Trained.class);
    return (TrainingOutcome.Trained) outcome();
  }
}
