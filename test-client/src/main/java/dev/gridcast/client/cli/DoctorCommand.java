package dev.gridcast.client.cli;

import dev.gridcast.client.doctor.Diagnosis;
import dev.gridcast.client.doctor.Doctor;
import dev.gridcast.client.doctor.Finding;
import dev.gridcast.client.doctor.Instruments;
import dev.gridcast.client.doctor.NetworkInstruments;
import dev.gridcast.protocol.identity.IdentityException;
import dev.gridcast.protocol.identity.IdentityFile;
import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.identity.InviteException;
import dev.gridcast.protocol.signal.HttpWay;
import dev.gridcast.protocol.signal.IceSettings;
import dev.gridcast.protocol.signal.SignalWay;
import dev.gridcast.protocol.signal.mqtt.MqttAddress;
import dev.gridcast.protocol.signal.mqtt.MqttTrust;
import dev.gridcast.protocol.signal.mqtt.MqttWay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says why this computer cannot connect to a server, and what to do. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = ClientMain.Version.class,
    description = {
      "Says why this computer cannot connect to the server of an invite, and what to do: looks at the"
          + " invite, this computer's addresses, the ways to the server, the STUN and TURN servers,"
          + " and makes a real connection. Takes a minute at most, and changes nothing.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  gridcast client doctor INVITE",
      "",
      "Exit codes: 0 a connection was made, 5 none was. --json prints one object for each check and"
          + " one with the advice, one per line; docs/network.md says what is in them."
    })
final class DoctorCommand implements Callable<Integer> {

  /** Where the instruments for an invite come from; a test has its own. */
  @FunctionalInterface
  interface Surgery {
    Instruments open(Invite invite, Path folder, IceSettings settings, MqttTrust trust)
        throws ClientException, IOException;
  }

  @Parameters(paramLabel = "INVITE", description = "What the server's operator gave you")
  private String invite = "";

  @Option(names = "--json", description = "For programs: one JSON object per line.")
  private boolean json;

  @Option(
      names = "--mqtt-ca",
      paramLabel = "FILE",
      description =
          "The certificate (PEM) of the authority behind the invite's MQTT broker, as for join.")
  private @Nullable Path authorities;

  @Mixin private DataDir dataDir;
  @Mixin private IceOptions ice;
  @Spec private CommandSpec spec;

  private final Surgery surgery;

  /** For picocli. */
  DoctorCommand() {
    this(DoctorCommand::instruments);
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  DoctorCommand(Surgery surgery) {
    this.surgery = surgery;
  }

  @Override
  public Integer call() throws ClientException, IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    DoctorText text =
        json
            ? new DoctorText.Json()
            : new DoctorText.Lines(
                ScreenColours.of(Terminal.isPresent(), System.getenv("NO_COLOR")));
    Diagnosis diagnosis =
        examine(
            finding -> {
              out.println(text.line(finding));
              out.flush();
            });
    out.println(text.end(diagnosis));
    out.flush();
    return diagnosis.healthy() ? ExitCode.OK : ExitCode.REFUSED;
  }

  private Diagnosis examine(Consumer<Finding> tell)
      throws ClientException, IOException, InterruptedException {
    Invite whole;
    try {
      whole = Invite.parse(invite);
    } catch (InviteException e) {
      return Doctor.unreadable(String.valueOf(e.getMessage()), tell);
    }
    try (Instruments instruments = surgery.open(whole, dataDir.folder(), ice.settings(), trust())) {
      return new Doctor(instruments, tell, System::nanoTime).examine(whole);
    }
  }

  private MqttTrust trust() throws ClientException {
    try {
      return authorities == null ? MqttTrust.ofThisMachine() : MqttTrust.ofAuthorities(authorities);
    } catch (IOException e) {
      throw ClientException.usage("--mqtt-ca: " + e.getMessage());
    }
  }

  private static Instruments instruments(
      Invite invite, Path folder, IceSettings settings, MqttTrust trust)
      throws ClientException, IOException {
    ClientFolder.makeOwnerOnly(folder);
    try {
      return new NetworkInstruments(
          IdentityFile.open(folder),
          invite,
          invite.ways().stream().map(way -> way(invite, way, trust)).toList(),
          settings,
          ClientMain.Version.text());
    } catch (IdentityException e) {
      throw ClientException.usage(e.getMessage() + ".");
    }
  }

  private static SignalWay way(Invite invite, Invite.Way way, MqttTrust trust) {
    return switch (way.kind()) {
      case HTTP -> new HttpWay(way);
      case MQTT -> new MqttWay(MqttAddress.of(way.uri()), trust, invite.server());
    };
  }
}
