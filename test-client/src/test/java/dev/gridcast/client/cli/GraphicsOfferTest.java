package dev.gridcast.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever gives a graphics card gets it used, or is told what is missing. */
final class GraphicsOfferTest {

  @Test
  void withCardDriverAndToolkitTheCardsAreOffered() {
    assertThat(GraphicsOffer.of(List.of("NVIDIA T4"), true))
        .isEqualTo(new GraphicsOffer(List.of("NVIDIA T4"), Optional.empty()));
  }

  @Test
  void withoutTheToolkitOneLineSaysWhatToInstall() {
    GraphicsOffer offer = GraphicsOffer.of(List.of("NVIDIA T4"), false);

    assertThat(offer.cards()).isEmpty();
    assertThat(offer.notice())
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .contains("NVIDIA T4", "nvidia-container-toolkit", "nvidia-ctk")
                    .contains("compute on the processor instead")
                    .doesNotContain("\n"));
  }

  @Test
  void withoutACardOneLineSaysSo() {
    GraphicsOffer offer = GraphicsOffer.of(List.of(), true);

    assertThat(offer.cards()).isEmpty();
    assertThat(offer.notice())
        .hasValueSatisfying(
            line ->
                assertThat(line).contains("no NVIDIA graphics card", "install NVIDIA's driver"));
  }
}
