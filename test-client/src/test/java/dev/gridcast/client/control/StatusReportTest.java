package dev.gridcast.client.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gridcast.client.work.ClientStatus;
import dev.gridcast.client.work.VolunteerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs read this document: its names are a promise. */
final class StatusReportTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theDocumentKeepsItsNames() throws Exception {
    JsonNode json = JSON.readTree(new FakeControls().status().withPage("http://x/#y").toJson());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "version",
            "at",
            "state",
            "reason",
            "snoozedUntil",
            "lastCases",
            "client",
            "connection",
            "parallelCases",
            "cases",
            "machine",
            "session",
            "record",
            "experimentRecord",
            "best",
            "verdicts",
            "page");
    assertThat(json.get("cases").get(0))
        .hasToString(
            "{\"slot\":1,\"index\":11,\"total\":144,\"phase\":\"training\","
                + "\"since\":\"2026-11-21T11:56:00Z\",\"epoch\":30,\"epochs\":50,"
                + "\"validationRmse\":801.25,\"persistenceRmse\":803.68,"
                + "\"trainingSeconds\":240.0,\"secondsLeft\":160.0}");
    assertThat(json.get("record"))
        .hasToString("{\"verified\":41,\"rejected\":1,\"creditSeconds\":12000.0}");
    assertThat(json.get("machine"))
        .hasToString(
            "{\"load\":0.34,\"temperature\":71.2,\"onBattery\":false,\"battery\":null,"
                + "\"idleSeconds\":720.0,\"freeMemory\":9770000000}");
    assertThat(json.get("connection"))
        .hasToString(
            "{\"server\":\"192.168.1.20:7420\",\"experiment\":\"BTC daily\","
                + "\"since\":\"2026-11-21T09:56:40Z\","
                + "\"path\":\"through NAT (srflx to prflx, udp)\"}");
    assertThat(json.get("verdicts").get(1))
        .hasToString(
            "{\"index\":8,\"verified\":false,\"standing\":\"rejected\","
                + "\"reason\":\"the model does not load\","
                + "\"rmse\":null,\"persistenceRmse\":null,\"rank\":null,\"ranked\":0}");
    assertThat(json.get("session").fieldNames())
        .toIterable()
        .containsExactly("trained", "failed", "givenBack", "dropped", "waitingReports");
    assertThat(json.get("client").fieldNames())
        .toIterable()
        .containsExactly("release", "name", "folder", "process", "since", "runtime");
    assertThat(json.get("state").textValue()).isEqualTo("working");
    assertThat(json.get("version").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(ClientStatus.State.class)
  void everyStateHasAWord(ClientStatus.State state) throws Exception {
    ClientStatus base = new FakeControls().clientStatus();
    ClientStatus now =
        new ClientStatus(
            base.at(),
            state,
            "",
            base.server(),
            base.experiment(),
            base.connectedSince(),
            base.path(),
            1,
            base.cases(),
            base.counts(),
            base.tally(),
            base.best(),
            base.verdicts());

    StatusReport report =
        StatusReport.of(
            now,
            VolunteerRecord.Tally.NONE,
            new StatusReport.Client("1", "ada", "/data", 1, null, "process"),
            StatusReport.Machine.unknown(),
            null,
            false);

    assertThat(JSON.readTree(report.toJson()).get("state").textValue())
        .isIn("waiting", "working", "connecting", "finishing", "no-runtime", "paused", "stopping");
    assertThat(report.lastCases()).isEqualTo(state == ClientStatus.State.FINISHING);
    assertThat(Json.MAPPER.readValue(report.toJson(), StatusReport.class)).isEqualTo(report);
  }
}
