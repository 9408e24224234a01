package dev.gridcast.server.web.browser;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.server.admission.AdmissionMode;
import dev.gridcast.server.admission.Doorkeeper;
import dev.gridcast.server.admission.InviteDesk;
import dev.gridcast.server.admission.MembershipDesk;
import dev.gridcast.server.store.Member;
import dev.gridcast.server.store.Store;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** People at the door of a scene's server: they knock there as they do at a real one. */
final class SceneDoor {

  private final PeerKey server = Identity.random().key();
  private final Store store;
  private final InstantSource clock;

  SceneDoor(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The secret of a new invite of that name. */
  Secret invite(String name) {
    return InviteDesk.of(store, server, clock)
        .invite(Optional.of(name), Optional.empty(), OptionalLong.empty())
        .orElseThrow()
        .secret();
  }

  /** A new key knocks at the door of a server whose operator looks at each. */
  PeerKey waits(Secret invite) {
    return knocks(AdmissionMode.APPROVE, invite);
  }

  /** A new key comes in, and calls itself so. */
  PeerKey joins(Secret invite, String name) {
    PeerKey key = knocks(AdmissionMode.OPEN, invite);
    store.update(
        writer ->
            writer.seeVolunteer(key.text(), name, "Linux, amd64, 4 processors", clock.instant()));
    return key;
  }

  private PeerKey knocks(AdmissionMode mode, Secret invite) {
    PeerKey key = Identity.random().key();
    new Doorkeeper(store, server, mode, one -> false, clock, news -> {})
        .decide(key, Optional.of(invite));
    return key;
  }

  /** How that key stands now. */
  Member stands(PeerKey key) {
    return desk().member(key).orElseThrow();
  }

  /** What a command at the operator's terminal decides. */
  MembershipDesk desk() {
    return MembershipDesk.of(store, clock);
  }
}
