package dev.gridcast.server.report.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.server.report.ResultsCsv;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to Google is the same byte for byte wherever the server's machine thinks it is. */
class LocaleTest {

  private static final Locale LOCALE = Locale.getDefault();
  private static final TimeZone ZONE = TimeZone.getDefault();

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  @AfterEach
  void home() {
    Locale.setDefault(LOCALE);
    TimeZone.setDefault(ZONE);
  }

  private List<String> bytes(String tag) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(tag));
    TimeZone.setDefault(TimeZone.getTimeZone(tag.equals("en-US") ? "UTC" : "Asia/Kathmandu"));
    Path own = java.nio.file.Files.createDirectories(folder.resolve(tag));
    try (MirrorWorld world = new MirrorWorld(own, 100_000, 1)) {
      world.google.share(MirrorWorld.SHEET);
      world.google.keepBodies = true;
      world.verify(List.of(0L, 7L, 1_234L));
      world.lease(List.of(5L));
      world.fail(List.of(5L), Character.toString(0x130) + "iI" + Character.toString(0x131));
      world.connect().settle();
      List<String> all = new ArrayList<>(world.google.bodies());
      StringWriter csv = new StringWriter();
      ResultsCsv.write(world.store, csv);
      all.add(csv.toString());
      return all;
    }
  }

  @Test
  void theBytesAreTheSameInEveryLocale() throws Exception {
    List<String> here = bytes("en-US");
    assertThat(here).hasSizeGreaterThanOrEqualTo(3);
    assertThat(here.toString())
        .contains("636.3000000000001", "0.08250000000000002", "2026-11-21T08:00:00Z");
    for (String tag : List.of("de-DE", "fr-FR", "ar-EG-u-nu-arab", "tr-TR")) {
      assertThat(bytes(tag)).as(tag).isEqualTo(here);
    }
  }
}
