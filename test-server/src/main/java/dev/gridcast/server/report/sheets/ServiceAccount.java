package dev.gridcast.server.report.sheets;

import com.google.api.client.http.HttpTransport;
import com.google.api.services.drive.DriveScopes;
import com.google.api.services.sheets.v4.SheetsScopes;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import dev.gridcast.server.report.sheets.SheetsFault.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whom Google knows us as: the robot whose key the operator has. Looks for no other credentials
 * than those in the file, in particular not for those of the machine.
 *
 * @param email where spreadsheets are shared to
 * @param credentials what signs the requests; never to be logged
 */
record ServiceAccount(String email, GoogleCredentials credentials) {

  private static final long LARGEST_KEY = 100_000;

  /** What it asks to do: spreadsheets, and those files in Drive that it made itself. */
  static final List<String> SCOPES = List.of(SheetsScopes.SPREADSHEETS, DriveScopes.DRIVE_FILE);

  /**
   * Reads the key. No message says anything of what is in the file.
   *
   * @param transport what fetches the tokens
   */
  static ServiceAccount read(Path file, HttpTransport transport) throws SheetsFault {
    byte[] bytes;
    try {
      if (!Files.isRegularFile(file)) {
        throw new SheetsFault(
            Kind.KEY_MISSING,
            "there is no key file "
                + file
                + "; it is the JSON file that Google gave when the service account's key was made"
                + " (docs/sheets.md, step 3)");
      }
      if (Files.size(file) > LARGEST_KEY) {
        throw wrong(file, "is far too large for a key");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SheetsFault(
          Kind.KEY_MISSING,
          "the key file "
              + file
              + " cannot be read ("
              + e.getClass().getSimpleName()
              + "); may this user read it?");
    }
    try {
      ServiceAccountCredentials key =
          ServiceAccountCredentials.fromStream(new ByteArrayInputStream(bytes), () -> transport);
      // Tries again after waits of its own, otherwise, which nobody could interrupt.
      return new ServiceAccount(
          key.getClientEmail(), key.createWithCustomRetryStrategy(false).createScoped(SCOPES));
    } catch (IOException | RuntimeException e) {
      // Not said why: the reason might quote the key.
      throw wrong(file, "is no key of a service account");
    }
  }

  private static SheetsFault wrong(Path file, String what) {
    return new SheetsFault(
        Kind.KEY_WRONG,
        "the key file "
            + file
            + " "
            + what
            + "; make a key of type JSON for the service account and give that file, as it is");
  }

  /** Says whose it is, and nothing of the key. */
  @Override
  public String toString() {
    return email;
  }
}
