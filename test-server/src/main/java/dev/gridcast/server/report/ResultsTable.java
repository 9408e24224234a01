package dev.gridcast.server.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The leaderboard as text for a terminal: at most 100 columns wide, numbers aligned. */
public final class ResultsTable {

  /** No line is wider. */
  public static final int WIDTH = 100;

  private static final int LONGEST_NAME = 16;
  private static final int SHORTEST_PARAMETERS = 12;
  private static final String GAP = "  ";
  private static final List<String> HEADERS =
      List.of("#", "case", "RMSE", "persistence", "skill", "validation", "claimed", "volunteer");
  private static final int SKILL = 4;
  private static final int VOLUNTEER = 7;

  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final Leaderboard leaderboard;
  private final boolean colours;
  private final List<Integer> widths = new ArrayList<>();

  private ResultsTable(Leaderboard leaderboard, boolean colours) {
    this.leaderboard = leaderboard;
    this.colours = colours;
  }

  /**
   * Renders the leaderboard, each line ending in a line feed.
   *
   * @param colours whether the terminal understands ANSI colours
   */
  public static String render(Leaderboard leaderboard, boolean colours) {
    return new ResultsTable(leaderboard, colours).render();
  }

  private String render() {
    if (leaderboard.top().isEmpty()) {
      return "No verified results yet.\n";
    }
    int decimals = decimals();
    List<List<String>> rows =
        leaderboard.top().stream().map(place -> cells(place, decimals)).toList();
    for (int column = 0; column < HEADERS.size(); column++) {
      int at = column;
      int widest = rows.stream().mapToInt(row -> length(row.get(at))).max().orElse(0);
      widths.add(Math.max(widest, HEADERS.get(column).length()));
    }
    int used = widths.stream().mapToInt(width -> width + GAP.length()).sum();
    int room = Math.max(SHORTEST_PARAMETERS, WIDTH - used);
    boolean named = leaderboard.top().stream().allMatch(place -> length(named(place)) <= room);
    StringBuilder text = new StringBuilder();
    text.append(colour(BOLD, line(HEADERS, List.of(), false) + GAP + "parameters")).append('\n');
    for (int i = 0; i < rows.size(); i++) {
      Ranked place = leaderboard.top().get(i);
      String parameters = shortened(named ? named(place) : values(place), room);
      text.append((line(rows.get(i), List.of(place), true) + GAP + parameters).stripTrailing())
          .append('\n');
    }
    if (!named) {
      legend(text);
    }
    return text.toString();
  }

  private List<String> cells(Ranked place, int decimals) {
    return List.of(
        Long.toString(place.rank()),
        Long.toString(place.caseIndex()),
        Decimal.rounded(place.confirmationRmse(), decimals),
        Decimal.rounded(place.persistenceRmse(), decimals),
        place.skill().isPresent()
            ? String.format(Locale.ROOT, "%+.4f", place.skill().getAsDouble())
            : "-",
        Decimal.rounded(place.verifiedValidationRmse(), decimals),
        Decimal.rounded(place.claimedValidationRmse(), decimals),
        shortened(place.volunteer(), LONGEST_NAME));
  }

  /** The same number of decimals in all rows, so that the dots stand below each other. */
  private int decimals() {
    double largest =
        leaderboard.top().stream()
            .mapToDouble(place -> Math.max(place.confirmationRmse(), place.persistenceRmse()))
            .max()
            .orElse(0);
    return largest >= 100 ? 2 : largest >= 1 ? 4 : 6;
  }

  private String line(List<String> cells, List<Ranked> place, boolean mayColour) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String spaces = " ".repeat(widths.get(column) - length(cell));
      String padded = column == VOLUNTEER ? cell + spaces : spaces + cell;
      if (mayColour && column == SKILL) {
        padded = colour(place.get(0).beatsPersistence() ? GREEN : RED, padded);
      }
      line.append(column == 0 ? "" : GAP).append(padded);
    }
    return line.toString();
  }

  private void legend(StringBuilder text) {
    StringBuilder line = new StringBuilder("parameters:");
    int width = line.length();
    for (String name : leaderboard.experiment().varying()) {
      String word = " " + shortened(name, WIDTH - GAP.length() - 2) + " /";
      if (width + length(word) > WIDTH) {
        line.append('\n').append(GAP);
        width = GAP.length();
      }
      line.append(word);
      width += length(word);
    }
    line.setLength(line.length() - " /".length());
    text.append(line).append('\n');
  }

  private static String named(Ranked place) {
    return place.varying().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  private static String values(Ranked place) {
    return String.join("/", place.varying().values());
  }

  private String colour(String code, String text) {
    return colours ? code + text + PLAIN : text;
  }

  /** Cut to a length, and without what would command the terminal: strangers choose their names. */
  private static String shortened(String text, int longest) {
    int[] visible =
        text.codePoints()
            .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
            .toArray();
    return visible.length <= longest
        ? new String(visible, 0, visible.length)
        : new String(visible, 0, longest - 1) + "\u2026";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
