package dev.gridcast.server.web;

import dev.gridcast.server.insight.BestSoFar;
import dev.gridcast.server.insight.ColumnInfo;
import dev.gridcast.server.insight.Grid;
import dev.gridcast.server.insight.Importance;
import dev.gridcast.server.insight.QueryException;
import dev.gridcast.server.insight.ResultBoard;
import dev.gridcast.server.insight.ResultQuery;
import dev.gridcast.server.insight.ResultView;
import dev.gridcast.server.insight.Slice;
import dev.gridcast.server.report.RowsCsv;
import io.javalin.http.Context;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The table of verified results, and what charts of many results are made from. */
final class ResultRoutes implements Routes {

  private static final int PAGE = 100;
  private static final int MOST_OF_A_PAGE = 1_000;
  private static final int MOST_OF_A_MATRIX = ResultBoard.MOST_ROWS;

  private final ResultBoard board;
  private final Importance importance;

  ResultRoutes(ResultBoard board, Importance importance) {
    this.board = board;
    this.importance = importance;
  }

  /** A question to the board, which may be asked wrongly. */
  private interface Asking<T> {
    T answer() throws QueryException;
  }

  @Override
  public void register(Router router) {
    router.get("/columns", Right.READ, this::columns);
    router.get("/results", Right.READ, this::page);
    router.get("/results/matrix", Right.READ, this::matrix);
    router.get("/results.csv", Right.READ, this::csv);
    router.get("/results.json", Right.READ, this::json);
    router.get("/best-so-far", Right.READ, this::bestSoFar);
    router.get("/slice", Right.READ, this::slice);
    router.get("/grid", Right.READ, this::grid);
    router.get("/importance", Right.READ, this::importance);
  }

  private static <T> T asked(Asking<T> asking) {
    try {
      return asking.answer();
    } catch (QueryException e) {
      throw ApiError.badParameter(e.code(), e.parameter(), String.valueOf(e.getMessage()));
    }
  }

  private void columns(Context context) {
    Query.of(context);
    List<Map<String, Object>> columns =
        board.columns().stream().map(ResultRoutes::described).toList();
    Json.answer(context, Map.of("columns", columns));
  }

  private static Map<String, Object> described(ColumnInfo column) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("key", column.key());
    described.put("title", column.title());
    described.put("type", column.type().key());
    described.put("unit", column.unit());
    described.put("description", column.description());
    if (!column.better().isEmpty()) {
      described.put("better", column.better());
    }
    described.put("varying", column.varying());
    described.put("parameter", column.parameter());
    column.min().ifPresent(least -> described.put("min", least));
    column.max().ifPresent(most -> described.put("max", most));
    if (!column.categories().isEmpty()) {
      described.put("categories", column.categories());
    }
    return described;
  }

  private static ResultQuery query(Query query) {
    return new ResultQuery(
        query.texts("where"),
        query.text("sort").orElse(""),
        query.oneOf("order", List.of("asc", "desc"), "asc").equals("desc"),
        query.words("columns"));
  }

  private void page(Context context) throws Exception {
    Query query = Query.of(context, "offset", "limit", "sort", "order", "where", "columns");
    long offset = query.number("offset", 0, Integer.MAX_VALUE, 0);
    long limit = query.number("limit", 1, MOST_OF_A_PAGE, PAGE);
    ResultView view = asked(() -> board.select(query(query)));
    int from = (int) Math.min(offset, view.matching());
    int until = (int) Math.min((long) from + limit, view.matching());
    context.contentType(Json.TYPE).result(ResultJson.page(view, board.claims(), from, until));
  }

  private void matrix(Context context) throws Exception {
    Query query = Query.of(context, "sort", "order", "where", "columns", "limit");
    int limit = (int) query.number("limit", 1, MOST_OF_A_MATRIX, 200_000);
    ResultView view = asked(() -> board.select(query(query)));
    context.contentType(Json.TYPE);
    ResultJson.matrix(view, limit, context.outputStream());
  }

  private void csv(Context context) throws Exception {
    Query query = Query.of(context, "sort", "order", "where", "columns");
    ResultView view = asked(() -> board.select(query(query)));
    attachment(context, "text/csv; charset=utf-8", "results.csv");
    Writer out = new OutputStreamWriter(context.outputStream(), StandardCharsets.UTF_8);
    RowsCsv.write(
        IntStream.range(0, view.columns()).mapToObj(view::key).toList(),
        view.matching(),
        view::value,
        out);
    out.flush();
  }

  private void json(Context context) throws Exception {
    Query query = Query.of(context, "sort", "order", "where", "columns");
    ResultView view = asked(() -> board.select(query(query)));
    attachment(context, Json.TYPE, "results.json");
    ResultJson.rows(view, context.outputStream());
  }

  private static void attachment(Context context, String type, String name) {
    context.contentType(type).header("Content-Disposition", "attachment; filename=" + name);
  }

  private void bestSoFar(Context context) {
    Query query = Query.of(context, "metric");
    query.oneOf("metric", List.of("rmse"), "rmse");
    BestSoFar best = board.bestSoFar();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("metric", "rmse");
    if (Double.isFinite(best.persistenceRmse())) {
      answer.put("persistenceRmse", best.persistenceRmse());
    }
    answer.put("points", best.points());
    Json.answer(context, answer);
  }

  private void slice(Context context) {
    Query query = Query.of(context, "x", "metric", "where");
    Slice slice =
        asked(() -> board.slice(query.texts("where"), query.required("x"), metric(query)));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("x", slice.x());
    answer.put("type", slice.type().key());
    answer.put("metric", slice.metric());
    answer.put("points", slice.points());
    Json.answer(context, answer);
  }

  private void grid(Context context) {
    Query query = Query.of(context, "x", "y", "metric", "where");
    Grid grid =
        asked(
            () ->
                board.grid(
                    query.texts("where"), query.required("x"), query.required("y"), metric(query)));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("x", axis(grid.x()));
    answer.put("y", axis(grid.y()));
    answer.put("metric", grid.metric());
    answer.put("cells", grid.cells());
    Json.answer(context, answer);
  }

  private static Map<String, Object> axis(Grid.Axis axis) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("key", axis.key());
    told.put("type", axis.type().key());
    told.put("values", axis.values());
    return told;
  }

  private void importance(Context context) {
    Query query = Query.of(context, "metric");
    Json.answer(context, asked(() -> importance.of(metric(query))));
  }

  private static String metric(Query query) {
    return query.text("metric").orElse("rmse");
  }
}
