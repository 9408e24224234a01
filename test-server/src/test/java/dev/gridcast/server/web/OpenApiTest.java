package dev.gridcast.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gridcast.server.web.RawHttp.Answer;
import dev.gridcast.server.web.Router.Known;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document says what is there, all of it, and nothing else. */
class OpenApiTest {

  @TempDir static Path folder;

  private static WebScene scene;
  private static JsonNode document;

  @BeforeAll
  static void open() throws Exception {
    scene = WebScene.here(folder);
    document = Json.MAPPER.readTree(RawHttp.get("/api/v1/openapi.json").to(scene.port).body());
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  private static Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                method.getValue())));
    return operations;
  }

  @Test
  void everyRouteIsDescribedAndEveryDescriptionIsARoute() {
    Map<String, String> routes = new TreeMap<>();
    for (Known route : scene.dashboard.routes()) {
      routes.put(route.method() + " " + route.path(), route.right().name());
    }
    Map<String, String> described = new TreeMap<>();
    operations().forEach((name, operation) -> described.put(name, right(operation)));
    assertThat(described).isEqualTo(routes);
  }

  private static String right(JsonNode operation) {
    return operation.path("x-right").asText();
  }

  @Test
  void everythingHasWordsAndEveryReferenceLeadsSomewhere() {
    List<String> wordless = new ArrayList<>();
    operations()
        .forEach(
            (name, operation) -> {
              for (String field : List.of("operationId", "summary", "description")) {
                if (operation.path(field).asText().length() < 4) {
                  wordless.add(name + " " + field);
                }
              }
              operation
                  .path("parameters")
                  .forEach(
                      parameter -> {
                        if (parameter.path("description").asText().length() < 4) {
                          wordless.add(name + " " + parameter.path("name").asText());
                        }
                      });
            });
    assertThat(wordless).isEmpty();
    assertThat(operations().values().stream().map(one -> one.path("operationId").asText()))
        .doesNotHaveDuplicates();
    document
        .findValuesAsText("$ref")
        .forEach(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @Test
  void pathParametersAreThoseOfThePath() {
    operations()
        .forEach(
            (name, operation) -> {
              TreeSet<String> inPath = new TreeSet<>();
              var braces = Pattern.compile("\\{([a-z]+)}").matcher(name);
              while (braces.find()) {
                inPath.add(braces.group(1));
              }
              TreeSet<String> told = new TreeSet<>();
              operation
                  .path("parameters")
                  .forEach(
                      parameter -> {
                        if (parameter.path("in").asText().equals("path")) {
                          told.add(parameter.path("name").asText());
                        }
                      });
              assertThat(told).as(name).isEqualTo(inPath);
            });
  }

  /** The answers of the routes that need no more than a seeded store hold to their schemas. */
  @Test
  void whatIsAnsweredIsWhatIsDescribed() throws IOException {
    scene.life.faults(List.of(new Live.Fault(Live.Fault.Kind.SHEETS, "behind")));
    for (String path :
        List.of(
            "session", "overview", "volunteers", "members", "leases", "quarantine", "columns")) {
      Answer answer = RawHttp.get("/api/v1/" + path).to(scene.port);
      assertThat(answer.status()).as(path).isEqualTo(200);
      JsonNode schema =
          document
              .path("paths")
              .path("/api/v1/" + path)
              .at("/get/responses/200/content/application~1json/schema");
      holds(path, Json.MAPPER.readTree(answer.body()), schema);
    }
  }

  private static void holds(String at, JsonNode value, JsonNode given) {
    JsonNode schema =
        given.has("$ref") ? document.at(given.path("$ref").asText().substring(1)) : given;
    String type = schema.path("type").isTextual() ? schema.path("type").asText() : "any";
    switch (type) {
      case "object" -> {
        assertThat(value.isObject()).as(at).isTrue();
        schema.path("required").forEach(name -> assertThat(value.has(name.asText())).isTrue());
        if (schema.has("properties")) {
          value
              .properties()
              .forEach(
                  member -> {
                    assertThat(schema.path("properties").has(member.getKey()))
                        .as("%s.%s is described", at, member.getKey())
                        .isTrue();
                    holds(
                        at + "." + member.getKey(),
                        member.getValue(),
                        schema.path("properties").path(member.getKey()));
                  });
        }
      }
      case "array" -> {
        assertThat(value.isArray()).as(at).isTrue();
        value.forEach(item -> holds(at + "[]", item, schema.path("items")));
      }
      case "integer" -> assertThat(value.isIntegralNumber()).as(at).isTrue();
      case "number" -> assertThat(value.isNumber()).as(at).isTrue();
      case "boolean" -> assertThat(value.isBoolean()).as(at).isTrue();
      case "string" -> {
        assertThat(value.isTextual()).as(at).isTrue();
        if (schema.has("enum")) {
          assertThat(schema.path("enum")).as(at).contains(value);
        }
        if (schema.path("format").asText().equals("date-time")) {
          assertThat(Instant.parse(value.asText())).isNotNull();
        }
      }
      default -> assertThat(schema.isMissingNode()).as(at).isFalse();
    }
  }
}
