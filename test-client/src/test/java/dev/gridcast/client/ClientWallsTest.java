package dev.gridcast.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floors of the client: cache, runtime, work, cli; arrows point down. */
@AnalyzeClasses(packages = "dev.gridcast", importOptions = ImportOption.DoNotIncludeTests.class)
final class ClientWallsTest {

  @ArchTest
  static final ArchRule arrowsPointDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cache")
          .definedBy("dev.gridcast.client.cache..")
          .layer("runtime")
          .definedBy("dev.gridcast.client.runtime")
          .layer("runtime.process")
          .definedBy("dev.gridcast.client.runtime.process..")
          .layer("work")
          .definedBy("dev.gridcast.client.work..")
          .layer("cli")
          .definedBy("dev.gridcast.client.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("work")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("runtime.process")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("runtime")
          .mayOnlyBeAccessedByLayers("runtime.process", "work", "cli")
          .whereLayer("cache")
          .mayOnlyBeAccessedByLayers("work", "cli");

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
              "com.fasterxml.jackson..",
              "org.slf4j..",
              "ch.qos.logback..",
              "org.jspecify..",
              "picocli..");

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
}
