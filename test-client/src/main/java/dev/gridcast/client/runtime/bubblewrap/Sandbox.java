package dev.gridcast.client.runtime.bubblewrap;

import dev.gridcast.client.runtime.JavaTrainer;
import dev.gridcast.client.runtime.OutputWatch;
import dev.gridcast.client.runtime.Priority;
import dev.gridcast.client.runtime.Resources;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The command line of a sandboxed trainer. What is not named here does not exist in the sandbox.
 *
 * <p>The superuser's trainers get one step more: rights of root could not be bounded, so that the
 * sandbox is made by the user {@link #NOBODY}, from a place to which everything it needs has been
 * mounted before, since nobody may look into root's folders.
 */
final class Sandbox {

  /** The user and group without rights, on every Linux. */
  static final int NOBODY = 65534;

  static final String IN = "/gridcast/in";
  static final String OUT = "/gridcast/out";
  static final String NATIVES = "/gridcast/natives";
  static final String JAR = "/gridcast/trainer.jar";

  /** The room for temporary files, in memory: 64 MiB. */
  static final long TMP_BYTES = 64L << 20;

  /** Threads and processes, a Java runtime's own included; a hard limit above the watched one. */
  private static final int MAX_TASKS = 1024;

  private static final int MAX_OPEN_FILES = 1024;

  /** What a process may have mapped beyond its memory without using it. */
  private static final long UNUSED_BYTES = 1L << 30;

  private static final Path STAGE = Path.of("/tmp");

  private final Path bwrap;
  private final boolean root;
  private final Path jar;
  private final Path natives;
  private final Path javaHome;
  private final Resources resources;

  /**
   * @param bwrap the program
   * @param root whether this client is the superuser's
   * @param jar the trainer
   * @param natives the folder with its native libraries, unpacked
   * @param javaHome the Java runtime, without links in its path
   */
  Sandbox(Path bwrap, boolean root, Path jar, Path natives, Path javaHome, Resources resources) {
    this.bwrap = bwrap;
    this.root = root;
    this.jar = jar;
    this.natives = natives;
    this.javaHome = javaHome;
    this.resources = resources;
  }

  /** The program and its arguments for a trainer that serves a box. */
  List<String> command(Path box) throws IOException {
    List<Mount> own = new ArrayList<>();
    own.add(new Mount("--ro-bind", box.resolve("in").toAbsolutePath(), IN, "in"));
    own.add(new Mount("--bind", box.resolve("out").toAbsolutePath(), OUT, "out"));
    own.add(new Mount("--ro-bind", jar.toAbsolutePath(), JAR, "trainer.jar"));
    own.add(new Mount("--ro-bind", natives.toAbsolutePath(), NATIVES, "natives"));
    if (!javaHome.startsWith("/usr")) {
      own.add(new Mount("--ro-bind", javaHome, javaHome.toString(), "java"));
    }
    List<String> command = new ArrayList<>(Priority.lowest());
    if (root) {
      command.addAll(stage(own));
    }
    command.add(bwrap.toString());
    command.addAll(isolation());
    command.addAll(system(Path.of("/")));
    for (Mount mount : own) {
      command.add(mount.option());
      command.add((root ? STAGE.resolve(mount.staged()) : mount.source()).toString());
      command.add(mount.target());
    }
    command.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/"));
    command.addAll(List.of("--chdir", "/tmp", "--"));
    command.addAll(limits());
    command.addAll(program());
    return command;
  }

  private record Mount(String option, Path source, String target, String staged) {}

  /** The way from root to nobody. */
  private List<String> stage(List<Mount> mounts) {
    List<String> stage = new ArrayList<>();
    stage.addAll(List.of(bwrap.toString(), "--die-with-parent", "--dev-bind", "/", "/"));
    stage.addAll(List.of("--tmpfs", STAGE.toString()));
    for (Mount mount : mounts) {
      stage.addAll(
          List.of(
              mount.option(), mount.source().toString(), STAGE.resolve(mount.staged()).toString()));
    }
    stage.addAll(
        List.of("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"));
    // Bubblewrap's own process keeps no right to kill, so that nobody's sandbox would outlive it;
    // between the two stands one that keeps it, dies with the one and takes the other along.
    stage.addAll(List.of("--cap-add", "CAP_KILL"));
    String setpriv = Priority.find("setpriv").orElse(Path.of("/usr/bin/setpriv")).toString();
    String unshare = Priority.find("unshare").orElse(Path.of("/usr/bin/unshare")).toString();
    stage.addAll(List.of("--", setpriv, "--pdeathsig=KILL", unshare, "--fork", "--kill-child"));
    stage.addAll(
        List.of(
            setpriv,
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--inh-caps=-all"));
    return stage;
  }

  private static List<String> isolation() {
    return List.of(
        "--unshare-all",
        "--unshare-user",
        "--disable-userns",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
        "--hostname",
        "gridcast",
        "--clearenv",
        "--setenv",
        "PATH",
        "/usr/bin:/bin",
        "--setenv",
        "HOME",
        "/tmp",
        "--setenv",
        "LANG",
        "C.UTF-8",
        "--setenv",
        "OMP_NUM_THREADS",
        "1");
  }

  /**
   * The part of the system that programs need to run.
   *
   * @param root where its folders are
   */
  static List<String> system(Path root) throws IOException {
    List<String> mounts = new ArrayList<>();
    mounts.addAll(List.of("--ro-bind", root.resolve("usr").toString(), "/usr"));
    // Links into /usr on most systems, folders on those that have not merged them.
    for (String name : List.of("bin", "lib", "lib32", "lib64", "libx32")) {
      Path folder = root.resolve(name);
      if (Files.isSymbolicLink(folder)) {
        mounts.addAll(List.of("--symlink", Files.readSymbolicLink(folder).toString(), "/" + name));
      } else if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        mounts.addAll(List.of("--ro-bind", folder.toString(), "/" + name));
      }
    }
    mounts.addAll(List.of("--perms", "0755", "--dir", "/etc"));
    Path etc = root.resolve("etc");
    for (String name : List.of("ld.so.cache", "alternatives", "java")) {
      mounts.addAll(List.of("--ro-bind-try", etc.resolve(name).toString(), "/etc/" + name));
    }
    // Debian keeps a JDK's configuration there, and links to it.
    try (DirectoryStream<Path> java = Files.newDirectoryStream(etc, "java-*")) {
      for (Path folder : java) {
        mounts.addAll(List.of("--ro-bind-try", folder.toString(), "/etc/" + folder.getFileName()));
      }
    }
    mounts.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    mounts.addAll(List.of("--size", Long.toString(TMP_BYTES), "--tmpfs", "/tmp"));
    mounts.addAll(List.of("--perms", "0755", "--dir", "/gridcast"));
    return mounts;
  }

  private List<String> limits() {
    return List.of(
        "/usr/bin/prlimit",
        "--nproc=" + MAX_TASKS,
        "--nofile=" + MAX_OPEN_FILES,
        "--fsize=" + OutputWatch.MAX_BYTES,
        "--core=0",
        String.format(Locale.ROOT, "--data=%d", resources.memoryBytes() + UNUSED_BYTES),
        "--");
  }

  private List<String> program() {
    List<String> program = new ArrayList<>();
    program.add(JavaTrainer.javaIn(javaHome).toString());
    program.addAll(JavaTrainer.options(javaHome, resources));
    // It would be a file in /tmp that nobody can read.
    program.add("-XX:-UsePerfData");
    program.add("-Duser.home=/tmp");
    program.add("-Ddev.gridcast.trainer.natives=" + NATIVES);
    program.addAll(List.of("-jar", JAR, "serve"));
    return program;
  }
}
