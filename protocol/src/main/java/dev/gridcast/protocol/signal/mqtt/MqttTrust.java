package dev.gridcast.protocol.signal.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whose word is taken for a broker's name, over {@code mqtts}. What travels is sealed anyway: this
 * keeps the broker's password, and who talks when, from those who listen on the line.
 */
public final class MqttTrust {

  private static final int HANDSHAKE_SECONDS = 10;

  private final @Nullable TrustManagerFactory authorities;

  private MqttTrust(@Nullable TrustManagerFactory authorities) {
    this.authorities = authorities;
  }

  /** The authorities that this machine's Java trusts. */
  public static MqttTrust ofThisMachine() {
    return new MqttTrust(null);
  }

  /**
   * Those of a file alone, for a broker of one's own.
   *
   * @param pem certificates in PEM, one after the other
   * @throws IOException when there are none; one line that says why
   */
  public static MqttTrust ofAuthorities(Path pem) throws IOException {
    try (InputStream in = Files.newInputStream(pem)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IOException(pem + " holds no certificate");
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return new MqttTrust(factory);
    } catch (GeneralSecurityException e) {
      throw new IOException(pem + " holds no certificates in PEM: " + e.getMessage(), e);
    }
  }

  MqttClientSslConfig config() {
    // The library checks the host's name against the certificate unless it is given another way.
    return MqttClientSslConfig.builder()
        .trustManagerFactory(authorities)
        .protocols(List.of("TLSv1.3", "TLSv1.2"))
        .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
        .build();
  }
}
