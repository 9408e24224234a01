/**
 * Signalling through any MQTT broker: neither side needs an open port, and the broker is trusted
 * with nothing. It sees sealed messages of two keys on topics that say nothing, and may lose, hold
 * back, repeat, swap or invent them; whoever opens the seals finds that out.
 *
 * <p>What must never be here: a look into what is sealed. This is the only room that knows the
 * client library. Start reading at {@link dev.gridcast.protocol.signal.mqtt.Topics}.
 */
@NullMarked
package dev.gridcast.protocol.signal.mqtt;

import org.jspecify.annotations.NullMarked;
