package dev.gridcast.server.web;

import dev.gridcast.server.insight.CaseCard;
import dev.gridcast.server.insight.Evaluated;
import dev.gridcast.server.insight.ModelCards;
import dev.gridcast.server.insight.NotThereException;
import dev.gridcast.server.store.Store;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One case: its card, how its model did, and what there is to take home. */
final class CaseRoutes implements Routes {

  private static final String CASE = "case";

  private final ModelCards cards;
  private final Store store;

  CaseRoutes(ModelCards cards, Store store) {
    this.cards = cards;
    this.store = store;
  }

  /** A question whose answer may not be there. */
  interface Asking<T> {
    T answer() throws NotThereException, IOException;
  }

  @Override
  public void register(Router router) {
    router.get("/cases/{case}", Right.READ, this::card);
    router.get("/cases/{case}/evaluation", Right.CONFIRMATION, this::evaluation);
    router.get("/cases/{case}/model.safetensors", Right.READ, this::model);
    router.get("/cases/{case}/work.zip", Right.READ, this::work);
  }

  private static <T> T asked(Asking<T> asking) throws IOException {
    try {
      return asking.answer();
    } catch (NotThereException e) {
      throw ApiError.notFound(e.code(), String.valueOf(e.getMessage()));
    }
  }

  private static long index(Context context) {
    Query.of(context);
    return Query.pathNumber(context, CASE);
  }

  private void card(Context context) throws IOException {
    long index = index(context);
    CaseCard card = asked(() -> cards.card(index));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(CASE, card.testCase());
    answer.put("caseId", card.caseId());
    answer.put("state", card.state());
    answer.put("parameters", card.parameters());
    answer.put("model", card.model());
    put(answer, "rank", card.rank());
    answer.put("ranges", card.ranges());
    put(answer, "claim", card.claim());
    put(answer, "verified", card.verified());
    answer.put("curve", card.curve());
    answer.put("provenance", card.provenance());
    answer.put("notes", card.notes());
    answer.put("forecast", card.forecast());
    answer.put("attempts", store.read(reader -> new Attempts(reader).ofCase(index)));
    answer.put("repeat", card.repeat());
    Json.answer(context, answer);
  }

  private static void put(Map<String, Object> answer, String name, @Nullable Object value) {
    if (value != null) {
      answer.put(name, value);
    }
  }

  private void evaluation(Context context) throws IOException {
    long index = index(context);
    Evaluated found = asked(() -> cards.evaluation(index));
    Json.answer(context, found);
  }

  private void model(Context context) throws IOException {
    long index = index(context);
    byte[] model = asked(() -> cards.model(index));
    attachment(context, "application/octet-stream", "case-" + index + ".safetensors");
    context.result(model);
  }

  private void work(Context context) throws IOException {
    long index = index(context);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    asked(
        () -> {
          cards.work(index, zip);
          return index;
        });
    attachment(context, "application/zip", "case-" + index + ".zip");
    context.result(zip.toByteArray());
  }

  private static void attachment(Context context, String type, String name) {
    context.contentType(type).header("Content-Disposition", "attachment; filename=" + name);
  }
}
