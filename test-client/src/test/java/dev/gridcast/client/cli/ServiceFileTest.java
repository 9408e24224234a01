package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gridcast.client.cache.DurableFiles;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Whatever a folder is called, the system starts exactly the command that was meant. */
final class ServiceFileTest {

  private static final Path JAVA = Path.of("/usr/lib/jvm/java 17/bin/java");

  @Property(tries = 500)
  void systemdReadsTheVeryWords(@ForAll("words") String word) throws Exception {
    ServicePlan plan = plan(word, "tcp://[::1]:2375/%h");
    String unit = SystemdUnit.of(plan);

    assertThat(systemdWords(value(unit, "ExecStart="), true)).isEqualTo(plan.command());
    assertThat(systemdWords(value(unit, "Environment=\""), false))
        .containsExactly("DOCKER_HOST=tcp://[::1]:2375/%h");
  }

  @Property(tries = 500)
  void launchdReadsTheVeryWords(@ForAll("words") String word) throws Exception {
    ServicePlan plan = plan(word, "unix:///a&b");
    Document plist = parse(LaunchdPlist.of(plan, "label"));

    assertThat(texts(plist, "array", "string")).isEqualTo(plan.command());
    assertThat(plist.getDocumentElement().getTextContent()).contains("unix:///a&b");
  }

  @Property(tries = 500)
  void windowsReadsTheVeryWords(@ForAll("words") String word) throws Exception {
    ServicePlan plan = plan(word.replace("%", ""), null);
    Document task = parse(WindowsTask.of(plan));

    List<String> command = new ArrayList<>(texts(task, "Exec", "Command"));
    command.addAll(windowsWords(texts(task, "Exec", "Arguments").get(0)));
    assertThat(command).isEqualTo(plan.command());
  }

  @Example
  void aLineBreakInANameIsRefusedEverywhere() {
    ServicePlan plan = plan("a\nExecStartPre=/bin/false", null);

    assertThatThrownBy(() -> SystemdUnit.of(plan)).hasMessageContaining("a?ExecStartPre");
    assertThatThrownBy(() -> LaunchdPlist.of(plan, "x")).isInstanceOf(ClientException.class);
    assertThatThrownBy(() -> WindowsTask.of(plan)).isInstanceOf(ClientException.class);
    assertThatThrownBy(() -> SystemdUnit.of(plan("ada", "unix:///x\nExecStop=/bin/true")))
        .isInstanceOf(ClientException.class);
  }

  @Example
  void windowsCannotWriteAPercentSign() {
    assertThatThrownBy(() -> WindowsTask.of(plan("100%", null))).hasMessageContaining("100%");
  }

  @Example
  void thePlistIsWhatLaunchdNeeds() throws Exception {
    Document plist = parse(LaunchdPlist.of(plan("ada", null), "dev.gridcast.client"));

    assertThat(plist.getDocumentElement().getTagName()).isEqualTo("plist");
    assertThat(texts(plist, "dict", "key"))
        .contains("Label", "ProgramArguments", "RunAtLoad", "KeepAlive", "ThrottleInterval")
        .doesNotContain("EnvironmentVariables");
  }

  @Example
  void servicesOfSeveralFoldersAreTold() throws Exception {
    Path config = Path.of("/home/ada/.config");
    ServicePlan usual = new ServicePlan(JAVA, Path.of("/x.jar"), Path.of("/d"), true, null, null);
    ServicePlan other = new ServicePlan(JAVA, Path.of("/x.jar"), Path.of("/d"), false, null, null);
    ServicePlan third = new ServicePlan(JAVA, Path.of("/x.jar"), Path.of("/e"), false, null, null);

    assertThat(ServiceFile.systemd(usual, config).path())
        .isEqualTo(Path.of("/home/ada/.config/systemd/user/gridcast-client.service"));
    assertThat(
            List.of(
                ServiceFile.systemd(usual, config).path(),
                ServiceFile.systemd(other, config).path(),
                ServiceFile.systemd(third, config).path()))
        .doesNotHaveDuplicates();
    assertThat(ServiceFile.launchd(usual, Path.of("/Users/ada's")).start().get(0))
        .endsWith("'/Users/ada'\\''s/Library/LaunchAgents/dev.gridcast.client.plist'");
    assertThat(ServiceFile.windows(usual).bytes()).startsWith(0xff, 0xfe);
  }

  /** Where systemd is installed it has to agree; elsewhere the tests above have to do. */
  @Example
  void systemdItselfFindsNoFault() throws Exception {
    if (!Files.isExecutable(Path.of("/usr/bin/systemd-analyze"))) {
      return;
    }
    Path folder = Files.createTempDirectory("unit");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path data = folder.resolve("100% $HOME \"quoted\" \\ d'or");
    ServicePlan plan =
        new ServicePlan(java, folder.resolve("a b.jar"), data, false, "ada $PATH %h", "unix:///%d");
    Path unit = folder.resolve("gridcast-client.service");
    Files.writeString(unit, SystemdUnit.of(plan));

    ProcessBuilder command =
        new ProcessBuilder("systemd-analyze", "verify", "--user", "--man=no", unit.toString())
            .redirectErrorStream(true);
    command.environment().put("XDG_RUNTIME_DIR", folder.toString());
    Process verify = command.start();
    String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = verify.waitFor();
    DurableFiles.deleteTree(folder);

    assertThat(said.lines().filter(line -> line.contains("gridcast"))).isEmpty();
    assertThat(exit).as(said).isZero();
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(
            "a", "Z", "0", " ", "%", "%h", "$", "${HOME}", "\"", "'", "\\", "\\n", "\\x41", ";",
            "#", "&", "<", ">", "]]>", "@", "-", "ö", "日", "*", "~", "|", "^", "!")
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  private static ServicePlan plan(String word, @Nullable String engine) {
    Path data = Path.of("/data").resolve(word.replace("/", "")).resolve(word.strip() + "\\");
    return new ServicePlan(JAVA, Path.of("/opt/" + word, "c.jar"), data, false, word, engine);
  }

  private static String value(String unit, String start) {
    return unit.lines()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.indexOf('=') + 1);
  }

  /** As systemd.syntax(7), systemd.service(5) and systemd.unit(5) say, for double quotes. */
  private static List<String> systemdWords(String line, boolean isCommand) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      assertThat(line.charAt(at)).isEqualTo('"');
      StringBuilder word = new StringBuilder();
      for (at++; line.charAt(at) != '"'; at++) {
        char c = line.charAt(at);
        boolean first = words.isEmpty();
        if (c == '\\') {
          at++;
          assertThat(line.charAt(at)).isIn('\\', '"');
        } else if (c == '%' || (c == '$' && isCommand && !first)) {
          at++;
          assertThat(line.charAt(at)).isEqualTo(c);
        }
        word.append(line.charAt(at));
      }
      words.add(word.toString());
      at += 2;
    }
    return words;
  }

  /** As CommandLineToArgvW and the C runtime do. */
  private static List<String> windowsWords(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      int backslashes = 0;
      while (at < line.length() && line.charAt(at) == '\\') {
        backslashes++;
        at++;
      }
      boolean quote = at < line.length() && line.charAt(at) == '"';
      word.append("\\".repeat(quote ? backslashes / 2 : backslashes));
      if (quote && backslashes % 2 == 0) {
        quoted = !quoted;
      } else if (at < line.length() && line.charAt(at) == ' ' && !quoted) {
        words.add(word.toString());
        word.setLength(0);
      } else if (at < line.length()) {
        word.append(line.charAt(at));
      }
    }
    words.add(word.toString());
    return words;
  }

  private static Document parse(String xml) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    // The DTD of a property list is Apple's, and not fetched.
    builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
    return builder.parse(new InputSource(new StringReader(xml)));
  }

  private static List<String> texts(Document document, String parent, String tag)
      throws IOException {
    NodeList found =
        ((Element) document.getElementsByTagName(parent).item(0)).getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }
}
