package dev.gridcast.server.cli;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts one certificate and no other, whatever name or authority it bears: one that a server made
 * for itself, whose fingerprint came by another way.
 */
final class PinnedCertificate extends X509ExtendedTrustManager {

  private final byte[] fingerprint;

  private PinnedCertificate(byte[] fingerprint) {
    this.fingerprint = fingerprint.clone();
  }

  /**
   * For connections to whoever has that certificate.
   *
   * @param fingerprint its SHA-256 in hex, colons between the bytes or none
   */
  static SSLContext context(String fingerprint) {
    try {
      byte[] bytes = HexFormat.of().parseHex(fingerprint.replace(":", "").toLowerCase(Locale.ROOT));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new PinnedCertificate(bytes)}, null);
      return context;
    } catch (NoSuchAlgorithmException | KeyManagementException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    try {
      byte[] found = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
      if (!MessageDigest.isEqual(found, fingerprint)) {
        throw new CertificateException("another certificate than the one that is trusted");
      }
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new CertificateException(e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("nobody is let in here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("nobody is let in here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("nobody is let in here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
