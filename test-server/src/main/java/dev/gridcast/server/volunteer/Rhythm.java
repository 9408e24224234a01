package dev.gridcast.server.volunteer;

import java.time.Duration;

/**
 * How often clients are to be heard, and how long a server waits for them.
 *
 * @param heartbeatEvery how often a client must send a heartbeat; it is told so
 * @param storeEvery how often at most a heartbeat reaches the disk; a lease must last several times
 *     as long, so that nothing is lost when the ones between only reach the screen
 * @param silenceAtMost after how long without a word a client is sent away. That is for one whose
 *     machine is alive while its program says nothing: a dead one is noticed below, within 9
 *     seconds, since its frames cease
 * @param holdRequest how long a request for a case waits for one to come free before it is answered
 *     with nothing: long enough to save most of the asking, short enough that no client takes it
 *     for silence
 * @param askAgain how soon to ask again after a request was held in vain
 */
public record Rhythm(
    Duration heartbeatEvery,
    Duration storeEvery,
    Duration silenceAtMost,
    Duration holdRequest,
    Duration askAgain) {

  /** What every server does; other rhythms are for simulations, where a day has to pass quickly. */
  public static final Rhythm LIVE =
      new Rhythm(
          Duration.ofSeconds(5),
          Duration.ofSeconds(3),
          Duration.ofSeconds(20),
          Duration.ofSeconds(3),
          Duration.ofMillis(500));
}
