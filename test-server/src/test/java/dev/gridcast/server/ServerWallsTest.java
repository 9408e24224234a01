package dev.gridcast.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.gridcast.server.cli.ServerMain;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** The rooms of the server: who may use whom. Arrows point down, and there are no circles. */
@AnalyzeClasses(
    packages = "dev.gridcast.server",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ServerWallsTest {

  private static final String HOUSE = "dev.gridcast.server.";

  @ArchTest
  static final ArchRule ARROWS_POINT_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("experiment")
          .definedBy(HOUSE + "experiment..")
          .layer("store")
          .definedBy(HOUSE + "store")
          .layer("jdbc")
          .definedBy(HOUSE + "store.jdbc..")
          .layer("sqlite")
          .definedBy(HOUSE + "store.sqlite..")
          .layer("postgres")
          .definedBy(HOUSE + "store.postgres..")
          .layer("admission")
          .definedBy(HOUSE + "admission..")
          .layer("trust")
          .definedBy(HOUSE + "trust..")
          .layer("lease")
          .definedBy(HOUSE + "lease..")
          .layer("verify")
          .definedBy(HOUSE + "verify..")
          .layer("volunteer")
          .definedBy(HOUSE + "volunteer..")
          .layer("report")
          .definedBy(HOUSE + "report")
          .layer("sheets")
          .definedBy(HOUSE + "report.sheets..")
          .layer("insight")
          .definedBy(HOUSE + "insight..")
          .layer("web")
          .definedBy(HOUSE + "web..")
          .layer("core")
          .definedBy(HOUSE + "core..")
          .layer("simulator")
          .definedBy(HOUSE + "simulator..")
          .layer("cli")
          .definedBy(HOUSE + "cli..")
          .whereLayer("experiment")
          .mayNotAccessAnyLayer()
          .whereLayer("store")
          .mayNotAccessAnyLayer()
          .whereLayer("jdbc")
          .mayOnlyAccessLayers("store")
          .whereLayer("sqlite")
          .mayOnlyAccessLayers("store", "jdbc")
          .whereLayer("postgres")
          .mayOnlyAccessLayers("store", "jdbc")
          .whereLayer("admission")
          .mayOnlyAccessLayers("store")
          .whereLayer("trust")
          .mayOnlyAccessLayers("store")
          .whereLayer("lease")
          .mayOnlyAccessLayers("store", "trust")
          .whereLayer("verify")
          .mayOnlyAccessLayers("experiment", "store", "lease", "trust")
          .whereLayer("volunteer")
          .mayOnlyAccessLayers("experiment", "store", "lease")
          .whereLayer("report")
          .mayOnlyAccessLayers("store")
          .whereLayer("sheets")
          .mayOnlyAccessLayers("experiment", "store", "report")
          .whereLayer("insight")
          .mayOnlyAccessLayers("experiment", "store", "report")
          .whereLayer("web")
          .mayOnlyAccessLayers(
              "experiment", "store", "admission", "lease", "volunteer", "report", "insight")
          .whereLayer("core")
          .mayOnlyAccessLayers(
              "experiment", "store", "trust", "lease", "verify", "volunteer", "report")
          .whereLayer("simulator")
          .mayOnlyAccessLayers(
              "experiment",
              "store",
              "sqlite",
              "trust",
              "lease",
              "verify",
              "volunteer",
              "report",
              "core")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule NO_CIRCLES = slices().matching(HOUSE + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule SQL_IS_ONE_ROOMS_BUSINESS =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              HOUSE + "store.sqlite..", HOUSE + "store.postgres..", HOUSE + "store.jdbc..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..", "javax.sql..", "org.sqlite..", "org.postgresql..", "com.zaxxer..");

  @ArchTest
  static final ArchRule HTTP_IS_ONE_ROOMS_BUSINESS =
      noClasses()
          .that()
          .resideOutsideOfPackage(HOUSE + "web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule GOOGLE_IS_ONE_ROOMS_BUSINESS =
      noClasses()
          .that()
          .resideOutsideOfPackage(HOUSE + "report.sheets..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google..");

  @ArchTest
  static final ArchRule THE_SERVER_NEVER_TRAINS_AND_KNOWS_NO_TRANSPORT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.deeplearning4j..",
              "org.nd4j..",
              "dev.gridcast.trainer.engine.dl4j..",
              "dev.onvoid..",
              "dev.gridcast.client..");

  @ArchTest
  static final ArchRule ONLY_THE_PROGRAM_KNOWS_THE_NETWORK =
      noClasses()
          .that()
          .resideOutsideOfPackage(HOUSE + "cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.gridcast.protocol.webrtc..", "picocli..", "ch.qos.logback..");

  @ArchTest
  static final ArchRule ONLY_THE_DOOR_KNOWS_HOW_PEERS_FIND_EACH_OTHER =
      noClasses()
          .that()
          .resideOutsideOfPackages(HOUSE + "cli..", HOUSE + "admission..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.gridcast.protocol.signal..");

  @ArchTest
  static final ArchRule A_RUN_OF_CORE_AND_SIMULATOR_CAN_BE_REPEATED =
      noClasses()
          .that()
          .resideInAnyPackage(HOUSE + "core..", HOUSE + "simulator..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class, Executors.class, SecureRandom.class, ThreadLocalRandom.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(Random.class);

  @ArchTest
  static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS =
      noClasses()
          .that()
          .doNotBelongToAnyOf(ServerMain.class)
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule NOBODY_PRINTS_BUT_THE_PROGRAM =
      noClasses()
          .that()
          .doNotBelongToAnyOf(ServerMain.class)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule TIME_IS_INJECTED =
      noClasses()
          .that()
          .resideOutsideOfPackage(HOUSE + "cli..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
