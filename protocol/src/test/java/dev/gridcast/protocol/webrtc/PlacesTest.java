package dev.gridcast.protocol.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.identity.Identity;
import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.webrtc.Places.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who holds how many of the places of connections that are being made. */
class PlacesTest {

  private final Places places = new Places();

  @Test
  void manyThatGoByHandTakeSixteenPlacesAndNoneOfTheOthers() {
    List<Place> taken = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      places.take(anybody(), true).ifPresent(taken::add);
    }
    assertThat(taken).hasSize(Places.BY_HAND);

    for (int i = 0; i < Places.MOST; i++) {
      assertThat(places.take(anybody(), false)).as("a normal offer").isPresent();
    }
    assertThat(places.take(anybody(), false)).isEmpty();
    assertThat(places.take(anybody(), true)).isEmpty();
  }

  @Test
  void oneKeyCannotTakeAllThePlacesByHand() {
    PeerKey mallory = anybody();
    int taken = 0;
    for (int i = 0; i < 200; i++) {
      taken += places.take(mallory, true).isPresent() ? 1 : 0;
    }
    assertThat(taken).isEqualTo(Places.BY_HAND_OF_ONE_KEY);
    assertThat(places.take(anybody(), true)).as("somebody else's").isPresent();
    assertThat(places.take(mallory, false)).as("its normal offer").isPresent();
  }

  @Test
  void aPlaceIsGivenBackOnceHoweverOftenThatIsSaid() {
    PeerKey ada = anybody();
    List<Place> taken = new ArrayList<>();
    for (int i = 0; i < Places.BY_HAND_OF_ONE_KEY; i++) {
      taken.add(places.take(ada, true).orElseThrow());
    }
    taken.get(0).release();
    taken.get(0).release();
    assertThat(places.take(ada, true)).isPresent();
    assertThat(places.take(ada, true)).isEmpty();

    Optional<Place> quick = places.take(ada, false);
    quick.orElseThrow().release();
    quick.orElseThrow().release();
    int free = 0;
    while (places.take(ada, false).isPresent()) {
      free++;
    }
    assertThat(free).isEqualTo(Places.MOST);
  }

  private static PeerKey anybody() {
    return Identity.random().key();
  }
}
