package dev.gridcast.server.experiment;

import static dev.gridcast.server.experiment.Refusal.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.trainer.work.EngineChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What cases need of a machine, and whether volunteers are audited. */
class CaseNeedsTest {

  private static final long GIB = 1L << 30;

  private static final String MODELS =
      """
      models:
        - {model: lstm, units: [8, 16]}
        - {model: gru, needs: {memory: 8GiB, gpu: true}}
        - {model: dnn, needs: {gpu: false, runtime: [docker, bubblewrap]}}
        - {model: linear}
      """;

  @Test
  void whatIsWrittenOnTopHoldsUnlessAnEntrySaysOtherwise() throws Exception {
    Experiment experiment = parse(START + "needs: {memory: 512MiB, runtime: docker}\n" + MODELS);

    assertThat(needs(experiment))
        .containsExactly(
            new CaseNeeds(GIB / 2, false, List.of("docker"), Optional.empty()),
            new CaseNeeds(8 * GIB, true, List.of("docker"), Optional.empty()),
            new CaseNeeds(GIB / 2, false, List.of("docker", "bubblewrap"), Optional.empty()),
            new CaseNeeds(GIB / 2, false, List.of("docker"), Optional.empty()));
    assertThat(experiment.describe())
        .containsSubsequence(
            "needs               lstm: 512 MiB of memory, docker",
            "                    gru: 8 GiB of memory, a graphics card, docker",
            "                    dnn: 512 MiB of memory, docker or bubblewrap",
            "                    linear: 512 MiB of memory, docker");
  }

  @Test
  void theEngineThatAnExperimentNamesIsANeedOfItsNetworks() throws Exception {
    assertThat(needs(parse(START + "engine: vector\n" + MODELS.replace("gpu: true", "gpu: on"))))
        .extracting(CaseNeeds::engine)
        .containsExactly(
            Optional.of(EngineChoice.VECTOR),
            Optional.of(EngineChoice.VECTOR),
            Optional.of(EngineChoice.VECTOR),
            Optional.empty());
    assertThat(needs(parse(START + "needs: {engine: dl4j}\n" + MODELS)))
        .extracting(CaseNeeds::engine)
        .containsExactly(
            Optional.of(EngineChoice.DL4J),
            Optional.of(EngineChoice.DL4J),
            Optional.of(EngineChoice.DL4J),
            Optional.empty());
    assertThat(needs(parse(START + MODELS)).get(0)).isEqualTo(CaseNeeds.NONE);
  }

  @Test
  void aTrainerOfTheOperatorsOwnNeedsDocker() throws Exception {
    String own = "trainer: {image: \"sha256:" + "01".repeat(32) + "\"}\n";

    assertThat(needs(parse(START + own + "needs: {memory: 2GiB, runtime: [process, docker]}\n")))
        .containsExactly(new CaseNeeds(2 * GIB, false, List.of("docker"), Optional.empty()));
  }

  @Test
  void needsAuditsAndAbandonmentsChangeNoCaseAndNoLane() throws Exception {
    String plain = MODELS.replaceAll(", needs: \\{.*\\}\\}", "}");
    for (String limits : List.of("", "limits: {cases: 4}\n")) {
      Experiment with =
          parse(
              START
                  + "needs: {memory: 1GiB}\nverification: {audits: off}\n"
                  + MODELS
                  + limits.replace("4", "4, abandonments: 2"));
      Experiment without = parse(START + plain + limits);

      assertThat(with.fingerprint()).isEqualTo(without.fingerprint());
      assertThat(with.space().lanes()).isEqualTo(without.space().lanes()).isEqualTo(4);
      for (long i = 0; i < with.space().size(); i++) {
        assertThat(with.space().caseId(i)).isEqualTo(without.space().caseId(i));
        assertThat(with.space().decode(i)).isEqualTo(without.space().decode(i));
        assertThat(with.space().lane(i)).isEqualTo(without.space().lane(i));
      }
    }
  }

  @Test
  void trainingsAreAuditedUnlessTheOperatorSaysThatAllVolunteersAreHis() throws Exception {
    Experiment off = parse(START + "verification: {audits: off}\n");

    assertThat(parse(START).audits()).isTrue();
    assertThat(parse(START + "verification: {audits: on}\n").audits()).isTrue();
    assertThat(off.audits()).isFalse();
    assertThat(off.describe())
        .containsSubsequence(
            "verification        no audits: every volunteer is taken to be your own",
            "                    nobody checks that what comes back was trained as asked");
    assertThat(parse(START + "parameters: {model: persistence}\n").describe())
        .as("there is nothing to audit")
        .noneMatch(line -> line.startsWith("verification"));
  }

  @Test
  void abandonmentsHaveALimit() throws Exception {
    assertThat(parse(START).limits().abandonments()).isEqualTo(10);
    assertThat(parse(START + "limits: {attempts: 2}\n").limits().abandonments()).isEqualTo(10);
    assertThat(parse(START + "limits: {abandonments: 3}\n").limits().abandonments()).isEqualTo(3);
  }

  @TestFactory
  Stream<DynamicTest> everyMistakeIsOneClearLine() {
    String own = "trainer: {image: \"sha256:" + "01".repeat(32) + "\"}\n";
    return Refusal.tests(
        Path.of("nowhere"),
        List.of(
            new Refusal(
                "memory without its unit",
                START + "needs: {memory: 4}\n",
                "exp.yaml:3: needs.memory: \"4\" is no amount of memory; write a whole number and MiB or GiB, like 512MiB or 4GiB"),
            new Refusal(
                "memory in another unit",
                START + "needs: {memory: 4GB}\n",
                "exp.yaml:3: needs.memory: \"4GB\" is no amount of memory; write a whole number and MiB or GiB, like 512MiB or 4GiB"),
            new Refusal(
                "no memory",
                START + "needs: {memory: 0GiB}\n",
                "exp.yaml:3: needs.memory: 0GiB is out of range; memory goes from 1MiB to 16384GiB"),
            new Refusal(
                "more memory than there is",
                START + "needs: {memory: 16385GiB}\n",
                "exp.yaml:3: needs.memory: 16385GiB is out of range; memory goes from 1MiB to 16384GiB"),
            new Refusal(
                "a misspelt need",
                START + "needs: {memroy: 4GiB}\n",
                "exp.yaml:3: needs.memroy: unknown key; did you mean \"memory\"? (known here: memory, gpu, runtime, engine)"),
            new Refusal(
                "a list of answers about the graphics card",
                START + "needs: {gpu: [true, false]}\n",
                "exp.yaml:3: needs.gpu: there is a list where a single value is needed"),
            new Refusal(
                "a graphics card, maybe",
                START + "needs: {gpu: maybe}\n",
                "exp.yaml:3: needs.gpu: \"maybe\" is neither true nor false; write true if it cannot be done without a graphics card"),
            new Refusal(
                "an unknown runtime",
                START + "needs: {runtime: [docker, bubblewarp]}\n",
                "exp.yaml:3: needs.runtime: \"bubblewarp\" is not known here; did you mean \"bubblewrap\"? (it can be docker or bubblewrap or process)"),
            new Refusal(
                "a runtime twice",
                START + "needs: {runtime: [docker, docker]}\n",
                "exp.yaml:3: needs.runtime: docker is listed twice; remove one"),
            new Refusal(
                "any engine as a need",
                START + "needs: {engine: auto}\n",
                "exp.yaml:3: needs.engine: \"auto\" is not known here (it can be dl4j or vector)"),
            new Refusal(
                "another engine than the one that trains",
                START + "engine: vector\nneeds: {engine: dl4j}\n",
                "exp.yaml:4: needs.engine: contradicts engine: vector, which fits every network and is a need by itself; remove one of them"),
            new Refusal(
                "an engine for what needs none",
                START + "needs: {engine: dl4j}\nparameters: {model: persistence}\n",
                "exp.yaml:3: needs.engine: means nothing where no model is a network; remove it"),
            new Refusal(
                "an engine for an entry that needs none",
                START + "models:\n  - {model: lstm}\n  - {model: linear, needs: {engine: dl4j}}\n",
                "exp.yaml:5: models.needs.engine: means nothing where no model is a network; remove it"),
            new Refusal(
                "an engine for a trainer of one's own",
                START + own + "needs: {engine: dl4j}\n",
                "exp.yaml:4: needs.engine: means nothing beside a trainer of your own; remove it"),
            new Refusal(
                "a runtime without images for a trainer of one's own",
                START + own + "needs: {runtime: bubblewrap}\n",
                "exp.yaml:4: needs.runtime: a trainer of your own runs in docker and nowhere else; write runtime: docker, or remove it"),
            new Refusal(
                "a misspelt key of an entry",
                START + "models:\n  - {model: lstm, need: {gpu: true}}\n",
                "exp.yaml:4: models.need: unknown key; did you mean \"needs\"? (known here: lags, scaler, model, filters, width, heads, feed-forward, units, layers, kernel, pool, dropout, ridge, season, optimizer, learning-rate, schedule, decay-steps, decay-rate, plateau-factor, plateau-patience, batch, epochs, patience, clip, loss, huber-delta, needs)"),
            new Refusal(
                "audits now and then",
                START + "verification: {audits: sometimes}\n",
                "exp.yaml:3: verification.audits: \"sometimes\" is neither on nor off; write off only if every volunteer is your own"),
            new Refusal(
                "a verification of nothing",
                START + "verification: {}\n",
                "exp.yaml:3: verification.audits: missing; write audits: off if every volunteer is your own, or remove verification"),
            new Refusal(
                "a misspelt audit",
                START + "verification: {audit: off}\n",
                "exp.yaml:3: verification.audit: unknown key; did you mean \"audits\"? (known here: audits)"),
            new Refusal(
                "no abandonments",
                START + "limits: {abandonments: 0}\n",
                "exp.yaml:3: limits.abandonments: 0 is out of range; it goes from 1 to 1000")));
  }

  private static List<CaseNeeds> needs(Experiment experiment) {
    ParameterSpace space = experiment.space();
    return IntStream.range(0, space.lanes()).mapToObj(space::needs).toList();
  }

  private static Experiment parse(String yaml) throws ExperimentException {
    return ExperimentFile.parse(yaml, Path.of("exp.yaml"));
  }
}
