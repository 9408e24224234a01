package dev.gridcast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.trainer.engine.EngineUnavailableException;
import dev.gridcast.trainer.engine.TrainingEngine;
import dev.gridcast.trainer.network.Architecture;
import dev.gridcast.trainer.work.EngineChoice;
import dev.gridcast.trainer.work.FakeEngine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnginesTest {

  private static final Architecture NETWORK = Architecture.lstm(1, 2, 3, 1);

  private final StringWriter err = new StringWriter();
  private boolean card = true;
  private final List<String> opened = new ArrayList<>();

  /** An engine of that name, which has some layers or none. */
  private Engines.Opener opener(String name, boolean supports) {
    return () -> {
      opened.add(name);
      return new FakeEngine(List.of(), List.of()) {
        @Override
        public String name() {
          return name;
        }

        @Override
        public boolean supports(Architecture architecture) {
          return supports;
        }
      };
    };
  }

  private static Engines.Opener broken() {
    return () -> {
      throw new EngineUnavailableException("no library", null);
    };
  }

  private Engines engines(Engines.Opener vector, Engines.Opener dl4j, boolean graphics) {
    return new Engines(
        Map.of(EngineChoice.VECTOR, vector, EngineChoice.DL4J, dl4j),
        new Engines.Graphics() {
          @Override
          public boolean carried() {
            return graphics;
          }

          @Override
          public boolean used(TrainingEngine engine) {
            return card;
          }
        },
        new PrintWriter(err, true));
  }

  @Test
  void autoTakesVectorAndNeverOpensTheOther() throws Exception {
    Engines engines = engines(opener("vector", true), broken(), false);
    assertThat(engines.open(EngineChoice.AUTO, NETWORK).name()).isEqualTo("vector");
    assertThat(engines.open(EngineChoice.AUTO, NETWORK))
        .isSameAs(engines.open(EngineChoice.VECTOR, NETWORK));
    assertThat(opened).containsExactly("vector");
    assertThat(err.toString().strip()).isEqualTo("the engine is vector 1");
  }

  @Test
  void autoTakesDl4jForWhatVectorLacks() throws Exception {
    Engines engines = engines(opener("vector", false), opener("dl4j", true), false);
    assertThat(engines.open(EngineChoice.AUTO, NETWORK).name()).isEqualTo("dl4j");
    assertThat(err.toString().strip()).isEqualTo("the engine is dl4j 1");
  }

  @Test
  void autoTakesDl4jOnAGraphicsCardAndVectorWhereThereIsNone() throws Exception {
    Engines found = engines(opener("vector", true), opener("dl4j", true), true);
    assertThat(found.open(EngineChoice.AUTO, NETWORK).name()).isEqualTo("dl4j");
    assertThat(opened).containsExactly("dl4j");
    Engines none = engines(opener("vector", true), broken(), true);
    assertThat(none.open(EngineChoice.AUTO, NETWORK).name()).isEqualTo("vector");
    assertThat(err.toString()).contains("no graphics card trains this: no library");
    card = false;
    Engines processor = engines(opener("vector", true), opener("dl4j", true), true);
    assertThat(processor.open(EngineChoice.AUTO, NETWORK).name()).isEqualTo("vector");
    assertThat(err.toString()).contains("dl4j found no graphics card");
  }

  @Test
  void anEngineAskedForByNameIsNeverSwapped() throws Exception {
    Engines engines = engines(opener("vector", false), broken(), false);
    assertThatThrownBy(() -> engines.open(EngineChoice.VECTOR, NETWORK))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageStartingWith("the engine vector lacks a layer of this network");
    assertThatThrownBy(() -> engines.open(EngineChoice.DL4J, NETWORK))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage("no library");
    assertThat(
            engines(broken(), opener("dl4j", true), false).open(EngineChoice.DL4J, NETWORK).name())
        .isEqualTo("dl4j");
  }

  @Test
  void tellsItsEnginesWithoutOpeningThem() {
    assertThat(Engines.descriptions()).containsExactly("vector 1", "dl4j 1.0.0-M2.1");
  }
}
