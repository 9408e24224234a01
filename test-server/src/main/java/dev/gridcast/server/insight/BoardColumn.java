package dev.gridcast.server.insight;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The values of one column, a row each. Immutable by agreement: nobody writes into the arrays. */
sealed interface BoardColumn {

  /** What the column is, without what its values say. */
  ColumnSpec spec();

  /** How its values are to be read. */
  ColumnType type();

  /** The value of a numeric column; not a number where it is not known. */
  double number(int row);

  /** The text of a column of words; null where it is not known. */
  @Nullable String text(int row);

  /** Where a word stands among {@link #words}; -1 where it is not known. */
  int place(int row);

  /** The words of a column of words, sorted; empty for a numeric one. */
  List<String> words();

  /** All about the column at this moment. */
  ColumnInfo info();

  /** Orders rows: unsigned, what is not known last. */
  default long sortKey(int row, boolean descending) {
    if (type().isNumeric()) {
      return Orders.key(number(row), descending);
    }
    int place = place(row);
    return place < 0 ? Orders.LAST : descending ? Integer.MAX_VALUE - place : place;
  }

  /** Figures. */
  final class Numbers implements BoardColumn {

    private final ColumnSpec spec;
    private final double[] values;

    Numbers(ColumnSpec spec, double[] values) {
      this.spec = spec;
      this.values = values;
    }

    @Override
    public ColumnSpec spec() {
      return spec;
    }

    @Override
    public ColumnType type() {
      return spec.type();
    }

    @Override
    public double number(int row) {
      return values[row];
    }

    @Override
    public @Nullable String text(int row) {
      return null;
    }

    @Override
    public int place(int row) {
      return -1;
    }

    @Override
    public List<String> words() {
      return List.of();
    }

    @Override
    public ColumnInfo info() {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        if (value < least) { // never with what is not a number
          least = value;
        }
        if (value > most) {
          most = value;
        }
      }
      return spec.info(spec.type(), finite(least), finite(most), List.of());
    }
  }

  /** Texts by their codes, or the numbers that these texts are. */
  final class Coded implements BoardColumn {

    private final ColumnSpec spec;
    private final int[] codes;
    private final Vocabulary vocabulary;
    private final ColumnType type;

    Coded(ColumnSpec spec, int[] codes, Vocabulary vocabulary) {
      this.spec = spec;
      this.codes = codes;
      this.vocabulary = vocabulary;
      this.type = type(spec, vocabulary);
    }

    /** What a parameter's texts are decides; before there is any, what its name promises. */
    private static ColumnType type(ColumnSpec spec, Vocabulary vocabulary) {
      if (!spec.parameter() || vocabulary.size() == 0) {
        return spec.type();
      }
      return vocabulary.isWhole()
          ? ColumnType.INTEGER
          : vocabulary.isNumeric() ? ColumnType.NUMBER : ColumnType.CATEGORY;
    }

    @Override
    public ColumnSpec spec() {
      return spec;
    }

    @Override
    public ColumnType type() {
      return type;
    }

    @Override
    public double number(int row) {
      return codes[row] < 0 ? Double.NaN : vocabulary.number(codes[row]);
    }

    @Override
    public @Nullable String text(int row) {
      return codes[row] < 0 ? null : vocabulary.text(codes[row]);
    }

    @Override
    public int place(int row) {
      return codes[row] < 0 ? -1 : vocabulary.place(codes[row]);
    }

    @Override
    public List<String> words() {
      return type.isNumeric() ? List.of() : vocabulary.sorted();
    }

    @Override
    public ColumnInfo info() {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      if (type.isNumeric()) {
        for (int code = 0; code < vocabulary.size(); code++) {
          least = Math.min(least, vocabulary.number(code));
          most = Math.max(most, vocabulary.number(code));
        }
      }
      return spec.info(
          type,
          finite(least),
          finite(most),
          type == ColumnType.CATEGORY ? vocabulary.sorted() : List.of());
    }
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
