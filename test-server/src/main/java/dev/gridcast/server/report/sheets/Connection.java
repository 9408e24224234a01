package dev.gridcast.server.report.sheets;

import com.google.api.client.http.HttpTransport;
import java.time.Clock;

/** The way to Google for a target: its key and its address. */
final class Connection {

  private Connection() {}

  /** Reads the key; asks Google for nothing yet. */
  static SheetsApi open(SheetsTarget target, HttpTransport transport, Clock clock, Pause pause)
      throws SheetsFault {
    return new SheetsApi(
        ServiceAccount.read(target.keyFile(), transport), target.google(), transport, clock, pause);
  }
}
