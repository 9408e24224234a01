package dev.gridcast.acceptance;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the modules, as docs/developers/architecture.md draws them. */
@AnalyzeClasses(packages = "dev.gridcast", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleWallsTest {

  @ArchTest
  static final ArchRule EACH_MODULE_USES_ONLY_WHAT_IT_MAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("protocol")
          .definedBy("dev.gridcast.protocol..")
          .layer("trainer-core")
          .definedBy("dev.gridcast.trainer..")
          .layer("test-server")
          .definedBy("dev.gridcast.server..")
          .layer("test-client")
          .definedBy("dev.gridcast.client..")
          .whereLayer("protocol")
          .mayNotAccessAnyLayer()
          .whereLayer("trainer-core")
          .mayNotAccessAnyLayer()
          .whereLayer("test-server")
          .mayOnlyAccessLayers("protocol", "trainer-core")
          .whereLayer("test-client")
          .mayOnlyAccessLayers("protocol");
}
