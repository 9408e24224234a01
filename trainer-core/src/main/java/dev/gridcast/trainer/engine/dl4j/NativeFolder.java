package dev.gridcast.trainer.engine.dl4j;

import dev.gridcast.trainer.engine.EngineUnavailableException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * A folder with the engine's native libraries side by side, from which they are loaded where they
 * lie: nothing is ever written to it, so it may be part of an image or mounted read-only.
 *
 * <p>JavaCPP's own cache cannot be: it is passed over when it cannot be written, and it locks and
 * links in it. What JavaCPP does find in a read-only folder are libraries on the library path, so
 * this is that folder. Linux only; elsewhere nothing runs in images.
 */
public final class NativeFolder {

  /** Names a folder that {@link #unpack} has filled; the libraries are loaded from there. */
  public static final String PROPERTY = "dev.gridcast.trainer.natives";

  /** Written last: where it is, the folder is complete. */
  private static final String CONTENTS = "natives.properties";

  private static final Pattern LIBRARY =
      Pattern.compile(
          "org/(?:bytedeco|nd4j)/(?:.+/)?((?:linux|macosx|windows)-[^/]+)/(?:.*/)?([^/]+)");

  private static final Pattern SHARED_OBJECT = Pattern.compile("lib[^/]+\\.so(?:\\.\\d+)*");

  /** The same library under the two names that others are linked against. */
  private static final String OPENBLAS = "libopenblas.so.0";

  private static final String OPENBLAS_ALIAS = "libopenblas_nolapack.so.0";

  private NativeFolder() {}

  /**
   * Fills a folder with the libraries of this machine's platform from the jars on the class path;
   * does nothing where that has been done before.
   *
   * @throws EngineUnavailableException when the jars carry none for this platform
   * @throws IOException when they cannot be written
   */
  public static void unpack(Path folder) throws EngineUnavailableException, IOException {
    preferFolders();
    String platform = Loader.getPlatform();
    Map<String, Long> unpacked = new TreeMap<>();
    Files.createDirectories(folder);
    for (Path jar : jars()) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        for (ZipEntry entry : entries(zip)) {
          Matcher library = LIBRARY.matcher(entry.getName());
          if (library.matches()
              && library.group(1).equals(platform)
              && SHARED_OBJECT.matcher(library.group(2)).matches()) {
            // Under its own name JavaCPP would copy it to its cache under the other one. Loaded
            // under the other one, it still is what is linked against its own name.
            String name = library.group(2).equals(OPENBLAS) ? OPENBLAS_ALIAS : library.group(2);
            unpacked.put(name, entry.getSize());
            unpack(zip, entry, folder.resolve(name));
          }
        }
      }
    }
    if (!unpacked.containsKey(OPENBLAS_ALIAS)) {
      throw new EngineUnavailableException(
          "this trainer.jar carries no native libraries for "
              + platform
              + " that could be unpacked; use one that was built for it (mvn -P "
              + platform
              + ")",
          null);
    }
    Properties contents = new Properties();
    contents.setProperty("platform", platform);
    contents.setProperty("version", Dl4jEngine.libraryVersion());
    try (Writer out = Files.newBufferedWriter(folder.resolve(CONTENTS), StandardCharsets.UTF_8)) {
      contents.store(out, "native libraries of Gridcast's trainer");
    }
  }

  private static void unpack(ZipFile zip, ZipEntry entry, Path file) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) == entry.getSize()) {
      return;
    }
    // Another trainer may be loading from here: every file appears whole.
    Path part = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".part");
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Writes a copy of the program's jar that leaves the native libraries of all platforms out: an
   * image holds them unpacked already.
   */
  public static void writeJarWithoutLibraries(Path target) throws IOException {
    List<Path> jars = jars();
    if (jars.size() != 1) {
      throw new IOException("the program is not one jar but " + jars.size());
    }
    try (ZipFile zip = new ZipFile(jars.get(0).toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
      for (ZipEntry entry : entries(zip)) {
        if (!LIBRARY.matcher(entry.getName()).matches()) {
          ZipEntry copy = new ZipEntry(entry.getName());
          copy.setTime(entry.getTime());
          out.putNextEntry(copy);
          try (InputStream in = zip.getInputStream(entry)) {
            in.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
  }

  /** Makes JavaCPP, which must not have been touched yet, load from a folder. */
  static void use(Path folder) throws EngineUnavailableException {
    Properties contents = new Properties();
    try (Reader in = Files.newBufferedReader(folder.resolve(CONTENTS), StandardCharsets.UTF_8)) {
      contents.load(in);
    } catch (IOException e) {
      throw unusable(folder, "it cannot be read (" + e + ")", e);
    }
    preferFolders();
    System.setProperty("java.library.path", folder.toAbsolutePath().toString());
    String found = contents.getProperty("version") + " " + contents.getProperty("platform");
    String wanted = Dl4jEngine.libraryVersion() + " " + Loader.getPlatform();
    if (!found.equals(wanted)) {
      throw unusable(folder, "it holds " + found + ", not " + wanted, null);
    }
    try {
      // Before JavaCPP looks for it: on its way are folders like /usr/lib64, where some systems
      // have
      // an OpenBLAS of their own, with other last digits.
      System.load(folder.resolve(OPENBLAS_ALIAS).toAbsolutePath().toString());
    } catch (UnsatisfiedLinkError e) {
      throw unusable(folder, String.valueOf(e.getMessage()), e);
    }
  }

  /** JavaCPP reads this when it is first touched. */
  private static void preferFolders() {
    System.setProperty("org.bytedeco.javacpp.pathsFirst", "true");
  }

  private static EngineUnavailableException unusable(
      Path folder, String why, @Nullable Throwable cause) {
    return new EngineUnavailableException(
        "no native libraries can be loaded from the folder "
            + folder
            + ", which -D"
            + PROPERTY
            + " names: "
            + why
            + "; fill it with `trainer unpack --to "
            + folder
            + "`",
        cause);
  }

  private static List<Path> jars() {
    List<Path> jars = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (part.toLowerCase(Locale.ROOT).endsWith(".jar") && Files.isRegularFile(Path.of(part))) {
        jars.add(Path.of(part));
      }
    }
    return jars;
  }

  private static List<ZipEntry> entries(ZipFile zip) {
    List<ZipEntry> entries = new ArrayList<>();
    Enumeration<? extends ZipEntry> all = zip.entries();
    while (all.hasMoreElements()) {
      ZipEntry entry = all.nextElement();
      if (!entry.isDirectory()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
