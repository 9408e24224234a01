package dev.gridcast.client.work;

import dev.gridcast.client.runtime.TrainerRuntime;

/**
 * What every part of the work loop has at hand; all of it lives in the event loop, but for the loop
 * itself and the time.
 *
 * @param loop the one thread that decides
 * @param time the time
 * @param place what this machine brings along
 * @param reports what the server has yet to acknowledge
 * @param line the way to the server
 * @param summary what has been done
 * @param listener who wants to know
 */
record Tools(
    EventLoop loop,
    Timekeeper time,
    Workplace place,
    Reports reports,
    Line line,
    Summary summary,
    WorkListener listener) {

  TrainerRuntime runtime() {
    return place.runtime();
  }
}
