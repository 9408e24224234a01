package dev.gridcast.server.volunteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gridcast.protocol.message.Message;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DispatchTest {

  @Test
  void everyMessageOfTheFamilyHasAnAction() {
    assertThat(Dispatch.known()).isEqualTo(Set.of(Message.class.getPermittedSubclasses()));
  }
}
