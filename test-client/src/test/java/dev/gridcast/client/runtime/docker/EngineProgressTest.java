package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.core.DockerClientConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class EngineProgressTest {

  private final List<String> notices = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final EngineProgress<BuildResponseItem> progress =
      new EngineProgress<>("it", notices::add, nanos::get);

  private void hear(String json) throws JsonProcessingException {
    progress.onNext(
        DockerClientConfig.getDefaultObjectMapper().readValue(json, BuildResponseItem.class));
  }

  @Test
  void stepsAreToldAndWhatTheyMadeIsKnownButNotWhatWasThere() throws Exception {
    hear("{\"stream\":\"Step 1/3 : FROM base\\n\"}");
    hear("{\"stream\":\" ---\\u003e aaaaaaaaaaaa\\n\"}");
    hear("{\"stream\":\"Step 2/3 : COPY a b\\n\"}");
    hear("{\"stream\":\" ---\\u003e Using cache\\n\"}");
    hear("{\"stream\":\" ---\\u003e bbbbbbbbbbbb\\n\"}");
    hear("{\"stream\":\"Step 3/3 : RUN x\\n\"}");
    hear("{\"stream\":\" ---\\u003e Running in 123456789012\\n\"}");
    hear("{\"stream\":\" ---\\u003e cccccccccccc\\n\"}");
    progress.onComplete();

    assertThat(notices)
        .containsExactly(
            "it: step 1 of 3: FROM base", "it: step 2 of 3: COPY a b", "it: step 3 of 3: RUN x");
    assertThat(progress.made()).containsExactly("cccccccccccc");
    assertThat(progress.await()).isEmpty();
  }

  @Test
  void bytesOfAllLayersAreToldOnceASecond() throws Exception {
    String layer =
        "{\"id\":\"%s\",\"status\":\"Downloading\","
            + "\"progressDetail\":{\"current\":%d,\"total\":60000000}}";
    hear(String.format(Locale.ROOT, layer, "a", 1_000_000));
    hear(String.format(Locale.ROOT, layer, "b", 2_000_000));
    nanos.set(1_000_000_000L);
    hear(String.format(Locale.ROOT, layer, "a", 41_000_000));

    assertThat(notices).containsExactly("it: 1 of 60 MB", "it: 43 of 120 MB");
  }

  @Test
  void aRefusalIsOneLine() throws Exception {
    hear("{\"errorDetail\":{\"message\":\"it\\nbroke\"},\"error\":\"it broke\"}");
    progress.onComplete();

    assertThat(progress.await()).hasValueSatisfying(why -> assertThat(why).isEqualTo("it broke"));
  }

  @Test
  void anEngineThatSaysNothingForTenMinutesIsWaitedForNoLonger() throws Exception {
    nanos.set(EngineProgress.SILENCE.toNanos());
    hear("{\"stream\":\"Step 1/3 : FROM base\\n\"}");
    nanos.set(2 * EngineProgress.SILENCE.toNanos() + 1);

    assertThat(progress.await())
        .hasValueSatisfying(
            why -> assertThat(why).contains("nothing for 10 minutes", "restart Docker"));
  }
}
