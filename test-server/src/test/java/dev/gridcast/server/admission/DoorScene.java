package dev.gridcast.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.identity.Secret;
import dev.gridcast.protocol.signal.Admission;
import dev.gridcast.protocol.signal.RefusalCode;
import dev.gridcast.server.store.IssuedInvite;
import dev.gridcast.server.store.Samples;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.sqlite.SqliteStore;
import dev.gridcast.server.support.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A door, an operator, and keys that knock. */
abstract class DoorScene {

  static final PeerKey SERVER = Identity.random().key();
  static final PeerKey ADA = Identity.random().key();
  static final PeerKey BOB = Identity.random().key();

  final SettableClock clock = new SettableClock();
  final Set<PeerKey> full = ConcurrentHashMap.newKeySet();
  final List<String> news = new CopyOnWriteArrayList<>();

  Store store;
  MembershipDesk desk;
  InviteDesk invites;

  @SuppressWarnings("NullAway.Init") // open() fills in the fields
  DoorScene() {}

  @BeforeEach
  void open(@TempDir Path folder) {
    store = SqliteStore.open(folder.resolve("gridcast.db"), Samples.experiment(4));
    desk = MembershipDesk.of(store, clock);
    invites = InviteDesk.of(store, SERVER, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  Doorkeeper door(AdmissionMode mode) {
    return new Doorkeeper(store, SERVER, mode, full::contains, clock, news::add);
  }

  Secret invite() {
    return invite(Optional.empty(), OptionalLong.empty());
  }

  Secret invite(Optional<Duration> lifetime, OptionalLong uses) {
    return invites.invite(Optional.empty(), lifetime, uses).orElseThrow().secret();
  }

  IssuedInvite stored(Secret secret) {
    return invites.invite(secret).orElseThrow();
  }

  static void assertIn(Admission.Decision decision) {
    assertThat(decision).isInstanceOf(Admission.Admitted.class);
  }

  static Admission.Refused assertOut(Admission.Decision decision, RefusalCode code, String words) {
    assertThat(decision).isInstanceOf(Admission.Refused.class);
    Admission.Refused refused = (Admission.Refused) decision;
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.message()).contains(words).hasLineCount(1);
    return refused;
  }
}
