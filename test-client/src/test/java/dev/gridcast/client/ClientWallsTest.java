package dev.gridcast.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The floors of the client: cache, machine, preference, runtime and its kinds, work, control,
 * doctor, cli; arrows point down.
 */
@AnalyzeClasses(packages = "dev.gridcast", importOptions = ImportOption.DoNotIncludeTests.class)
final class ClientWallsTest {

  private static final String HOUSE = "dev.gridcast.client.";

  @ArchTest
  static final ArchRule arrowsPointDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("cache")
          .definedBy(HOUSE + "cache..")
          .layer("machine")
          .definedBy(HOUSE + "machine..")
          .layer("preference")
          .definedBy(HOUSE + "preference..")
          .layer("runtime")
          .definedBy(HOUSE + "runtime")
          .layer("runtime.process")
          .definedBy(HOUSE + "runtime.process..")
          .layer("runtime.bubblewrap")
          .definedBy(HOUSE + "runtime.bubblewrap..")
          .layer("runtime.docker")
          .definedBy(HOUSE + "runtime.docker..")
          .layer("work")
          .definedBy(HOUSE + "work..")
          .layer("control")
          .definedBy(HOUSE + "control..")
          .layer("doctor")
          .definedBy(HOUSE + "doctor..")
          .layer("cli")
          .definedBy(HOUSE + "cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("control")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("doctor")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("work")
          .mayOnlyBeAccessedByLayers("control", "cli")
          .whereLayer("runtime.process")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("runtime.bubblewrap")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("runtime.docker")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("runtime")
          .mayOnlyBeAccessedByLayers(
              "runtime.process", "runtime.bubblewrap", "runtime.docker", "work", "control", "cli")
          .whereLayer("preference")
          .mayOnlyBeAccessedByLayers("control", "cli")
          .whereLayer("machine")
          .mayOnlyBeAccessedByLayers("preference", "cli")
          .whereLayer("cache")
          .mayOnlyBeAccessedByLayers(
              "preference",
              "runtime",
              "runtime.bubblewrap",
              "runtime.docker",
              "work",
              "control",
              "cli");

  @ArchTest
  static final ArchRule thereAreNoCircles =
      slices().matching("dev.gridcast.client.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheProtocolAndItsOwnRoomsAreKnown =
      classes()
          .that()
          .resideInAPackage("dev.gridcast.client..")
          .should()
          .onlyAccessClassesThat()
          .resideInAnyPackage(
              "dev.gridcast.client..",
              "dev.gridcast.protocol..",
              "java..",
              "com.sun.management..",
              "com.sun.net.httpserver..",
              "com.fasterxml.jackson..",
              "org.slf4j..",
              "ch.qos.logback..",
              "org.jspecify..",
              "org.snakeyaml.engine..",
              "com.github.dockerjava..",
              "oshi..",
              "picocli..");

  @ArchTest
  static final ArchRule onlyTheDockerRuntimeKnowsDocker =
      library("com.github.dockerjava..", "runtime.docker..");

  @ArchTest static final ArchRule onlyTheMachineAsksTheHardware = library("oshi..", "machine..");

  @ArchTest
  static final ArchRule onlyThePreferencesReadYaml = library("org.snakeyaml..", "preference..");

  @ArchTest
  static final ArchRule onlyTheControlServesPages =
      library("com.sun.net.httpserver..", "control..");

  @ArchTest
  static final ArchRule aTrainerIsRunNeverLinked =
      noClasses()
          .that()
          .resideInAPackage("dev.gridcast.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.gridcast.trainer..", "dev.gridcast.server..", "dev.onvoid..", "org.nd4j..");

  @ArchTest
  static final ArchRule onlyTheCommandPrints =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gridcast.client.cli..")
          .and()
          .resideInAPackage("dev.gridcast.client..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule onlyTheCommandKnowsItsLibraries =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gridcast.client.cli..")
          .and()
          .resideInAPackage("dev.gridcast.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "ch.qos.logback..");

  private static ArchRule library(String library, String room) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(HOUSE + room)
        .and()
        .resideInAPackage(HOUSE + ".")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
