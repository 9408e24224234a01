package dev.gridcast.server.report.sheets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** A service account of the stand-in, with a key that was made for this run. */
public final class FakeKey {

  /** How every token begins. */
  static final String TOKEN = "ya29.secret-token-";

  /** For whom requests for tokens are meant, wherever they are sent. */
  private static final String AUDIENCE = "https://oauth2.googleapis.com/token";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final KeyPair PAIR = pair();

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whom spreadsheets are shared with. */
  public String email() {
    return "mirror@gridcast-test.iam.gserviceaccount.com";
  }

  /** The secret of it, as it stands in the file. */
  String secret() {
    return Base64.getEncoder().encodeToString(PAIR.getPrivate().getEncoded());
  }

  /** Writes the file that Google would give. */
  public Path write(Path file, String tokenUri) {
    String pem = "-----BEGIN PRIVATE KEY-----\n" + secret() + "\n-----END PRIVATE KEY-----\n";
    try {
      JSON.writeValue(
          file.toFile(),
          JSON.createObjectNode()
              .put("type", "service_account")
              .put("project_id", "gridcast-test")
              .put("private_key_id", "1234567890abcdef")
              .put("private_key", pem)
              .put("client_email", email())
              .put("client_id", "117")
              .put("token_uri", tokenUri));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Some file that is not a key. */
  static Path writeNonsense(Path file, String text) {
    try {
      return Files.writeString(file, text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a request for a token is signed by this account. */
  boolean signed(String form) {
    for (String pair : form.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts[0].equals("assertion")) {
        return signedToken(URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return false;
  }

  private boolean signedToken(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(PAIR.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
      JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
          && claims.get("iss").asText().equals(email())
          && claims.get("aud").asText().equals(AUDIENCE)
          && claims.get("scope").asText().contains("/auth/spreadsheets");
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
