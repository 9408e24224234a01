package dev.gridcast.benchmark.network;

import dev.gridcast.protocol.identity.Invite;
import dev.gridcast.protocol.peer.PeerConnector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A process with many clients of {@link ServeMain}, each with a key of its own. Argument: the
 * invite. Orders: {@code open COUNT THREADS}, {@code round-trips COUNT} over the first one, {@code
 * fetch SHA256 BYTES FOLDER}, the same with {@code beats}, {@code cycles COUNT THREADS} of opening
 * and closing, {@code chatter COUNT} questions over all together, {@code gc}.
 */
public final class ClientsMain {

  /** How many different clients come and go; one alone may not come so often. */
  private static final int PASSERS = 64;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Echo> open = new ArrayList<>();
  private final List<PeerConnector> passers = new ArrayList<>();
  private final AtomicInteger passes = new AtomicInteger();
  private final Invite invite;
  private @Nullable Fetcher fetcher;

  private ClientsMain(Invite invite) throws Exception {
    this.invite = invite;
    for (int i = 0; i < PASSERS; i++) {
      passers.add(Net.connector(invite));
    }
  }

  /** Takes orders until standard input ends. */
  public static void main(String[] arguments) throws Exception {
    ClientsMain here = new ClientsMain(Invite.parse(arguments[0]));
    Orders.take(
        Map.of(
            "open", here::openSome,
            "round-trips", here::roundTrips,
            "fetch", here::fetch,
            "beats", here::beats,
            "cycles", here::cycles,
            "chatter", here::chatter,
            "gc", rest -> Net.collected()));
  }

  /** Opens so many, so many at a time; the seconds that it took. */
  private String openSome(String rest) throws Exception {
    return secondsOf(
        rest,
        () -> {
          Echo echo = Echo.open(Net.connector(invite));
          synchronized (open) {
            open.add(echo);
          }
          return 0;
        });
  }

  /** The milliseconds of the median and of the 99th in a hundred. */
  private String roundTrips(String rest) throws Exception {
    Echo echo = open.get(0);
    double[] millis = new double[Integer.parseInt(rest)];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = echo.ask() / 1e6;
    }
    return Orders.number(Figures.quantile(millis, 0.5))
        + ' '
        + Orders.number(Figures.quantile(millis, 0.99));
  }

  /** The seconds from the request of a blob until it is whole and verified; on one connection. */
  private String fetch(String rest) throws Exception {
    String[] words = rest.split(" ", 3);
    return Orders.number(fetcher(words[2]).fetch(words[0], Long.parseLong(words[1])));
  }

  /** The median, the 99th in a hundred and the longest of heartbeats during a fetch, in ms. */
  private String beats(String rest) throws Exception {
    String[] words = rest.split(" ", 3);
    double[] millis = fetcher(words[2]).heartbeatsDuring(words[0], Long.parseLong(words[1]));
    return Orders.number(Figures.quantile(millis, 0.5))
        + ' '
        + Orders.number(Figures.quantile(millis, 0.99))
        + ' '
        + Orders.number(Figures.quantile(millis, 1));
  }

  private Fetcher fetcher(String folder) throws Exception {
    Fetcher known = fetcher;
    if (known == null) {
      known = Fetcher.open(Net.connector(invite), Path.of(folder));
      fetcher = known;
    }
    return known;
  }

  /** Opens, asks once and closes, so many times; the seconds that it took. */
  private String cycles(String rest) throws Exception {
    return secondsOf(
        rest,
        () -> {
          Echo.open(passers.get(passes.getAndIncrement() % PASSERS)).close();
          return 0;
        });
  }

  /** Does it as often as the order says, and so many at a time: {@code COUNT THREADS}. */
  private String secondsOf(String order, Callable<Integer> task) throws Exception {
    String[] words = order.split(" ", 2);
    long start = System.nanoTime();
    inParallel(Integer.parseInt(words[0]), Integer.parseInt(words[1]), task);
    return Orders.number((System.nanoTime() - start) / 1e9);
  }

  /** Asks so many times over all open connections at once; the seconds, and how many came back. */
  private String chatter(String rest) throws Exception {
    int each = Integer.parseInt(rest) / open.size();
    long start = System.nanoTime();
    List<Callable<Integer>> asking = new ArrayList<>();
    for (Echo echo : open) {
      asking.add(
          () -> {
            for (int i = 0; i < each; i++) {
              echo.ask();
            }
            return 0;
          });
    }
    await(threads.invokeAll(asking));
    long returns = open.stream().mapToLong(Echo::returns).sum();
    return Orders.number((System.nanoTime() - start) / 1e9) + ' ' + returns;
  }

  private void inParallel(int count, int width, Callable<Integer> task) throws Exception {
    List<Callable<Integer>> workers = new ArrayList<>();
    for (int worker = 0; worker < width; worker++) {
      int share = count / width + (worker < count % width ? 1 : 0);
      workers.add(
          () -> {
            for (int i = 0; i < share; i++) {
              task.call();
            }
            return 0;
          });
    }
    await(threads.invokeAll(workers));
  }

  private static void await(List<Future<Integer>> all) throws Exception {
    for (Future<Integer> each : all) {
      each.get();
    }
  }
}
