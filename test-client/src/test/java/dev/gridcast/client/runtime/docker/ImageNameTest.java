package dev.gridcast.client.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ImageNameTest {

  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @Test
  void tagsPortsAndDigestsAreToldApart() {
    assertThat(ImageName.parse("busybox")).isEqualTo(new ImageName("busybox", "latest"));
    assertThat(ImageName.parse("busybox:1")).isEqualTo(new ImageName("busybox", "1"));
    assertThat(ImageName.parse("127.0.0.1:5000/a/b"))
        .isEqualTo(new ImageName("127.0.0.1:5000/a/b", "latest"));
    assertThat(ImageName.parse("127.0.0.1:5000/a/b:2"))
        .isEqualTo(new ImageName("127.0.0.1:5000/a/b", "2"));
    assertThat(ImageName.parse("a/b@" + DIGEST)).isEqualTo(new ImageName("a/b", DIGEST));
  }

  @Test
  void onlyADigestPinsAnImage() {
    assertThat(ImageName.whyNotPinned("a/b@" + DIGEST)).isEmpty();
    assertThat(ImageName.whyNotPinned(DIGEST)).isEmpty();
    assertThat(ImageName.whyNotPinned("a/b:1")).isPresent();
    assertThat(ImageName.whyNotPinned("a/b@sha256:abc")).isPresent();
    assertThat(ImageName.whyNotPinned("-v /:/host a@" + DIGEST)).isPresent();
    assertThat(ImageName.whyNotPinned("")).isPresent();
  }
}
