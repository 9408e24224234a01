/**
 * Tables over time: what a price history is once it has left its file.
 *
 * <p>Lives here: {@link dev.gridcast.trainer.series.TimeSeries}, an immutable table with one
 * strictly ascending instant per row and named columns of numbers; its reading from and writing to
 * CSV ({@link dev.gridcast.trainer.series.SeriesCsv}); the step between its rows ({@link
 * dev.gridcast.trainer.series.Timeframe}) and the places where rows are missing ({@link
 * dev.gridcast.trainer.series.Gaps}).
 *
 * <p>Must never live here: anything that knows what a column means (a label, a price, an
 * indicator), and anything that repairs a bad file silently: every doubt is a {@link
 * dev.gridcast.trainer.series.SeriesException} that names the file, the line, the column and the
 * value.
 *
 * <p>Start reading at {@link dev.gridcast.trainer.series.TimeSeries}, then {@link
 * dev.gridcast.trainer.series.SeriesCsv}.
 */
@NullMarked
package dev.gridcast.trainer.series;

import org.jspecify.annotations.NullMarked;
