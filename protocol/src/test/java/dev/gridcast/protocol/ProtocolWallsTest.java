package dev.gridcast.protocol;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.gridcast.protocol",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ProtocolWallsTest {

  @ArchTest
  static final ArchRule only_the_webrtc_room_knows_the_library =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gridcast.protocol.webrtc..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.onvoid..");

  @ArchTest
  static final ArchRule only_the_mqtt_room_knows_its_library =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gridcast.protocol.signal.mqtt..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.hivemq..", "io.netty..", "io.reactivex..");

  @ArchTest
  static final ArchRule only_the_blob_room_compresses =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gridcast.protocol.blob..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.github.luben..");

  /** Letters that people carry are short; whatever unfolds bytes of strangers is in one place. */
  @ArchTest
  static final ArchRule only_short_letters_are_deflated =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gridcast.protocol.blob..")
          .and()
          .doNotHaveFullyQualifiedName("dev.gridcast.protocol.signal.ShortText")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.zip..");

  @ArchTest
  static final ArchRule arrows_point_down_the_house =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("identity")
          .definedBy("dev.gridcast.protocol.identity..")
          .layer("message")
          .definedBy("dev.gridcast.protocol.message..")
          .layer("peer")
          .definedBy("dev.gridcast.protocol.peer..")
          .optionalLayer("blob")
          .definedBy("dev.gridcast.protocol.blob..")
          .layer("signal")
          .definedBy("dev.gridcast.protocol.signal")
          .optionalLayer("mqtt")
          .definedBy("dev.gridcast.protocol.signal.mqtt..")
          .layer("webrtc")
          .definedBy("dev.gridcast.protocol.webrtc..")
          .whereLayer("webrtc")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("mqtt")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("signal")
          .mayOnlyBeAccessedByLayers("mqtt", "webrtc")
          .whereLayer("blob")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("peer")
          .mayOnlyBeAccessedByLayers("blob", "signal", "mqtt", "webrtc")
          .whereLayer("message")
          .mayOnlyBeAccessedByLayers("peer", "blob", "signal", "mqtt", "webrtc")
          .whereLayer("identity")
          .mayOnlyBeAccessedByLayers("message", "peer", "blob", "signal", "mqtt", "webrtc");

  @ArchTest
  static final ArchRule there_are_no_circles =
      slices().matching("dev.gridcast.protocol.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_module_uses_no_other_of_ours =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.gridcast..")
                  .and(not(resideInAPackage("dev.gridcast.protocol.."))));

  @ArchTest
  static final ArchRule every_class_has_a_room =
      classes().should().resideInAPackage("dev.gridcast.protocol.*..");
}
