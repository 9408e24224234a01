package dev.gridcast.server.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The pages, as they lie on the class path: the program's own under {@code pages/}, libraries of
 * others under {@code vendor/}. Read once, packed once.
 */
final class Pages {

  /** A name that can be nothing but a file below ours: no dot before a slash, nothing encoded. */
  private static final Pattern FILE =
      Pattern.compile("(/[A-Za-z0-9_-]+)+(\\.[A-Za-z0-9_-]+)*\\.([a-z0-9]+)");

  /** The addresses of the one page, which looks at the address itself. */
  private static final Pattern PAGE =
      Pattern.compile("/|/(results|volunteers|leases|forecasts)/?|/cases/[0-9]{1,18}/?");

  private static final String VENDOR = "/vendor/";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "webmanifest", "application/manifest+json",
          "woff2", "font/woff2");

  private static final int TAG_BYTES = 12;

  private final Map<String, File> files = new ConcurrentHashMap<>();

  /** A file that was read; packed is empty where packing does not help. */
  private static final class File {
    private final String type;
    private final byte[] bytes;
    private final byte[] packed;
    private final String tag;
    private final long modified;

    private File(String type, byte[] bytes, byte[] packed, String tag, long modified) {
      this.type = type;
      this.bytes = bytes;
      this.packed = packed;
      this.tag = tag;
      this.modified = modified;
    }
  }

  /**
   * Answers with a page, or part of one.
   *
   * @throws ApiError 404 when there is no such file
   */
  void answer(Context context) {
    String path = context.path();
    File file =
        file(PAGE.matcher(path).matches() ? "/index.html" : path)
            .orElseThrow(() -> ApiError.notFound("there is no such page"));
    context.header(
        Header.CACHE_CONTROL, path.startsWith(VENDOR) ? "public, max-age=86400" : "no-cache");
    context.header(Header.VARY, "Accept-Encoding");
    context.header(Header.ETAG, file.tag);
    String known = context.header(Header.IF_NONE_MATCH);
    if (known != null && known.contains(file.tag)) {
      context.status(304);
      return;
    }
    context.contentType(file.type);
    String accepted = context.header(Header.ACCEPT_ENCODING);
    context.disableCompression();
    if (accepted != null && accepted.contains("gzip") && file.packed.length > 0) {
      context.header(Header.CONTENT_ENCODING, "gzip");
      send(context, file.packed);
    } else {
      send(context, file.bytes);
    }
  }

  private static void send(Context context, byte[] bytes) {
    context.res().setContentLength(bytes.length); // else what is long is sent without
    context.result(bytes);
  }

  private Optional<File> file(String path) {
    var name = FILE.matcher(path);
    String type = name.matches() ? TYPES.get(name.group(name.groupCount())) : null;
    if (type == null) {
      return Optional.empty();
    }
    URL source =
        Pages.class.getResource(path.startsWith(VENDOR) ? path.substring(1) : "pages" + path);
    if (source == null) {
      return Optional.empty();
    }
    try {
      File file = files.get(path);
      // In a jar nothing changes; in a folder somebody is writing these pages.
      if (file == null
          || ("file".equals(source.getProtocol()) && modified(source) != file.modified)) {
        file = read(source, type);
        files.put(path, file);
      }
      return Optional.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static File read(URL source, String type) throws IOException {
    long modified = modified(source);
    byte[] bytes;
    try (InputStream in = source.openStream()) {
      bytes = in.readAllBytes();
    }
    byte[] packed = pack(bytes);
    return new File(
        type, bytes, packed.length < bytes.length ? packed : new byte[0], tag(bytes), modified);
  }

  private static long modified(URL source) throws IOException {
    URLConnection connection = source.openConnection();
    connection.setUseCaches(false);
    long time = connection.getLastModified();
    connection.getInputStream().close();
    return time;
  }

  private static byte[] pack(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(Arrays.copyOf(hash, TAG_BYTES)) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
