package dev.gridcast.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store must tell those who keep a picture of it. */
abstract class FeedContract extends TrustContract {

  @Test
  void theFeedNamesEveryCaseThatChanged() {
    lease(7, "old");
    try (ChangeFeed feed = ChangeFeed.of(store)) {
      assertThat(feed.poll().isEmpty()).as("what was before is no change").isTrue();
      lease(3, "a");
      assertThat(feed.poll()).isEqualTo(changed(List.of(3L), List.of("ada")));
      report("a", 1);
      assertThat(feed.poll().cases()).containsExactly(3L);
      score("a", 300, "x");
      assertThat(feed.poll().cases()).containsExactly(3L);
      store.update(writer -> writer.countResult("a", Confirmation.TRUST, Samples.START));
      assertThat(feed.poll().cases()).containsExactly(3L);
      store.update(writer -> writer.confirmResult("a", Confirmation.WITNESS));
      store.update(writer -> writer.doubtResult("a"));
      end("old", AttemptOutcome.EXPIRED);
      assertThat(feed.poll().cases()).containsExactlyInAnyOrder(3L, 7L);
      assertThat(feed.poll().isEmpty()).isTrue();
    }
  }

  @Test
  void aFeedHearsNothingOfWhatDidNotHappenNorAfterItsEnd() throws InterruptedException {
    ChangeFeed feed = ChangeFeed.of(store);
    assertThatThrownBy(
            () ->
                store.update(
                    writer -> {
                      writer.insertCase(Samples.leasedCase(0));
                      throw new IllegalArgumentException("no");
                    }))
        .hasMessage("no");
    assertThat(feed.await(Duration.ofMillis(1)).isEmpty()).isTrue();
    lease(1, "a");
    assertThat(feed.await(Duration.ofMinutes(1)).cases()).containsExactly(1L);
    feed.close();
    lease(2, "b");
    assertThat(feed.poll().isEmpty()).isTrue();
  }

  @Test
  void whoListensIsToldBeforeTheWriterGoesOnAndCannotStopIt() {
    List<Changes> heard = new ArrayList<>();
    store.onChange(heard::add);
    store.onChange(
        changes -> {
          throw new IllegalStateException("a listener of no use");
        });
    lease(1, "a");
    assertThat(heard)
        .extracting(Changes::cases)
        .allSatisfy(cases -> assertThat(cases).contains(1L));
    assertThat(heard).hasSize(1);
  }

  @Test
  void reportsComeInSlicesByIndexAndAttemptsTheLatestFirst() {
    lease(5, "a");
    lease(2, "b");
    lease(9, "c");
    List<CaseReport> all = new ArrayList<>();
    store.read(
        reader -> {
          reader.forEachCase(all::add);
          return true;
        });
    assertThat(store.<List<CaseReport>>read(reader -> reader.reports(0, 2)))
        .isEqualTo(all.subList(0, 2));
    assertThat(store.<List<CaseReport>>read(reader -> reader.reports(6, 2)))
        .isEqualTo(all.subList(2, 3));
    List<Attempt> latest = store.read(reader -> reader.latestAttempts(2));
    assertThat(latest).extracting(Attempt::lease).containsExactly("c", "b");
    assertThat(store.<Optional<Attempt>>read(reader -> reader.attempt(latest.get(1).id())))
        .contains(latest.get(1));
    assertThat(store.<Optional<Attempt>>read(reader -> reader.attempt(4_711L))).isEmpty();
  }

  private static ChangeFeed.Changed changed(List<Long> cases, List<String> volunteers) {
    return new ChangeFeed.Changed(Set.copyOf(cases), Set.copyOf(volunteers));
  }
}
