package dev.gridcast.client.cli;

import dev.gridcast.client.cache.DurableFiles;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.InviteException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the file by which the system starts a client, and says which commands do the rest. */
@Command(
    name = "install-service",
    mixinStandardHelpOptions = true,
    versionProvider = ClientMain.Version.class,
    description = {
      "Writes the file that lets the system start the client whenever you log in: a systemd user"
          + " unit on Linux, a launchd agent on macOS, a task for the task scheduler on Windows. It"
          + " starts nothing itself, needs no administrator, and says which command comes next.",
      ""
    },
    footer = {
      "",
      "The invite is a secret: it goes into a file of the data folder that only you can read. What"
          + " else a client may do is in its preferences; see `gridcast client config`.",
      "",
      "Example:",
      "  gridcast client install-service gridcast1... --name ada"
    })
final class InstallServiceCommand implements Callable<Integer> {

  /**
   * The computer on which it is installed.
   *
   * @param os what Java calls it
   * @param home the user's folder
   * @param config $XDG_CONFIG_HOME, or what stands for it
   * @param java the folder of the Java that runs
   * @param jar test-client.jar; null when the program does not come from one
   * @param engine $DOCKER_HOST; null when it is not set
   */
  record Host(
      String os,
      Path home,
      Path config,
      Path java,
      @Nullable Path jar,
      @Nullable String engine,
      boolean hasSystemd) {

    static Host current() {
      Path home = Path.of(System.getProperty("user.home"));
      String config = System.getenv("XDG_CONFIG_HOME");
      String engine = System.getenv("DOCKER_HOST");
      return new Host(
          System.getProperty("os.name", ""),
          home,
          config == null || config.isEmpty() ? home.resolve(".config") : Path.of(config),
          Path.of(System.getProperty("java.home")),
          TrainerJar.ownJar(),
          engine == null || engine.isEmpty() ? null : engine,
          Files.isDirectory(Path.of("/run/systemd/system")));
    }

    boolean isWindows() {
      return os.toLowerCase(Locale.ROOT).startsWith("windows");
    }

    boolean isMac() {
      return os.toLowerCase(Locale.ROOT).startsWith("mac");
    }
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "INVITE",
      description = "What the server's operator gave you. Default: the one installed before")
  private @Nullable String invite;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name on the leaderboard, 1 to 40 characters. Default: user@host")
  private @Nullable String name;

  @Option(names = "--print", description = "Only show the file, write nothing.")
  private boolean print;

  @Option(names = "--uninstall", description = "Remove the file and the kept invite.")
  private boolean uninstall;

  @Mixin private DataDir dataDir;
  @Spec private CommandSpec spec;

  private final Host host;

  /** For picocli. */
  InstallServiceCommand() {
    this(Host.current());
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  InstallServiceCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws ClientException, IOException {
    if (print && uninstall) {
      throw new ParameterException(
          spec.commandLine(), "--print and --uninstall exclude each other");
    }
    ServicePlan plan = plan();
    ServiceFile file =
        host.isWindows()
            ? ServiceFile.windows(plan)
            : host.isMac()
                ? ServiceFile.launchd(plan, host.home())
                : ServiceFile.systemd(plan, host.config());
    PrintWriter out = spec.commandLine().getOut();
    if (print) {
      out.print(file.text());
    } else if (uninstall) {
      uninstall(plan, file, out);
    } else {
      install(plan, file, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private ServicePlan plan() throws ClientException {
    Path jar = host.jar();
    if (jar == null) {
      throw ClientException.missing(
          "A service runs test-client.jar, and this program does not come from one: build it"
              + " (mvn package), then `java -jar test-client.jar install-service`.");
    }
    Path java = host.java().resolve("bin");
    return new ServicePlan(
        host.isWindows() ? java.resolve("javaw.exe") : java.resolve("java"),
        jar,
        dataDir.folder(),
        dataDir.suffix().isEmpty(),
        name == null ? null : ThisMachine.checkedName(name),
        host.engine());
  }

  private void install(ServicePlan plan, ServiceFile file, PrintWriter out)
      throws ClientException, IOException {
    String secret = secret(plan);
    ClientFolder.makeOwnerOnly(plan.folder());
    Files.createDirectories(plan.folder().resolve("logs"));
    Files.createDirectories(parent(file.path()));
    if (secret != null) {
      DurableFiles.write(plan.inviteFile(), (secret + "\n").getBytes(StandardCharsets.UTF_8));
      out.println("Written: " + plan.inviteFile() + " (a secret: only you can read it)");
    }
    DurableFiles.write(file.path(), file.bytes());
    out.println("Written: " + file.path());
    out.println("Start it, now and whenever you log in:");
    file.start().forEach(command -> out.println("  " + command));
    file.remarks().forEach(out::println);
    if (!host.isMac() && !host.isWindows() && !host.hasSystemd()) {
      out.println(
          "But systemd does not run on this machine: here the file starts nothing, and the client"
              + " has to be started by hand.");
    }
    out.println("Be rid of it: gridcast client install-service --uninstall" + dataDir.suffix());
  }

  /** The invite to keep; null when the one that is there stays. */
  private @Nullable String secret(ServicePlan plan) throws ClientException {
    if (invite == null) {
      if (Files.isRegularFile(plan.inviteFile())) {
        return null;
      }
      throw ClientException.usage(
          "install-service needs the invite that you were given, a word that begins with gridcast1 (see"
              + " `gridcast client install-service --help`).");
    }
    try {
      return Invite.parse(invite).text();
    } catch (InviteException e) {
      throw ClientException.usage(String.valueOf(e.getMessage()));
    }
  }

  private void uninstall(ServicePlan plan, ServiceFile file, PrintWriter out) throws IOException {
    List<Path> files = new ArrayList<>(file.traces());
    files.add(file.path());
    files.add(plan.inviteFile());
    boolean any = false;
    for (Path one : files) {
      if (Files.deleteIfExists(one)) {
        out.println("Removed: " + one);
        any = true;
      }
    }
    if (!any) {
      out.println("No service is installed for " + plan.folder() + ".");
      return;
    }
    out.println("End what still runs:");
    file.stop().forEach(command -> out.println("  " + command));
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalStateException("a service file lies in a folder: " + file);
    }
    return parent;
  }
}
