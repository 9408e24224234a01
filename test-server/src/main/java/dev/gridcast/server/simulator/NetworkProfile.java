package dev.gridcast.server.simulator;

import java.time.Duration;

/**
 * What the lines between volunteers and server are like.
 *
 * @param delay what every message takes at least
 * @param jitter what a message takes more on average, exponentially distributed
 * @param cutEvery how long a connection lasts on average before it is cut; zero for ever
 * @param noticesCut how long a side takes at most to notice that its line was cut
 */
record NetworkProfile(Duration delay, Duration jitter, Duration cutEvery, Duration noticesCut) {}
