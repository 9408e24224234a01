package dev.gridcast.protocol.signal;

import dev.gridcast.protocol.peer.ConnectException;
import dev.gridcast.protocol.peer.PeerThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Goes all ways at once. The first answer ends the race, and so does a refusal that no other way
 * can mend; otherwise everybody is heard before the reasons are told, all in one line.
 *
 * @param <T> what is raced for
 */
final class Race<T> {

  private static final ExecutorService POOL = PeerThreads.pool("signaller");

  private final String server;

  /**
   * @param server the server in a sentence, for people
   */
  Race(String server) {
    this.server = server;
  }

  /** One way. */
  @FunctionalInterface
  interface Runner<T> {
    T run(SignalWay way) throws ConnectException, RefusedException, InterruptedException;
  }

  T run(List<SignalWay> ways, Runner<T> runner) throws ConnectException, InterruptedException {
    if (ways.isEmpty()) {
      throw ConnectException.permanent(
          "this invite names no way to its server: offer and answer have to be carried by hand",
          null);
    }
    ExecutorCompletionService<T> service = new ExecutorCompletionService<>(POOL);
    List<Future<T>> running = new ArrayList<>();
    ways.forEach(way -> running.add(service.submit(() -> runner.run(way))));
    try {
      List<ConnectException> failures = new ArrayList<>();
      RefusedException refused = null;
      for (int i = 0; i < running.size(); i++) {
        try {
          return service.take().get();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RefusedException no) {
            refused = no;
            if (no.code().isPermanent()) {
              break;
            }
          } else {
            failures.add(failure(e.getCause()));
          }
        }
      }
      throw refused == null ? together(failures) : said(refused);
    } finally {
      running.forEach(each -> each.cancel(true));
    }
  }

  private static ConnectException failure(@Nullable Throwable cause) {
    return cause instanceof ConnectException known
        ? known
        : ConnectException.temporary("a way failed: " + cause, cause);
  }

  private ConnectException said(RefusedException refused) {
    String message = server + " refused: " + refused.getMessage();
    if (refused.code().isPermanent()) {
      return ConnectException.permanent(message, refused);
    }
    return refused
        .retryAfter()
        .map(wait -> ConnectException.notBefore(message, wait))
        .orElseGet(() -> ConnectException.temporary(message, refused));
  }

  private static ConnectException together(List<ConnectException> failures) {
    if (failures.size() == 1) {
      return failures.get(0);
    }
    List<String> reasons =
        failures.stream().map(each -> String.valueOf(each.getMessage())).toList();
    return ConnectException.temporary(
        "no way leads to the server: " + String.join("; ", reasons), failures.get(0));
  }
}
