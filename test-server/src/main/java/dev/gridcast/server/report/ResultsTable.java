package dev.gridcast.server.report;

import dev.gridcast.trainer.evaluate.Baseline;
import dev.gridcast.trainer.work.SearchParameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * The leaderboard as text for a terminal: at most 100 columns wide, numbers aligned, the parameters
 * that differ from case to case in columns of their own as long as there is room.
 */
public final class ResultsTable {

  /** No line is wider. */
  public static final int WIDTH = 100;

  private static final int LONGEST_NAME = 16;
  private static final int LONG_NAME = 8;
  private static final int SHORTEST_PARAMETERS = 12;
  private static final String GAP = "  ";
  private static final String FEATURE = "feature.";
  private static final String MODEL = "model";
  private static final String MARK = "*";
  private static final Set<String> EXPENDABLE = Set.of("claimed", "validation");
  private static final String WORDS_LEGEND =
      "parameters: what differs from case to case and is not the standard; all are in the CSV\n";
  private static final String LEGEND = MARK + " a baseline: no network, the floor for all others\n";

  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";

  private final Leaderboard leaderboard;
  private final List<Line> lines;
  private final Grounds grounds;
  private final boolean colours;
  private final int decimals;

  private ResultsTable(Leaderboard leaderboard, boolean colours) {
    this.leaderboard = leaderboard;
    this.lines = lines(leaderboard);
    this.grounds =
        Grounds.of(
            lines.stream()
                .filter(Place.class::isInstance)
                .map(line -> ((Place) line).ranked)
                .toList());
    this.colours = colours;
    this.decimals = Decimal.decimalsFor(lines.stream().mapToDouble(Line::rmse).max().orElse(0));
  }

  /** A row: a place of the leaderboard, or a baseline of which no place tells. */
  private sealed interface Line {
    double rmse();
  }

  private record Place(Ranked ranked) implements Line {
    @Override
    public double rmse() {
      return ranked.confirmationRmse();
    }
  }

  private record Ground(Baseline baseline, double rmse) implements Line {}

  /** The baselines stand where their error puts them, so that everybody sees who is above them. */
  private static List<Line> lines(Leaderboard leaderboard) {
    List<Line> lines = new ArrayList<>();
    leaderboard.top().forEach(place -> lines.add(new Place(place)));
    leaderboard
        .floor()
        .rmse()
        .forEach(
            (baseline, rmse) -> {
              boolean told =
                  leaderboard.top().stream().anyMatch(p -> p.model().equals(baseline.key()));
              if (!told) {
                lines.add(ground(leaderboard, baseline, rmse));
              }
            });
    lines.sort(Comparator.comparingDouble(Line::rmse));
    return lines;
  }

  /**
   * A case of the experiment with its place, unless the server measured something better itself.
   */
  private static Line ground(Leaderboard leaderboard, Baseline baseline, double rmse) {
    return leaderboard.baselines().stream()
        .filter(place -> place.model().equals(baseline.key()) && place.confirmationRmse() <= rmse)
        .findFirst()
        .<Line>map(Place::new)
        .orElseGet(() -> new Ground(baseline, rmse));
  }

  /**
   * Renders the leaderboard, each line ending in a line feed.
   *
   * @param colours whether the terminal understands ANSI colours
   */
  public static String render(Leaderboard leaderboard, boolean colours) {
    return leaderboard.top().isEmpty()
        ? "No verified results yet.\n"
        : new ResultsTable(leaderboard, colours).render();
  }

  /** How many verified cases {@link #render(Leaderboard, boolean)} shows, baselines included. */
  public static int shown(Leaderboard leaderboard) {
    return (int) lines(leaderboard).stream().filter(Place.class::isInstance).count();
  }

  private String render() {
    boolean marked =
        lines.stream()
            .anyMatch(line -> !(line instanceof Place place) || place.ranked.isBaseline());
    return table()
        + (marked ? LEGEND : "")
        + grounds.legend()
        + leaderboard.luck().map(luck -> wrapped(luck.sentence())).orElse("");
  }

  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    String rest = text;
    while (rest.length() > WIDTH) {
      int end = rest.lastIndexOf(' ', WIDTH);
      lines.append(rest, 0, end).append('\n');
      rest = rest.substring(end + 1);
    }
    return lines.append(rest).append('\n').toString();
  }

  private String table() {
    List<TableColumn> figures = figures();
    TextTable table = withParameters(figures, false);
    if (table.width() <= WIDTH) {
      return table.render();
    }
    // The figures that the CSV has too go first; what is left of a verified claim is no news.
    for (String expendable : List.of("", "claimed", "validation")) {
      figures.removeIf(column -> column.lastLine().equals(expendable));
      table = withParameters(figures, true);
      if (table.width() <= WIDTH) {
        return table.render();
      }
    }
    return inWords();
  }

  private List<TableColumn> figures() {
    List<TableColumn> columns = new ArrayList<>();
    columns.add(column("#", true, place -> Long.toString(place.rank()), ground -> "-"));
    columns.add(column("case", true, grounds::testCase, ground -> grounds.marked() ? "- " : "-"));
    columns.add(
        column(
            "RMSE", true, place -> price(place.confirmationRmse()), ground -> price(ground.rmse)));
    columns.add(
        column("persistence", true, place -> price(place.persistenceRmse()), this::persistence));
    columns.add(
        column("skill", true, place -> percent(place.skill()), ground -> percent(skill(ground)))
            .painted(i -> beatsPersistence(lines.get(i)) ? GREEN : RED));
    columns.add(
        column("validation", true, place -> price(place.verifiedValidationRmse()), ground -> "-"));
    columns.add(
        column("claimed", true, place -> price(place.claimedValidationRmse()), ground -> "-"));
    columns.add(
        column(
            "volunteer",
            false,
            place -> Strangers.onScreen(place.volunteer(), LONGEST_NAME),
            ground -> varies(MODEL) ? "-" : ground.baseline.key() + MARK));
    return columns;
  }

  private String persistence(Ground ground) {
    OptionalDouble persistence = leaderboard.floor().rmse(Baseline.PERSISTENCE);
    return persistence.isPresent() ? price(persistence.getAsDouble()) : "-";
  }

  private OptionalDouble skill(Ground ground) {
    return leaderboard.floor().skill(ground.rmse, Baseline.PERSISTENCE);
  }

  private boolean beatsPersistence(Line line) {
    return line instanceof Place place
        ? place.ranked.beatsPersistence()
        : skill((Ground) line).orElse(0) > 0;
  }

  private boolean varies(String name) {
    return leaderboard.experiment().varying().contains(name);
  }

  private TextTable withParameters(List<TableColumn> figures, boolean stacked) {
    List<TableColumn> columns = new ArrayList<>(figures);
    for (String name : leaderboard.experiment().varying()) {
      List<String> header = stacked ? stacked(brief(name)) : List.of(brief(name));
      columns.add(
          new TableColumn(
              header, lines.stream().map(line -> value(line, name)).toList(), true, null));
    }
    return new TextTable(columns, colours);
  }

  /**
   * For a search over so many ranges that no terminal has a column for each: the parameters of a
   * case in words, and only those that tell something.
   */
  private String inWords() {
    List<TableColumn> columns = figures();
    columns.removeIf(column -> EXPENDABLE.contains(column.lastLine()));
    int room =
        Math.max(
            SHORTEST_PARAMETERS, WIDTH - new TextTable(columns, colours).width() - GAP.length());
    columns.add(
        column(
            "parameters",
            false,
            place -> Strangers.onScreen(words(place), room),
            ground -> varies(MODEL) ? ground.baseline.key() + MARK : "-"));
    return new TextTable(columns, colours).render() + WORDS_LEGEND;
  }

  /** {@code lstm units 32, layers 2}: the model, and what is not as it is where nothing is said. */
  private static String words(Ranked place) {
    List<String> words = new ArrayList<>();
    place
        .varying()
        .forEach(
            (name, value) -> {
              if (!name.equals(MODEL) && !value.isEmpty() && !isStandard(name, value)) {
                words.add(brief(name) + " " + value);
              }
            });
    String model = place.varying().getOrDefault(MODEL, "");
    String mark = place.isBaseline() && !model.isEmpty() ? MARK : "";
    return (model + mark + " " + String.join(", ", words)).strip();
  }

  private static boolean isStandard(String name, String value) {
    return SearchParameter.of(name).flatMap(SearchParameter::standard).equals(Optional.of(value));
  }

  private TableColumn column(
      String header,
      boolean right,
      Function<Ranked, String> ofPlace,
      Function<Ground, String> ofGround) {
    List<String> cells = new ArrayList<>();
    for (Line line : lines) {
      cells.add(
          line instanceof Place place
              ? ofPlace.apply(place.ranked)
              : ofGround.apply((Ground) line));
    }
    return new TableColumn(List.of(header), cells, right, null);
  }

  private static String value(Line line, String name) {
    if (line instanceof Place place) {
      String mark = name.equals(MODEL) && place.ranked.isBaseline() ? MARK : "";
      return Strangers.onScreen(place.ranked.varying().getOrDefault(name, ""), LONGEST_NAME) + mark;
    }
    return name.equals(MODEL) ? ((Ground) line).baseline.key() + MARK : "";
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%+.2f %%", share.getAsDouble() * 100)
        : "-";
  }

  /** The same number of decimals in all rows, so that the dots stand below each other. */
  private String price(double value) {
    return Decimal.rounded(value, decimals);
  }

  /** {@code feature.volume} is {@code volume}: its value, on or off, says that it is a feature. */
  private static String brief(String name) {
    return name.startsWith(FEATURE) ? name.substring(FEATURE.length()) : name;
  }

  /** A long name in two lines, cut at the hyphen that makes it narrowest. */
  private static List<String> stacked(String name) {
    List<String> best = List.of(name);
    if (TableColumn.length(name) <= LONG_NAME) {
      return best;
    }
    for (int cut = name.indexOf('-'); cut >= 0; cut = name.indexOf('-', cut + 1)) {
      List<String> two = List.of(name.substring(0, cut + 1), name.substring(cut + 1));
      if (widest(two) < widest(best)) {
        best = two;
      }
    }
    return best;
  }

  private static int widest(List<String> lines) {
    return lines.stream().mapToInt(TableColumn::length).max().orElse(0);
  }
}
