package io.wavecast.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParityTest {
  private static final String EVENT = "{\"origin\":7,\"yhat\":[1.0,100.0],\"model\":\"m\"}";

  @Test
  void equal_texts_hold() {
    Parity parity = Parity.of(events(EVENT), events(EVENT));

    assertThat(parity.holds()).isTrue();
    assertThat(parity.identical()).isEqualTo(1);
  }

  @Test
  void numbers_may_differ_by_a_small_part_of_the_largest() {
    Parity close = Parity.of(events(EVENT), events(EVENT.replace("1.0,", "1.0009,")));
    Parity far = Parity.of(events(EVENT), events(EVENT.replace("1.0,", "1.002,")));

    assertThat(close.holds()).as("%s", close).isTrue();
    assertThat(close.largest()).isBetween(8.9e-6, 9.1e-6);
    assertThat(close.identical()).isZero();
    assertThat(far.holds()).as("%s", far).isFalse();
  }

  @Test
  void another_integer_text_field_or_count_differs() {
    for (String other :
        List.of(
            EVENT.replace("7", "8"),
            EVENT.replace("\"m\"", "\"n\""),
            EVENT.replace(",100.0", ""),
            EVENT.replace("model", "name"))) {
      assertThat(Parity.of(events(EVENT), events(other)).holds()).as(other).isFalse();
    }
    assertThat(Parity.of(events(EVENT), events(EVENT, EVENT)).differing())
        .containsExactly("s (1 and 2 records)");
    assertThat(Parity.of(events(EVENT), Map.of()).holds()).isFalse();
  }

  @Test
  void what_is_not_json_must_be_equal() {
    assertThat(Parity.of(events("{oops"), events("{oops")).holds()).isTrue();
    assertThat(Parity.of(events("{oops"), events("{oops!")).holds()).isFalse();
  }

  private static Map<String, List<String>> events(String... events) {
    return Map.of("s", List.of(events));
  }
}
