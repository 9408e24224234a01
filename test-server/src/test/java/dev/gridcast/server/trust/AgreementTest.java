package dev.gridcast.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.store.Candidate;
import dev.gridcast.server.store.Fingerprint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vector 1 cpu a 1 | vector 1 cpu a 1 | SAME",
        "vector 1 cpu a 1 | vector 1 cpu b 1 | DIFFERENT",
        "vector 1 arm a 1 | vector 1 cpu b 1 | DIFFERENT",
        "vector 1 arm a 1 | vector 1 cpu a 9 | SAME",
        "vector 1 cpu a 1 | vector 2 cpu b 1 | SAME",
        "vector 1 cpu a 1 | vector 2 cpu a 9 | CANNOT_TELL",
        "closed-form 1 cpu a 1 | closed-form 1 cpu b 1 | DIFFERENT",
        "closed-form 1 cpu a 1 | closed-form 1 cpu a 1 | SAME",
        "none 1 cpu a 1 | none 1 cpu a 1 | SAME",
        "dl4j 1 cpu a 1 | dl4j 1 cpu b 1.02 | SAME",
        "dl4j 1 cpu a 1 | dl4j 1 cpu b 1.021 | CANNOT_TELL",
        "dl4j 1 cpu a 1 | dl4j 1 cpu a 5 | CANNOT_TELL",
        "dl4j 1 cpu a 1 | dl4j 1 cuda b 1.01 | SAME",
        "vector 1 cpu a 1 | dl4j 1 cpu b 1.01 | SAME",
        "vector 1 cpu a 1 | dl4j 1 cpu b 1.1 | CANNOT_TELL",
        "own:vector 1 cpu a 1 | own:vector 1 cpu b 5 | CANNOT_TELL",
        "own:vector 1 cpu a 1 | own:vector 1 cpu b 1 | SAME",
        "dl4j 1 cpu a 0 | dl4j 1 cpu b 0 | SAME"
      })
  void whatTwoTrainingsSayOfEachOther(String one, String other, Agreement expected) {
    assertThat(Agreement.compare(candidate(one), candidate(other))).isEqualTo(expected);
    assertThat(Agreement.compare(candidate(other), candidate(one))).isEqualTo(expected);
  }

  private static Candidate candidate(String words) {
    String[] word = words.split(" ", -1);
    return Candidates.scored(
        words, new Fingerprint(word[0], word[1], word[2], word[3]), Double.parseDouble(word[4]));
  }
}
