package dev.gridcast.server.web;

import dev.gridcast.server.web.DashboardSettings.Protection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key and certificate with which a dashboard speaks HTTPS: the operator's own, or one that it
 * signs itself, kept in the data directory.
 */
final class Certificate {

  private static final Logger LOG = LoggerFactory.getLogger(Certificate.class);

  private static final String FILE = "dashboard.p12";

  /** Protects nothing: who can read the file can read this program. Its rights protect it. */
  private static final String OWN_PASSWORD = "gridcast";

  private static final String PASSWORD_VARIABLE = "GRIDCAST_KEYSTORE_PASSWORD";
  private static final long KEYTOOL_SECONDS = 60;

  private final KeyStore store;
  private final String password;
  private final boolean own;

  private Certificate(KeyStore store, String password, boolean own) {
    this.store = store;
    this.password = password;
    this.own = own;
  }

  /**
   * The certificate that those settings want.
   *
   * @param name of the machine, for one that is made
   * @throws DashboardException when it can be neither read nor made
   */
  static Certificate of(Protection.Https https, Path directory, String name)
      throws DashboardException {
    Path given = https.certificate();
    if (given != null) {
      return read(given, https.password(), false);
    }
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      make(file, name);
    }
    return read(file, OWN_PASSWORD, true);
  }

  private static Certificate read(Path file, String password, boolean own)
      throws DashboardException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          return new Certificate(store, password, own);
        }
      }
      throw DashboardException.of(file + " holds no private key", null);
    } catch (IOException | GeneralSecurityException e) {
      throw DashboardException.of(
          "the certificate "
              + file
              + " cannot be read ("
              + e.getMessage()
              + "); it must be a PKCS #12 file, and its password stand in GRIDCAST_TLS_PASSWORD",
          e);
    }
  }

  private static void make(Path file, String name) throws DashboardException {
    Path part = file.resolveSibling(FILE + ".part");
    String host = name.matches("[A-Za-z0-9.-]+") ? name : "localhost";
    boolean number = host.matches("[0-9.]+");
    ProcessBuilder keytool =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "dashboard",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-validity",
            "1825",
            "-dname",
            "CN=Gridcast dashboard on " + host,
            "-ext",
            "SAN=" + (number ? "ip:" : "dns:") + host + ",dns:localhost,ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            part.toString(),
            "-storepass:env",
            PASSWORD_VARIABLE);
    keytool.environment().put(PASSWORD_VARIABLE, OWN_PASSWORD);
    keytool.redirectErrorStream(true);
    try {
      Files.deleteIfExists(part);
      Process process = keytool.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw DashboardException.of("no certificate could be made: " + said.strip(), null);
      }
      Tokens.makePrivate(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("made a certificate for the dashboard: {}", file);
    } catch (IOException e) {
      throw DashboardException.of(
          "no certificate could be made with the JDK's keytool (" + e.getMessage() + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DashboardException.of("no certificate could be made in peace", e);
    }
  }

  KeyStore store() {
    return store;
  }

  String password() {
    return password;
  }

  /** For people: that browsers will warn of it, and what to compare then. */
  List<String> notes() {
    return own
        ? List.of(
            "its certificate is its own, so a browser warns of it once; SHA-256 " + fingerprint())
        : List.of();
  }

  /** Whether the server signed it itself. */
  boolean isOwn() {
    return own;
  }

  /** SHA-256 of the certificate, in hex, as browsers show it. */
  String fingerprint() {
    try {
      for (String alias : Collections.list(store.aliases())) {
        byte[] certificate = store.getCertificate(alias).getEncoded();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate);
        return HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT);
      }
      throw new IllegalStateException("a certificate was there a moment ago");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the certificate was readable a moment ago", e);
    }
  }
}
