package dev.gridcast.protocol.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gridcast.protocol.signal.IceWishes.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A mistake in what finds a path is one line that names the option and its value. */
class IceWishesTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void whatIsNoStunServerIsNamed(Side side) {
    requireFault(side, stun("stun.example.org"), "--stun stun.example.org: must be stun:HOST:PORT");
    requireFault(
        side, stun("turn:t.example.org"), "--stun turn:t.example.org: must begin with stun:");
  }

  @ParameterizedTest
  @EnumSource
  void aServerAndNoServerExcludeEachOther(Side side) {
    IceWishes both =
        new IceWishes(List.of("stun:s"), true, List.of(), null, null, null, false, false, null);
    requireFault(side, both, "--stun stun:s and --no-stun exclude each other");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoTurnServerIsNamed(Side side) {
    requireFault(
        side, turn("stun:s:1", null, null), "--turn stun:s:1: must begin with turn: or turns:");
    requireFault(
        side, turn("turn:t:99999", null, null), "--turn turn:t:99999: the port must be 1 to 65535");
  }

  @Test
  void aRelayNeedsALogin() {
    requireFault(
        Side.CLIENT,
        turn("turn:t", null, null),
        "--turn turn:t needs --turn-user and --turn-password-file");
    requireFault(
        Side.SERVER,
        turn("turn:t", null, null),
        "--turn turn:t needs either --turn-secret-file, or --turn-user and --turn-password-file");
  }

  @ParameterizedTest
  @EnumSource
  void aLoginNeedsARelay(Side side) {
    IceWishes alone =
        new IceWishes(List.of(), false, List.of(), "ada", null, null, false, false, null);
    requireFault(side, alone, "--turn-user ada belongs to --turn, which is missing");
    IceWishes trusting =
        new IceWishes(List.of(), false, List.of(), null, null, null, true, false, null);
    requireFault(side, trusting, "--turn-any-certificate belongs to --turn, which is missing");
  }

  @ParameterizedTest
  @EnumSource
  void aRangeOfPortsThatIsNoneIsNamed(Side side) {
    requireFault(
        side, ports("48100-48000"), "--ports 48100-48000: the first port is above the last one");
    requireFault(
        side, ports("80-90"), "--ports 80-90: a range of ports lies between 1024 and 65535: 80-90");
  }

  @Test
  void aServerThatOnlyRelaysNeedsARelayAndAClientMayGetOne() {
    IceWishes relayOnly =
        new IceWishes(List.of(), false, List.of(), null, null, null, false, true, null);
    requireFault(Side.SERVER, relayOnly, "--relay-only needs a TURN server: --turn URL");
    assertThat(relayOnly.settings(Side.CLIENT).relayOnly()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aPasswordThatIsNotThereIsNamed(Side side) throws Exception {
    Path none = folder.resolve("none");
    requireFault(
        side, turn("turn:t", "ada", none), "--turn-password-file " + none + ": cannot be read");
    Path blank = Files.writeString(folder.resolve("blank"), "\nsecret\n");
    requireFault(
        side,
        turn("turn:t", "ada", blank),
        "--turn-password-file " + blank + ": its first line is empty");
    Path book = Files.writeString(folder.resolve("book"), "word ".repeat(1000));
    requireFault(
        side, turn("turn:t", "ada", book), "--turn-password-file " + book + ": is too long");
  }

  @ParameterizedTest
  @EnumSource
  void theFirstLineIsThePassword(Side side) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), " secret \nmore\n");
    TurnServer relay = turn("turns:t", "ada", file).settings(side).turn().get(0);
    assertThat(relay.login()).isEqualTo(new TurnServer.Fixed("ada", "secret"));
    assertThat(relay.anyCertificate()).isFalse();
  }

  @Test
  void whoWishesNothingGetsWhatIsUsual() {
    IceWishes nothing =
        new IceWishes(List.of(), false, List.of(), null, null, null, false, false, null);
    assertThat(nothing.settings(Side.SERVER)).isEqualTo(IceSettings.SERVER);
    assertThat(nothing.settings(Side.CLIENT)).isEqualTo(IceSettings.CLIENT);
  }

  private static void requireFault(Side side, IceWishes wishes, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wishes.settings(side))
        .withMessageStartingWith(words);
  }

  private static IceWishes stun(String url) {
    return new IceWishes(List.of(url), false, List.of(), null, null, null, false, false, null);
  }

  private static IceWishes turn(String url, @Nullable String user, @Nullable Path password) {
    return new IceWishes(List.of(), false, List.of(url), user, password, null, false, false, null);
  }

  private static IceWishes ports(String range) {
    return new IceWishes(List.of(), false, List.of(), null, null, null, false, false, range);
  }
}
