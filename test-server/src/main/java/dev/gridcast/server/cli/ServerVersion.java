package dev.gridcast.server.cli;

import picocli.CommandLine.IVersionProvider;

/** The release of this program, as the jar's manifest has it. */
final class ServerVersion implements IVersionProvider {

  /** The version, or {@code development} when the classes do not come from a jar. */
  static String text() {
    String version = ServerVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"Gridcast Test Server " + text()};
  }
}
