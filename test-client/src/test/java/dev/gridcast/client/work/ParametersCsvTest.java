package dev.gridcast.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ParametersCsvTest {

  @Test
  void rowsKeepTheirOrderAndFieldsAreQuotedWhereRfc4180SaysSo() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("lags", "10");
    parameters.put("labels", "high,low,close");
    parameters.put("asset", "the \"big\" one");
    parameters.put("experiment", "");
    parameters.put("feature.größe", " on");

    assertThat(new String(ParametersCsv.bytesOf(parameters), StandardCharsets.UTF_8))
        .isEqualTo(
            String.join(
                "\r\n",
                "parameter,value",
                "lags,10",
                "labels,\"high,low,close\"",
                "asset,\"the \"\"big\"\" one\"",
                "experiment,",
                "feature.größe,\" on\"",
                ""));
  }
}
