package dev.gridcast.protocol.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds an invite in what people paste, and says what is wrong when there is none. Where the word
 * ends is not written in it: of the pieces that follow its beginning, as many belong to it as make
 * the checksum right.
 */
final class InviteText {

  private static final String PREFIX = "gridcast1";
  private static final String OLD_PREFIX = "gridcast://";
  private static final int MAX_WORD = Invite.MAX_CHARACTERS - PREFIX.length();

  static final int MAX_PAYLOAD_BYTES = MAX_WORD * 5 / 8;

  /** Nobody pastes more than an e-mail; what is beyond is not looked at. */
  private static final int MAX_TEXT = 50_000;

  /** Beginnings of invites in one text; more are an attack on patience. */
  private static final int MAX_BEGINNINGS = 20;

  private static final String COPY = ": copy the whole word again, or ask for it again";

  private InviteText() {}

  static String write(Invite invite) {
    byte[] payload = InvitePayload.write(invite);
    byte[] checked = Arrays.copyOf(payload, payload.length + InvitePayload.CHECKSUM_BYTES);
    System.arraycopy(checksum(payload), 0, checked, payload.length, InvitePayload.CHECKSUM_BYTES);
    return PREFIX + Base32.encode(checked);
  }

  static Invite parse(String text) throws InviteException {
    String clean = clean(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
    List<String> first = List.of();
    int tries = 0;
    for (int at = clean.indexOf(PREFIX);
        at >= 0 && tries < MAX_BEGINNINGS;
        at = clean.indexOf(PREFIX, at + 1)) {
      List<String> pieces = pieces(clean, at + PREFIX.length());
      byte[] payload = wholePayload(pieces);
      if (payload != null) {
        return InvitePayload.read(payload);
      }
      first = tries == 0 ? pieces : first;
      tries++;
    }
    throw tries == 0 ? notFound(clean) : unsound(first);
  }

  /** In lower case and without what cannot be seen. */
  private static String clean(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[\\u00AD\\u180E\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\uFEFF]", "");
  }

  /** The runs of letters and digits from here on, as long as only forgivable signs part them. */
  private static List<String> pieces(String clean, int from) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    int length = 0;
    for (int at = from; at < clean.length() && length < MAX_WORD; at++) {
      char c = clean.charAt(at);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        piece.append(c);
        length++;
      } else if (isForgiven(c)) {
        take(piece, pieces);
      } else {
        break;
      }
    }
    take(piece, pieces);
    return pieces;
  }

  private static void take(StringBuilder piece, List<String> pieces) {
    if (piece.length() > 0) {
      pieces.add(piece.toString());
      piece.setLength(0);
    }
  }

  /** What mail and chat programs put into a long word, or around it. */
  private static boolean isForgiven(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || ">|\"'`*_=\\\u201C\u201D\u201E\u2018\u2019\u00AB\u00BB".indexOf(c) >= 0;
  }

  /** The payload without its checksum, of as many pieces as make that one right. */
  private static byte @Nullable [] wholePayload(List<String> pieces) {
    StringBuilder word = new StringBuilder(MAX_WORD);
    for (String piece : pieces) {
      word.append(piece);
      byte[] payload = checked(word);
      if (payload != null) {
        return payload;
      }
    }
    return null;
  }

  private static byte @Nullable [] checked(CharSequence word) {
    byte[] bytes = decoded(word);
    if (bytes == null || bytes.length < PeerKey.BYTES + InvitePayload.CHECKSUM_BYTES) {
      return null;
    }
    byte[] payload = Arrays.copyOf(bytes, bytes.length - InvitePayload.CHECKSUM_BYTES);
    byte[] sum = Arrays.copyOfRange(bytes, payload.length, bytes.length);
    // The last character may hold bits that nobody reads: they must be those that were written.
    boolean sound =
        MessageDigest.isEqual(sum, checksum(payload)) && Base32.encode(bytes).contentEquals(word);
    return sound ? payload : null;
  }

  private static byte @Nullable [] decoded(CharSequence word) {
    try {
      return Base32.decode(word);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static InviteException unsound(List<String> pieces) {
    String word = pieces.isEmpty() ? "" : pieces.get(0);
    int shortest = Base32.encode(new byte[PeerKey.BYTES + InvitePayload.CHECKSUM_BYTES]).length();
    if (word.length() < shortest) {
      word = String.join("", pieces);
    }
    byte[] bytes = decoded(word);
    if (bytes == null) {
      return new InviteException(
          "this invite has a typo (0, 1, 8 and 9 never occur after its beginning)" + COPY);
    }
    if (word.length() < shortest) {
      return new InviteException("this invite is cut short" + COPY);
    }
    if (!InvitePayload.isWhole(Arrays.copyOf(bytes, bytes.length - InvitePayload.CHECKSUM_BYTES))) {
      return new InviteException("this invite is cut short or has a typo" + COPY);
    }
    return new InviteException("this invite has a typo (its checksum is wrong)" + COPY);
  }

  private static InviteException notFound(String clean) {
    if (clean.contains(OLD_PREFIX)) {
      return new InviteException(
          "an invite with gridcast:// is of an older release: ask for one of today's, which begins"
              + " with gridcast1");
    }
    if (clean.matches("(?s).*gridcast[2-9].*")) {
      return InviteException.newer();
    }
    String shown = clean.strip().replaceAll("[^ -~]", " ");
    return new InviteException(
        '"'
            + (shown.length() > 40 ? shown.substring(0, 40) + "…" : shown)
            + "\" is not an invite: it must have a word that begins with gridcast1, as the server"
            + " prints it");
  }

  private static byte[] checksum(byte[] payload) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(PREFIX.getBytes(US_ASCII));
      return Arrays.copyOf(digest.digest(payload), InvitePayload.CHECKSUM_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }
}
