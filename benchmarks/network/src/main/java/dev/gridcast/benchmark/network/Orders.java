package dev.gridcast.benchmark.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The other end of {@link Child}: takes orders from standard input, one a line. */
final class Orders {

  /** What precedes an answer, since native libraries print to standard output, too. */
  static final String ANSWER = "> ";

  /** How an answer begins when the order could not be carried out. */
  static final String FAILED = "failed: ";

  private static final int ARGUMENTS = 2;

  private Orders() {}

  /** What is done about an order; gets what follows its first word. */
  @FunctionalInterface
  interface Order {

    /** Carries it out and answers in one line. */
    String carryOut(String rest) throws Exception;
  }

  /** Carries out orders until standard input ends, and then ends this process. */
  static void take(Map<String, Order> orders) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", ARGUMENTS);
      Order order = orders.get(words[0]);
      if (order == null) {
        answer(FAILED + "no such order: " + line);
      } else {
        carryOut(order, words.length < ARGUMENTS ? "" : words[1]);
      }
    }
    // The native library's threads would keep the process alive, and disposing them takes seconds.
    Runtime.getRuntime().halt(0);
  }

  private static void carryOut(Order order, String rest) {
    try {
      answer(order.carryOut(rest));
    } catch (Exception e) {
      answer(FAILED + why(e));
    }
  }

  /** What went wrong, and what brought that about. */
  private static String why(Exception error) {
    // Many threads carry out one order; that one of them failed is no news.
    Throwable first =
        error instanceof ExecutionException && error.getCause() != null ? error.getCause() : error;
    StringBuilder line = new StringBuilder(first.toString());
    for (@Nullable Throwable cause = first.getCause(); cause != null; cause = cause.getCause()) {
      line.append("; because of ").append(cause);
    }
    return line.toString();
  }

  private static void answer(String line) {
    System.out.println(ANSWER + line.replaceAll("\\s+", " "));
    System.out.flush();
  }

  /** A number with a point, whatever the machine's language. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
