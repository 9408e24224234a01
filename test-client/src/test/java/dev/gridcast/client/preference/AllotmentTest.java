package dev.gridcast.client.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.client.machine.FakeHardware;
import dev.gridcast.client.machine.Reading;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the preferences come to on a machine. */
final class AllotmentTest {

  private static final long GIB = 1L << 30;

  @Test
  void oneCoreStaysWithThePerson() throws PreferenceException {
    assertThat(of(FakeHardware.of(4, 16), Map.of())).isEqualTo(new Allotment(3, 1, 2 * GIB));
    assertThat(of(FakeHardware.of(1, 8), Map.of())).isEqualTo(new Allotment(1, 1, 2 * GIB));
  }

  @Test
  void littleMemoryMeansFewerTrainings() throws PreferenceException {
    assertThat(of(FakeHardware.of(8, 4), Map.of())).isEqualTo(new Allotment(2, 3.5, GIB));
    assertThat(of(FakeHardware.of(8, 64), Map.of(Key.MEMORY, "2 GiB")))
        .isEqualTo(new Allotment(2, 3.5, GIB));
  }

  @Test
  void fewProcessorsMeanFewerTrainings() throws PreferenceException {
    assertThat(of(FakeHardware.of(8, 64), Map.of(Key.CPUS, "2.5")))
        .isEqualTo(new Allotment(2, 1.25, 2 * GIB));
    assertThat(of(FakeHardware.of(8, 64), Map.of(Key.CPUS, "25%")))
        .isEqualTo(new Allotment(4, 1, 2 * GIB));
    assertThat(of(FakeHardware.of(8, 64), Map.of(Key.CPUS, "0.5")))
        .isEqualTo(new Allotment(1, 0.5, 2 * GIB));
  }

  @Test
  void whatIsGivenIsDividedAmongTheTrainings() throws PreferenceException {
    assertThat(
            of(
                FakeHardware.of(4, 16),
                Map.of(Key.CPUS, "2", Key.MEMORY, "9 GiB", Key.PARALLEL, "3")))
        .isEqualTo(new Allotment(3, 0.66, 3 * GIB));
    assertThat(of(FakeHardware.of(4, 16), Map.of(Key.PARALLEL, "2")))
        .isEqualTo(new Allotment(2, 1, 2 * GIB));
  }

  @Test
  void moreThanTheMachineHasIsRefused() {
    assertThatThrownBy(() -> of(FakeHardware.of(4, 16), Map.of(Key.CPUS, "9")))
        .hasMessage("--cpus: 9 is more than this machine has, which is 8");
    assertThatThrownBy(() -> of(FakeHardware.of(4, 16), Map.of(Key.MEMORY, "17 GiB")))
        .hasMessage("--memory: 17 GiB is more than this machine has, which is 16 GiB");
  }

  @Test
  void tooLittleMemoryForSoManyIsRefused() {
    assertThatThrownBy(
            () -> of(FakeHardware.of(4, 16), Map.of(Key.PARALLEL, "8", Key.MEMORY, "2 GiB")))
        .hasMessageStartingWith("--parallel: 8 trainings need 4 GiB of memory at least");
  }

  @Test
  void aNumberThatIsNotKnownIsNeverMadeUp() throws PreferenceException {
    FakeHardware mute =
        new FakeHardware(Reading.unsupported("no cores"), 4, Reading.unsupported("no memory"));

    assertThatThrownBy(() -> of(mute, Map.of(Key.MEMORY, "4 GiB")))
        .hasMessageContaining("no cores")
        .hasMessageContaining("give a number");
    assertThatThrownBy(() -> of(mute, Map.of(Key.PARALLEL, "2"))).hasMessageContaining("no memory");
    assertThat(of(mute, Map.of(Key.PARALLEL, "2", Key.MEMORY, "4 GiB")))
        .isEqualTo(new Allotment(2, 1, 2 * GIB));
  }

  private static Allotment of(FakeHardware hardware, Map<Key, String> flags)
      throws PreferenceException {
    return Allotment.of(Preferences.of(Settings.of(Map.of(), flags)), hardware);
  }
}
