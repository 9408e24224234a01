package dev.gridcast.trainer.series;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Strict decoding: a byte that is not UTF-8 is told with its line, never replaced by a question
 * mark.
 */
final class Utf8 {
  private Utf8() {}

  static String decode(byte[] bytes, String source) throws SeriesException {
    // Spreadsheets put a byte order mark before UTF-8; it is no part of the first column's name.
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    int start = marked ? 3 : 0;
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(bytes.length - start);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isUnderflow()) {
      result = decoder.flush(out);
    }
    if (result.isError()) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new SeriesException(
          source
              + ":"
              + line
              + ": byte 0x"
              + Integer.toHexString(bytes[in.position()] & 0xFF)
              + " at offset "
              + in.position()
              + " is not UTF-8; save the file as UTF-8");
    }
    return out.flip().toString();
  }
}
