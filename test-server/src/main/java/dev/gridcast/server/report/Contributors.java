package dev.gridcast.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gridcast.server.store.Store;
import dev.gridcast.server.store.StoreReader;
import dev.gridcast.server.store.Suspension;
import dev.gridcast.server.store.Volunteer;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Who has done how much: every volunteer that ever said hello, with its record. Only verified work
 * ranks, which is results that count and trainings that confirmed those of others; what a volunteer
 * says of itself, or has merely tried, earns no place.
 *
 * @param places from the most work on; those that have none yet are the last
 */
public record Contributors(List<Place> places) {

  private static final int LONGEST_NAME = 16;

  private static final Listing<Place> LISTING =
      new Listing<>(
          List.of(
              Field.number("place", "#", Place::placeText, Place::placeShown),
              Field.text(
                  "volunteer",
                  "volunteer",
                  place -> place.volunteer.name(),
                  place -> Strangers.onScreen(place.volunteer.name(), LONGEST_NAME)),
              Field.text("volunteer_id", "", place -> place.volunteer.id(), place -> ""),
              count("verified", place -> place.volunteer.record().verified()),
              count("agreed", place -> place.volunteer.record().agreed()),
              Field.number(
                  "compute_seconds",
                  "compute",
                  place -> Amount.seconds(place.volunteer.record().computeMillis()),
                  place -> Amount.time(place.volunteer.record().computeMillis())),
              count("rejected", place -> place.volunteer.record().rejected()),
              Field.number("failed", "", place -> Long.toString(place.volunteer.record().failed())),
              Field.number(
                  "abandoned", "", place -> Long.toString(place.volunteer.record().abandoned())),
              count("streak", place -> place.volunteer.record().streak()),
              Field.number(
                  "reliability",
                  "reliable",
                  place -> place.tried() ? Decimal.exact(place.reliability()) : "",
                  place -> place.tried() ? Amount.percent(place.reliability()) : "-"),
              Field.text(
                  "suspended_at",
                  "suspended",
                  place ->
                      place
                          .volunteer
                          .suspension()
                          .map(Suspension::at)
                          .map(Object::toString)
                          .orElse(""),
                  place -> place.volunteer.suspension().isPresent() ? "yes" : ""),
              Field.text(
                  "suspended_for",
                  "",
                  place -> place.volunteer.suspension().map(Suspension::reason).orElse(""),
                  place -> ""),
              Field.text(
                  "last_seen", "", place -> place.volunteer.lastSeen().toString(), place -> "")));

  /**
   * A line of it.
   *
   * @param place from 1; 0 for a volunteer without verified work
   */
  public record Place(long place, Volunteer volunteer) {

    private String placeText() {
      return place == 0 ? "" : Long.toString(place);
    }

    private String placeShown() {
      return place == 0 ? "-" : Amount.count(place);
    }

    private double reliability() {
      return volunteer.record().reliability();
    }

    /** Whether anything of it has ended, so that there is something to be reliable in. */
    private boolean tried() {
      return work(volunteer)
              + volunteer.record().rejected()
              + volunteer.record().failed()
              + volunteer.record().abandoned()
          > 0;
    }
  }

  public Contributors {
    places = List.copyOf(places);
  }

  /** As of now. */
  public static Contributors of(Store store) {
    return store.read(Contributors::of);
  }

  static Contributors of(StoreReader reader) {
    List<Volunteer> volunteers = new ArrayList<>(reader.volunteers());
    volunteers.sort(
        Comparator.comparingLong(Contributors::work)
            .thenComparing(volunteer -> volunteer.record().computeMillis())
            .reversed()
            .thenComparing(Volunteer::id));
    List<Place> places = new ArrayList<>();
    for (Volunteer volunteer : volunteers) {
      places.add(new Place(work(volunteer) == 0 ? 0 : places.size() + 1, volunteer));
    }
    return new Contributors(places);
  }

  private static long work(Volunteer volunteer) {
    return volunteer.record().verified() + volunteer.record().agreed();
  }

  private static Field<Place> count(String name, ToLongFunction<Place> count) {
    return Field.number(
        name,
        name,
        place -> Long.toString(count.applyAsLong(place)),
        place -> Amount.count(count.applyAsLong(place)));
  }

  /**
   * The first few as a table, each line ending in a line feed.
   *
   * @param limit how many
   * @param colours whether the terminal understands ANSI colours
   */
  public String table(int limit, boolean colours) {
    if (places.isEmpty()) {
      return "No volunteer has said hello yet.\n";
    }
    List<Place> first = places.subList(0, Math.min(limit, places.size()));
    int more = places.size() - first.size();
    boolean suspended = first.stream().anyMatch(p -> p.volunteer.suspension().isPresent());
    return LISTING.table(first, colours)
        + (more == 0 ? "" : "and " + Amount.count(more) + " more\n")
        + "verified: results that count; agreed: trainings that confirmed another volunteer's;"
        + " streak: confirmed\nresults in a row; reliable: verified and agreed among all that"
        + " ended\n"
        + (suspended
            ? "suspended: `gridcast server volunteers` says why, and how to undo it\n"
            : "");
  }

  /**
   * All of them as RFC 4180; the writer stays open.
   *
   * @throws IOException when it cannot be written
   */
  public void csv(Writer out) throws IOException {
    Streams.text(out, text -> LISTING.csv(places, text));
  }

  /**
   * All of them as one JSON object; the writer stays open.
   *
   * @throws IOException when it cannot be written
   */
  public void json(Writer out) throws IOException {
    Streams.json(
        out,
        json -> {
          json.writeStartObject();
          json(json);
          json.writeEndObject();
        });
  }

  /** The array of them within another object. */
  void json(JsonGenerator json) throws IOException {
    LISTING.json("contributors", places, json);
  }
}
