package dev.gridcast.protocol.signal.mqtt;

import dev.gridcast.protocol.identity.PeerKey;
import dev.gridcast.protocol.signal.SignalHandler;
import java.util.List;

/**
 * Where a server listens at brokers: at several at once, each by itself, and again and again at one
 * that is away.
 */
public final class MqttListener implements AutoCloseable {

  private final List<BrokerLine> lines;

  private MqttListener(List<BrokerLine> lines) {
    this.lines = lines;
  }

  /**
   * Begins to listen; does not wait until it does.
   *
   * @param brokers where
   * @param server whose topics
   * @param handler asked on threads of the listener's own; the source is {@code mqtt}
   */
  public static MqttListener start(
      List<MqttAddress> brokers, MqttTrust trust, PeerKey server, SignalHandler handler) {
    Topics topics = Topics.of(server);
    List<BrokerLine> lines =
        brokers.stream().map(broker -> new BrokerLine(broker, trust, topics, handler)).toList();
    lines.forEach(BrokerLine::start);
    return new MqttListener(lines);
  }

  /** How it stands with each broker, in the order of the start. */
  public List<State> states() {
    return lines.stream().map(BrokerLine::state).toList();
  }

  /** Hears nothing any more; requests in hand get no answer. */
  @Override
  public void close() {
    lines.forEach(BrokerLine::close);
  }

  /**
   * How it stands with a broker.
   *
   * @param broker which one
   * @param listening whether requests arrive from it
   * @param trouble why not; empty while it listens
   * @param answered requests that got an answer since the start
   * @param dropped what came too large, without a label, or faster than it could be looked at
   */
  public record State(
      MqttAddress broker, boolean listening, String trouble, long answered, long dropped) {}
}
