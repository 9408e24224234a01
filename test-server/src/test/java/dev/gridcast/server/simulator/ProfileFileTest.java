package dev.gridcast.server.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.server.experiment.ExperimentException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileFileTest {

  private static Profile parse(String text) throws ExperimentException {
    return ProfileFile.parse(text, "world.yaml");
  }

  @Test
  void theExampleIsTheStandardProfileKeyForKey() throws ExperimentException {
    Profile example = ProfileFile.load(Path.of("../examples/simulation.yaml"));
    assertThat(example.people()).isEqualTo(Profiles.standard().people());
    assertThat(example.cases()).isEqualTo(Profiles.standard().cases());
    assertThat(example.network()).isEqualTo(Profiles.standard().network());
    assertThat(example.server()).isEqualTo(Profiles.standard().server());
    for (Habit habit : Habit.values()) {
      assertThat(example.share(habit)).as(habit.key()).isEqualTo(Profiles.standard().share(habit));
    }
  }

  @Test
  void whatIsLeftOutIsAsInTheStandardProfile() throws ExperimentException {
    assertThat(parse("# nothing\n")).isEqualTo(Profiles.standard());
    Profile one = parse("cases:\n  time: 90s\n");
    assertThat(one.cases().time()).isEqualTo(Duration.ofSeconds(90));
    assertThat(one.shares()).isEqualTo(Profiles.standard().shares());
  }

  @Test
  void theSharesOfVolunteersAreReplacedAsAWhole() throws ExperimentException {
    Profile one = parse("volunteers:\n  sleeper: 12.5%\n");
    assertThat(one.share(Habit.SLEEPER)).isEqualTo(0.125);
    assertThat(one.share(Habit.VANISHES)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          volunters: 1             | world.yaml:1: volunters: unknown key; did you mean "volunteers"?
          volunteers: {liar: 5%}   | world.yaml:1: volunteers.liar: unknown key
          volunteers: {slow: 5}    | world.yaml:1: volunteers.slow: "5" is not a share; write one from 0% to 100%
          volunteers: {slow: 101%} | world.yaml:1: volunteers.slow: "101%" is not a share
          volunteers: {slow: 60%, returns: 41%} | world.yaml:1: volunteers: the shares add up to more than 100%
          cases: {time: 2w}        | world.yaml:1: cases.time: "2w" is not a time span
          cases: {time: 2d}        | world.yaml:1: cases.time: 2d is out of range; it goes from 1s to 1d
          cases: {attempts: 0}     | world.yaml:1: cases.attempts: 0 is out of range; it goes from 1 to 100
          machines: {hours-least: 9, hours-most: 8} | world.yaml:1: machines.hours-least: is above hours-most
          machines: {hours-most: 25} | world.yaml:1: machines.hours-most: 25 is out of range; it goes from 0.5 to 24
          network: {delay: 6s}     | world.yaml:1: network.delay: 6s is out of range; it goes from 0s to 5s
          server: {audits: maybe}  | world.yaml:1: server.audits: "maybe" is neither on nor off
          server: {heartbeats: 5m} | world.yaml:1: server.heartbeats: unknown key; did you mean "heartbeat"?
          """)
  void whatIsWrongIsSaidInOneLine(String text, String complaint) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ExperimentException.class)
        .hasMessageStartingWith(complaint);
  }

  @Test
  void aMissingFileIsSaidSo() {
    assertThatThrownBy(() -> ProfileFile.load(Path.of("no-such.yaml")))
        .isInstanceOf(ExperimentException.class)
        .hasMessage("no-such.yaml: there is no such file");
  }
}
