package dev.gridcast.client.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Whatever comes through the socket is an order or is refused; nothing else happens. */
final class OrderTest {

  @Property(tries = 2000)
  void anyTextIsAnOrderOrRefused(@ForAll("lines") String line) {
    assertParsesOrRefuses(line);
  }

  @Property
  void everySnoozeSurvivesTheWire(@ForAll @LongRange(min = 1, max = 2_592_000) long seconds)
      throws Exception {
    Order order = new Order.Snooze(Duration.ofSeconds(seconds));

    assertThat(Order.parse(order.toJson())).isEqualTo(order);
  }

  @Property(tries = 1000)
  void anOrderWithOneCharacterChangedIsNeverAnotherOrder(
      @ForAll("orders") Order order, @ForAll("places") int place, @ForAll char other) {
    StringBuilder json = new StringBuilder(order.toJson());
    json.setCharAt(place % json.length(), other);

    try {
      Order read = Order.parse(json.toString());
      assertThat(read.getClass()).isEqualTo(order.getClass());
    } catch (OrderRefusedException e) {
      assertThat(e.line()).isNotBlank().doesNotContain("\n");
    }
  }

  @Property
  void everyOrderSurvivesTheWire(@ForAll("orders") Order order) throws Exception {
    assertThat(Order.parse(order.toJson())).isEqualTo(order);
  }

  @Example
  void whatIsAlmostAnOrderIsRefusedWithAReason() {
    assertRefused("", "{\"order\":\"NAME\"}");
    assertRefused("[]", "{\"order\":\"NAME\"}");
    assertRefused("\"pause\"", "{\"order\":\"NAME\"}");
    assertRefused("{\"order\":1}", "{\"order\":\"NAME\"}");
    assertRefused("{\"order\":\"halt\"}", "\"halt\" is unknown");
    assertRefused("{\"order\":\"pause\",\"seconds\":5}", "has no \"seconds\"");
    assertRefused("{\"order\":\"pause\",\"order\":\"resume\"}", "one line of JSON");
    assertRefused("{\"order\":\"pause\"} {}", "one line of JSON");
    assertRefused("{\"order\":\"snooze\"}", "between 1 and 2592000");
    assertRefused("{\"order\":\"snooze\",\"seconds\":0}", "between 1 and 2592000");
    assertRefused("{\"order\":\"snooze\",\"seconds\":1.5}", "between 1 and 2592000");
    assertRefused("{\"order\":\"snooze\",\"seconds\":\"60\"}", "between 1 and 2592000");
    assertRefused("{\"order\":\"snooze\",\"seconds\":99999999999999999999}", "between 1 and");
    assertRefused("{\"order\":\"pause\"}" + " ".repeat(1024), "at most 1024 bytes");
    assertRefused("[".repeat(1000), "one line of JSON");
  }

  @Provide
  Arbitrary<String> lines() {
    Arbitrary<String> wild = Arbitraries.strings().ofMaxLength(1100);
    Arbitrary<String> close =
        Combinators.combine(
                Arbitraries.of("order", "seconds", "x", ""),
                Arbitraries.of("\"pause\"", "\"snooze\"", "1", "null", "{}", "[]", "1e400", "tru"),
                Arbitraries.of("seconds", "order", "version"),
                Arbitraries.of("7200", "-1", "1e3", "\"\\ud800\"", "9".repeat(60), "[[[["),
                Arbitraries.of("}", "", "}}", "}\n{", "}\u0000"))
            .as((a, b, c, d, end) -> "{\"" + a + "\":" + b + ",\"" + c + "\":" + d + end);
    return Arbitraries.oneOf(wild, close);
  }

  @Provide
  Arbitrary<Order> orders() {
    return Arbitraries.of(
        new Order.Status(),
        new Order.Pause(),
        new Order.Resume(),
        new Order.Snooze(Duration.ofHours(2)),
        new Order.StopAfterThisCase(),
        new Order.ReloadPreferences());
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 100);
  }

  private static void assertParsesOrRefuses(String line) {
    try {
      assertThat(Order.parse(line)).isNotNull();
    } catch (OrderRefusedException e) {
      assertThat(e.line()).isNotBlank();
    }
  }

  private static void assertRefused(String line, String why) {
    assertThatThrownBy(() -> Order.parse(line))
        .isInstanceOf(OrderRefusedException.class)
        .hasMessageContaining(why);
  }
}
