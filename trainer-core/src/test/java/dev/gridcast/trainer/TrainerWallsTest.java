package dev.gridcast.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;

/** The walls of the module: floors that only look down, and one room that knows the library. */
@AnalyzeClasses(packages = "dev.gridcast", importOptions = DoNotIncludeTests.class)
class TrainerWallsTest {

  /** Ground floor first. */
  private static final List<String> FLOORS =
      List.of(
          "series", "feature", "sample", "kernel", "network", "engine", "evaluate", "work", "cli");

  @ArchTest static final ArchRule ARROWS_POINT_DOWN = floors();

  @ArchTest
  static final ArchRule NO_CIRCLES =
      slices().matching("dev.gridcast.trainer.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONE_ROOM_KNOWS_THE_LIBRARY =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gridcast.trainer.engine.dl4j")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_CHOOSES_AN_ENGINE =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.gridcast.trainer.engine.dl4j", "dev.gridcast.trainer.cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.gridcast.trainer.engine.dl4j");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_CHOOSES_OUR_OWN_ENGINE =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.gridcast.trainer.engine.vector", "dev.gridcast.trainer.cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.gridcast.trainer.engine.vector");

  /** It must load on a JVM without the module, which {@code Kernels.best()} looks after. */
  @ArchTest
  static final ArchRule ONE_ROOM_KNOWS_THE_VECTOR_API =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gridcast.trainer.kernel.simd")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jdk.incubator..", "dev.gridcast.trainer.kernel.simd");

  @ArchTest
  static final ArchRule NOTHING_OF_THE_OTHER_MODULES =
      noClasses()
          .that()
          .resideInAPackage("dev.gridcast.trainer..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.<JavaClass>describe(
                  "are of another module of Gridcast",
                  type ->
                      type.getPackageName().startsWith("dev.gridcast.")
                          && !type.getPackageName().startsWith("dev.gridcast.trainer")));

  private static ArchRule floors() {
    LayeredArchitecture house =
        Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String floor : FLOORS) {
      house = house.layer(floor).definedBy("dev.gridcast.trainer." + floor + "..");
    }
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      List<String> above = FLOORS.subList(floor + 1, FLOORS.size());
      house =
          above.isEmpty()
              ? house.whereLayer(FLOORS.get(floor)).mayNotBeAccessedByAnyLayer()
              : house
                  .whereLayer(FLOORS.get(floor))
                  .mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
    }
    return house;
  }
}
