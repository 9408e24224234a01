package dev.gridcast.server.report;

import dev.gridcast.server.store.Credit;
import dev.gridcast.server.store.Store;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;

/**
 * What each volunteer did in a period that is to its credit: verified work, and nothing else. A
 * result counts in the period in which it was found to count, or to confirm another one; a result
 * that is found false later disappears from it.
 *
 * @param experiment the experiment's name
 * @param from the first moment of the period
 * @param until the first moment after it
 * @param credits who has any, most first
 */
public record Credits(String experiment, Instant from, Instant until, List<Credit> credits) {

  private static final int LONGEST_NAME = 24;

  public Credits {
    credits = List.copyOf(credits);
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("a period from " + from + " until " + until + " is none");
    }
  }

  /** The credits of a period, as the store has them now. */
  public static Credits of(Store store, Instant from, Instant until) {
    return new Credits(
        store.experiment().name(), from, until, store.read(reader -> reader.credits(from, until)));
  }

  private static long work(Credit credit) {
    return credit.verified() + credit.agreed();
  }

  /** Verified and agreed results of all volunteers together. */
  public long total() {
    return credits.stream().mapToLong(Credits::work).sum();
  }

  private Listing<Credit> listing() {
    double total = total();
    return new Listing<>(
        List.of(
            Field.text(
                "volunteer_id",
                "identity",
                Credit::volunteer,
                credit -> Strangers.onScreen(credit.volunteer(), LONGEST_NAME)),
            Field.text(
                "name",
                "volunteer",
                Credit::name,
                credit -> Strangers.onScreen(credit.name(), LONGEST_NAME)),
            Field.number(
                "verified",
                "verified",
                credit -> Long.toString(credit.verified()),
                credit -> Amount.count(credit.verified())),
            Field.number(
                "agreed",
                "agreed",
                credit -> Long.toString(credit.agreed()),
                credit -> Amount.count(credit.agreed())),
            Field.number(
                "compute_seconds",
                "compute",
                credit -> Amount.seconds(credit.computeMillis()),
                credit -> Amount.time(credit.computeMillis())),
            Field.number(
                "share",
                "share",
                credit -> Decimal.exact(work(credit) / total),
                credit -> Amount.percent(work(credit) / total))));
  }

  /**
   * As a table with the sum below it, each line ending in a line feed.
   *
   * @param colours whether the terminal understands ANSI colours
   */
  public String table(boolean colours) {
    String period = " from " + from + " until " + until + "\n";
    if (credits.isEmpty()) {
      return "No verified work" + period;
    }
    return listing().table(credits, colours)
        + Amount.count(total())
        + (total() == 1 ? " result" : " results")
        + " verified or agreed"
        + period;
  }

  /**
   * As RFC 4180: volunteer_id, name, verified, agreed, compute_seconds, share; the writer stays
   * open.
   *
   * @throws IOException when it cannot be written
   */
  public void csv(Writer out) throws IOException {
    Streams.text(out, text -> listing().csv(credits, text));
  }

  /**
   * As one JSON object; the writer stays open.
   *
   * @throws IOException when it cannot be written
   */
  public void json(Writer out) throws IOException {
    Streams.json(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("experiment", experiment);
          json.writeStringField("from", from.toString());
          json.writeStringField("until", until.toString());
          json.writeNumberField("results", total());
          listing().json("credits", credits, json);
          json.writeEndObject();
        });
  }
}
