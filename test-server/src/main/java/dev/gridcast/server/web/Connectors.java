package dev.gridcast.server.web;

import dev.gridcast.server.web.DashboardSettings.Protection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** The socket of a dashboard: plain, or with TLS. */
final class Connectors {

  private final DashboardSettings settings;
  private final @Nullable Certificate certificate;

  private Connectors(DashboardSettings settings, @Nullable Certificate certificate) {
    this.settings = settings;
    this.certificate = certificate;
  }

  /**
   * The socket that those settings want.
   *
   * @throws DashboardException when their certificate cannot be used
   */
  static Connectors of(DashboardSettings settings) throws DashboardException {
    return new Connectors(
        settings,
        settings.protection() instanceof Protection.Https https
            ? Certificate.of(https, settings.directory(), nameOf(settings))
            : null);
  }

  ServerConnector connector(Server server, HttpConfiguration http) {
    ServerConnector connector =
        certificate == null
            ? new ServerConnector(server, new HttpConnectionFactory(http))
            : encrypted(server, http, certificate);
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    return connector;
  }

  private static ServerConnector encrypted(
      Server server, HttpConfiguration http, Certificate certificate) {
    // People reach it by names and addresses that no certificate knows; browsers check that.
    http.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(certificate.store());
    tls.setKeyStorePassword(certificate.password());
    return new ServerConnector(
        server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http));
  }

  String scheme() {
    return certificate == null ? "http" : "https";
  }

  /** The name by which a browser finds it. */
  String name() {
    String name = nameOf(settings);
    return name.contains(":") ? "[" + name + "]" : name;
  }

  private static String nameOf(DashboardSettings settings) {
    String host = settings.host().replaceAll("^\\[|]$", "");
    return switch (host) {
      case "0.0.0.0", "::" -> nameOfThisMachine();
      default -> host;
    };
  }

  private static String nameOfThisMachine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** The name by which a program on this machine finds it. */
  String nameHere() {
    return switch (settings.host()) {
      case "0.0.0.0", "::", "[::]" -> "127.0.0.1";
      default -> name();
    };
  }

  /** Of a certificate that no authority knows; empty without one. */
  String fingerprint() {
    return certificate == null || !certificate.isOwn() ? "" : certificate.fingerprint();
  }

  /** More for people, a line each. */
  List<String> notes() {
    return certificate == null ? List.of() : certificate.notes();
  }
}
