package dev.gridcast.server.store.postgres;

import dev.gridcast.server.store.StoreRefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbcurlresolver.PgPassParser;

/**
 * Where a PostgreSQL store is, as libpq's URLs say it: {@code
 * postgresql://USER@HOST:PORT/DATABASE?OPTION=VALUE&…}.
 *
 * <p>It never holds the password: that comes from {@code PGPASSWORD}, {@code PGPASSFILE} or {@code
 * ~/.pgpass} when a connection is made, so that no message and no log can show it.
 */
public final class PostgresAddress {

  /** What a URL of this kind begins with. */
  public static final String SCHEME = "postgresql";

  private static final String SHAPE = "postgresql://USER@HOST:PORT/DATABASE";
  private static final int DEFAULT_PORT = 5432;
  private static final String SCHEMA = "schema";

  /** What may stand behind the question mark; the words are libpq's but for {@code schema}. */
  private static final Set<String> OPTIONS =
      new TreeSet<>(Set.of(SCHEMA, "sslcert", "sslkey", "sslmode", "sslrootcert"));

  private final String host;
  private final int port;
  private final String database;
  private final String user;
  private final Map<String, String> options;
  private final Map<String, String> environment;

  private PostgresAddress(
      String host,
      int port,
      String database,
      String user,
      Map<String, String> options,
      Map<String, String> environment) {
    this.host = host;
    this.port = port;
    this.database = database;
    this.user = user;
    this.options = Map.copyOf(options);
    this.environment = Map.copyOf(environment);
  }

  /** Whether a text is meant to be such an address, right or wrong. */
  public static boolean looksLikeOne(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return lower.startsWith("postgresql:")
        || lower.startsWith("postgres:")
        || lower.startsWith("jdbc:postgresql:");
  }

  /**
   * Reads an address. The port is 5432 and the user is that of {@code PGUSER}, or of the operating
   * system, when it names none.
   *
   * @param environment the process's environment variables, of which {@code PGUSER} and {@code
   *     PGPASSWORD} are heeded
   * @throws StoreRefusedException when it is none; the message never repeats a password
   */
  public static PostgresAddress parse(String text, Map<String, String> environment) {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      // Neither the text nor the exception goes into the message: a password may stand in both.
      throw refused("is not one: " + e.getReason());
    }
    String scheme = uri.getScheme();
    if (scheme == null || !(scheme.equals(SCHEME) || scheme.equals("postgres"))) {
      throw refused("must begin with postgresql://");
    }
    String userInfo = Optional.ofNullable(uri.getUserInfo()).orElse("");
    if (userInfo.contains(":")) {
      throw passwordInside();
    }
    if (uri.getHost() == null) {
      throw refused("names no host");
    }
    String database = Optional.ofNullable(uri.getPath()).orElse("").replaceFirst("^/", "");
    if (database.isEmpty() || database.contains("/")) {
      throw refused("names no database");
    }
    String user =
        userInfo.isEmpty()
            ? environment.getOrDefault("PGUSER", System.getProperty("user.name", "gridcast"))
            : userInfo;
    return new PostgresAddress(
        uri.getHost().replaceAll("^\\[|]$", ""),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        database,
        user,
        options(uri.getRawQuery()),
        environment);
  }

  private static Map<String, String> options(@Nullable String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : Optional.ofNullable(query).orElse("").split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      String[] parts = pair.split("=", 2);
      if (parts[0].equals("password")) {
        throw passwordInside();
      }
      if (parts.length < 2 || !OPTIONS.contains(parts[0])) {
        throw refused("has the option '" + parts[0] + "', but may have only " + OPTIONS);
      }
      options.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return options;
  }

  private static StoreRefusedException refused(String what) {
    return new StoreRefusedException(
        "the address of the database " + what + "; it has the form " + SHAPE);
  }

  private static StoreRefusedException passwordInside() {
    return new StoreRefusedException(
        "the address of the database holds a password, which everybody on this machine could read:"
            + " give it in the environment variable PGPASSWORD or in the file ~/.pgpass instead");
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  String database() {
    return database;
  }

  String user() {
    return user;
  }

  /** The schema that holds the tables; empty when it is the database's own choice. */
  Optional<String> schema() {
    return Optional.ofNullable(options.get(SCHEMA));
  }

  /** How the connection is encrypted; the names are those of the driver's properties, too. */
  Map<String, String> encryption() {
    Map<String, String> encryption = new LinkedHashMap<>(options);
    encryption.remove(SCHEMA);
    return encryption;
  }

  /** Looked up anew each time: a password may change while a server runs. */
  Optional<String> password() {
    String given = environment.get("PGPASSWORD");
    return Optional.ofNullable(
        given != null
            ? given
            : PgPassParser.getPassword(host, Integer.toString(port), database, user));
  }

  /** The database as PostgreSQL's own programs are told of it, which know no option schema. */
  String url() {
    return "postgresql://"
        + user
        + "@"
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port
        + "/"
        + database;
  }

  /** For people: everything but the options that have to do with encryption. */
  @Override
  public String toString() {
    return url() + schema().map(name -> "?" + SCHEMA + "=" + name).orElse("");
  }
}
