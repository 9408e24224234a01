package dev.gridcast.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.signal.Admission;
import dev.gridcast.server.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several keys that show an invite at the same moment which is good for one of them. */
public final class LastUse {

  private static final int AT_ONCE = 6;
  private static final int ROUNDS = 12;

  private LastUse() {}

  /**
   * Lets keys race for the last use of invites, one invite after the other.
   *
   * @param stores doors stand on them in turn; all lead to the same data
   */
  public static void goesToOneKeyOnly(List<Store> stores) throws Exception {
    PeerKey server = Identity.random().key();
    InviteDesk desk = InviteDesk.of(stores.get(0), server, InstantSource.system());
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Secret secret =
            desk.invite(Optional.empty(), Optional.empty(), OptionalLong.of(1))
                .orElseThrow()
                .secret();
        assertThat(lucky(stores, server, secret, threads)).as("round %d", round).isEqualTo(1);
        assertThat(desk.invite(secret).orElseThrow().used()).isEqualTo(1);
      }
      assertThat(MembershipDesk.of(stores.get(0), InstantSource.system()).members())
          .hasSize(ROUNDS);
    } finally {
      threads.shutdownNow();
    }
  }

  private static long lucky(
      List<Store> stores, PeerKey server, Secret secret, ExecutorService threads) throws Exception {
    CyclicBarrier start = new CyclicBarrier(AT_ONCE);
    List<Future<Admission.Decision>> decisions = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Doorkeeper door =
          new Doorkeeper(
              stores.get(i % stores.size()),
              server,
              AdmissionMode.OPEN,
              key -> false,
              InstantSource.system(),
              line -> {});
      PeerKey key = Identity.random().key();
      decisions.add(
          threads.submit(
              () -> {
                start.await(20, TimeUnit.SECONDS);
                return door.decide(key, Optional.of(secret));
              }));
    }
    long admitted = 0;
    for (Future<Admission.Decision> decision : decisions) {
      admitted += decision.get(30, TimeUnit.SECONDS) instanceof Admission.Admitted ? 1 : 0;
    }
    return admitted;
  }
}
