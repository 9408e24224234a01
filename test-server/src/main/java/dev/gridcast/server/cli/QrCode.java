package dev.gridcast.server.cli;

import io.nayuki.qrcodegen.QrCode.Ecc;
import io.nayuki.qrcodegen.QrSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A QR code (ISO/IEC 18004) in half blocks: two rows of it in one line of text. Light modules are
 * drawn and dark ones are left as they are, with the light border that belongs to it, so that it
 * can be read on a dark terminal; on a light one most cameras read it inverted.
 */
final class QrCode {

  /** The border that the standard asks for, in modules. */
  private static final int BORDER = 4;

  private QrCode() {}

  /**
   * The code of a text, in upper case: then all of an invite is alphanumeric in the sense of the
   * standard, which makes the code a third smaller, and whoever reads an invite forgives it.
   *
   * @return lines without line feeds
   */
  static List<String> of(String text) {
    io.nayuki.qrcodegen.QrCode code =
        io.nayuki.qrcodegen.QrCode.encodeSegments(
            QrSegment.makeSegments(text.toUpperCase(Locale.ROOT)), Ecc.LOW);
    List<String> lines = new ArrayList<>();
    for (int y = -BORDER; y < code.size + BORDER; y += 2) {
      StringBuilder line = new StringBuilder();
      for (int x = -BORDER; x < code.size + BORDER; x++) {
        boolean upper = isLight(code, x, y);
        boolean lower = isLight(code, x, y + 1);
        line.append(upper ? lower ? '\u2588' : '\u2580' : lower ? '\u2584' : ' ');
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** Beyond the border nothing is drawn. */
  private static boolean isLight(io.nayuki.qrcodegen.QrCode code, int x, int y) {
    return y < code.size + BORDER && !code.getModule(x, y);
  }
}
