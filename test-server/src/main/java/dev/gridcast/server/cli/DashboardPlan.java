package dev.gridcast.server.cli;

import dev.gridcast.server.web.Dashboard;
import dev.gridcast.server.web.DashboardException;
import dev.gridcast.server.web.DashboardSettings;
import dev.gridcast.server.web.DashboardSettings.Limits;
import dev.gridcast.server.web.DashboardSettings.Protection;
import dev.gridcast.server.web.House;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether and where a server opens its dashboard. */
final class DashboardPlan {

  /** None. */
  static final DashboardPlan OFF =
      new DashboardPlan("", 0, false, new Protection.Loopback(), false);

  private final String host;
  private final int port;
  private final boolean portMeant;
  private final Protection protection;
  private final boolean on;

  private DashboardPlan(
      String host, int port, boolean portMeant, Protection protection, boolean on) {
    this.host = host;
    this.port = port;
    this.portMeant = portMeant;
    this.protection = protection;
    this.on = on;
  }

  /**
   * There.
   *
   * @param portMeant whether somebody asked for this port, so that no other will do
   */
  static DashboardPlan at(String host, int port, boolean portMeant, Protection protection) {
    return new DashboardPlan(host, port, portMeant, protection, true);
  }

  /** Whether there is to be none. */
  boolean isOff() {
    return !on;
  }

  /** A dashboard that may be none. */
  static final class Opened implements AutoCloseable {

    private final Optional<Dashboard> dashboard;
    private final List<String> lines;

    private Opened(Optional<Dashboard> dashboard, List<String> lines) {
      this.dashboard = dashboard;
      this.lines = List.copyOf(lines);
    }

    /** What people are told of it. */
    List<String> lines() {
      return lines;
    }

    @Override
    public void close() {
      dashboard.ifPresent(Dashboard::close);
    }
  }

  /**
   * Opens it.
   *
   * @param directory the data directory
   * @throws UserError when it cannot be opened there
   */
  Opened open(House house, Path directory) throws UserError {
    if (!on) {
      return new Opened(Optional.empty(), List.of());
    }
    try {
      return opened(house, settings(port, directory), "");
    } catch (DashboardException e) {
      if (!e.portTaken() || portMeant) {
        throw UserError.badInput(e.getMessage());
      }
    }
    try {
      return opened(house, settings(0, directory), " (port " + port + " is taken)");
    } catch (DashboardException e) {
      throw UserError.badInput(e.getMessage());
    }
  }

  private DashboardSettings settings(int at, Path directory) {
    return new DashboardSettings(host, at, protection, directory, Limits.USUAL);
  }

  private static Opened opened(House house, DashboardSettings settings, String remark)
      throws DashboardException {
    Dashboard dashboard = Dashboard.start(settings, house);
    List<String> lines = new ArrayList<>();
    lines.add("dashboard: " + dashboard.address() + remark);
    lines.add("  for you, who may act: " + dashboard.operatorLink());
    if (!(settings.protection() instanceof Protection.Loopback)) {
      lines.add("  for others, who may look: " + dashboard.readerLink());
    }
    dashboard.notes().forEach(note -> lines.add("  " + note));
    return new Opened(Optional.of(dashboard), lines);
  }
}
