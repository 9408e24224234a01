package dev.gridcast.server.web;

import dev.gridcast.server.web.DashboardFile.Place;
import dev.gridcast.server.web.DashboardSettings.Protection;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dashboard of one server, from start to stop. */
public final class Dashboard implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);

  /** A gzip between the quickest and the smallest. */
  private static final int PACKING = 5;

  private static final int THREADS = 48;
  private static final int LEAST_THREADS = 4;
  private static final int ACCEPT_QUEUE = 128;
  private static final int HEADER_BYTES = 8 * 1024;
  private static final long IDLE_MILLIS = 30_000;

  private final Javalin javalin;
  private final Connectors connectors;
  private final Tokens tokens;
  private final ApiRoutes routes;
  private final List<Router.Known> known;
  private final Path directory;
  private Place place = new Place("", "", "");

  private Dashboard(
      Javalin javalin,
      Connectors connectors,
      Tokens tokens,
      ApiRoutes routes,
      List<Router.Known> known,
      Path directory) {
    this.known = known;
    this.directory = directory;
    this.javalin = javalin;
    this.connectors = connectors;
    this.tokens = tokens;
    this.routes = routes;
  }

  /**
   * Opens it.
   *
   * @throws DashboardException when it cannot be; nothing stays behind
   */
  public static Dashboard start(DashboardSettings settings, House house) throws DashboardException {
    Tokens tokens = Tokens.of(settings.directory());
    Gate gate =
        new Gate(
            settings.protection(),
            tokens,
            new Sessions(tokens, house.clock()),
            settings.limits(),
            System::nanoTime);
    Connectors connectors = Connectors.of(settings);
    ApiRoutes routes = ApiRoutes.of(house, gate, settings);
    List<Router.Known> known = new ArrayList<>();
    try {
      Javalin javalin =
          Javalin.create(config -> configure(config, settings, connectors, gate, routes, known));
      Dashboard dashboard =
          new Dashboard(javalin, connectors, tokens, routes, known, settings.directory());
      javalin.start();
      dashboard.writeDown();
      LOG.info("the dashboard is at {}", dashboard.address());
      return dashboard;
    } catch (JavalinException e) {
      routes.close();
      throw refused(settings, e);
    } catch (RuntimeException e) {
      routes.close();
      throw e;
    }
  }

  private static void configure(
      JavalinConfig config,
      DashboardSettings settings,
      Connectors connectors,
      Gate gate,
      ApiRoutes routes,
      List<Router.Known> known) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = Bodies.MOST_BYTES;
    config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(PACKING));
    QueuedThreadPool pool =
        new QueuedThreadPool(THREADS + settings.limits().listeners(), LEAST_THREADS);
    pool.setName("dashboard");
    pool.setDaemon(true);
    config.jetty.threadPool = pool;
    Headers headers = new Headers(settings.protection() instanceof Protection.Https);
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setSendXPoweredBy(false);
          http.setRequestHeaderSize(HEADER_BYTES);
          http.addCustomizer(headers);
        });
    config.jetty.modifyServer(server -> server.setErrorHandler(new Errors.OfJetty(headers)));
    config.jetty.addConnector(
        (server, http) -> {
          ServerConnector connector = connectors.connector(server, http);
          connector.setIdleTimeout(IDLE_MILLIS);
          connector.setAcceptQueueSize(ACCEPT_QUEUE);
          return connector;
        });
    Errors.register(config);
    config.routes.before(gate::receive);
    Router router = new Router(config.routes, gate);
    routes.register(router);
    known.addAll(router.known());
    Pages pages = new Pages();
    // The pages hold nothing but the program: what they show comes by the routes above.
    router.rest("/<page>", pages::answer);
    router.rest("/", pages::answer);
  }

  private static DashboardException refused(DashboardSettings settings, JavalinException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return DashboardException.taken(
            "the dashboard cannot listen on "
                + settings.host()
                + " port "
                + settings.port()
                + ": "
                + cause.getMessage()
                + "; choose another address with --dashboard [HOST:]PORT, or --dashboard off",
            e);
      }
    }
    LOG.error("the dashboard cannot be opened", e);
    return DashboardException.of("the dashboard cannot be opened: " + e.getMessage(), e);
  }

  private void writeDown() {
    try {
      place = new Place(address(), address(connectors.nameHere()), connectors.fingerprint());
      DashboardFile.write(directory, place);
    } catch (IOException e) {
      LOG.warn("`server watch` will not find the dashboard by itself: {}", e.toString());
    }
  }

  /** Where a browser finds it, ending in a slash. */
  public String address() {
    return address(connectors.name());
  }

  private String address(String name) {
    return connectors.scheme() + "://" + name + ":" + port() + "/";
  }

  /** The port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /** The address that signs the operator in: a secret. */
  public String operatorLink() {
    return address() + "#token=" + tokens.operator();
  }

  /** The address that lets somebody elsewhere look: a secret. */
  public String readerLink() {
    return address() + "#token=" + tokens.reader();
  }

  /** Who follows what happens. */
  EventHub events() {
    return routes.events();
  }

  /** Every route there is. */
  List<Router.Known> routes() {
    return known;
  }

  /** More about it for people, a line each: how it is protected. */
  public List<String> notes() {
    return connectors.notes();
  }

  /** Closes the pages; who follows the events is let go. */
  @Override
  public void close() {
    routes.close();
    javalin.stop();
    try {
      DashboardFile.remove(directory, place);
    } catch (IOException e) {
      LOG.warn("where the dashboard was is still written down: {}", e.toString());
    }
  }
}
