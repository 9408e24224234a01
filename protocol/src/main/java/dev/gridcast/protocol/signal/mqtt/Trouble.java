package dev.gridcast.protocol.signal.mqtt;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import dev.gridcast.protocol.message.Texts;
import dev.gridcast.protocol.peer.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** What went wrong with a broker, for people. */
final class Trouble {

  private static final int SHOWN_CHARACTERS = 200;

  private Trouble() {}

  /** The same for whoever wants to connect through it. */
  static ConnectException exception(MqttAddress broker, Throwable why) {
    // Never for good, whatever the broker says: nobody believes it, and it may be another tomorrow.
    return ConnectException.temporary("the broker " + broker + ": " + line(why), why);
  }

  /** One line, without the broker's name. */
  static String line(Throwable why) {
    Throwable cause = cause(why);
    if (isLockedOut(cause)) {
      return "it does not accept this user and password";
    }
    if (cause instanceof Mqtt5ConnAckException refused) {
      return "it refused the connection: " + refused.getMqttMessage().getReasonCode();
    }
    if (cause instanceof Mqtt5SubAckException refused) {
      return "it does not let us listen: " + refused.getMqttMessage().getReasonCodes();
    }
    if (find(cause, UnknownHostException.class)) {
      return "its host name is unknown: check it and the connection to the Internet";
    }
    if (find(cause, java.net.ConnectException.class)) {
      return "nothing answers there (connection refused): does it run, and is that its port?";
    }
    if (find(cause, SSLException.class)) {
      return "TLS failed (is its certificate for that name, from an authority trusted here?): "
          + message(deepest(cause));
    }
    return message(cause);
  }

  private static boolean isLockedOut(Throwable why) {
    return why instanceof Mqtt5ConnAckException refused
        && (refused.getMqttMessage().getReasonCode() == Mqtt5ConnAckReasonCode.NOT_AUTHORIZED
            || refused.getMqttMessage().getReasonCode()
                == Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
  }

  private static Throwable cause(Throwable why) {
    Throwable cause = why;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean find(Throwable error, Class<? extends Throwable> type) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private static Throwable deepest(Throwable error) {
    Throwable at = error;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }

  private static String message(Throwable why) {
    String text = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    return Texts.oneLine(text, SHOWN_CHARACTERS);
  }
}
