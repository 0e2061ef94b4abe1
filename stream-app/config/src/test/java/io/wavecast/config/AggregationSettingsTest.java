package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.aggregate.Aggregate;
import io.wavecast.core.aggregate.Aggregation;
import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.ingest.Input;
import io.wavecast.core.ingest.ValueFields;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.text.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregationSettingsTest {
  private static AggregationSpec spec(Map<String, String> settings) {
    return PipelineSettings.aggregation(Settings.of(settings), 1 << 20).orElseThrow();
  }

  private static List<Input> inputs(String list) {
    return PipelineSettings.inputs(Settings.of(Map.of("inputs", list)), 1 << 20)
        .orElseThrow()
        .inputs();
  }

  @Test
  void without_an_aggregate_there_is_no_pipeline() {
    Settings settings = Settings.of(Map.of("inputs", "[{topics: a}]"));

    assertThat(PipelineSettings.aggregation(settings, 1 << 20)).isEmpty();
  }

  @Test
  void an_aggregate_needs_nothing_else() {
    AggregationSpec spec = spec(Map.of("inputs", "[{topics: a, aggregate: p95}, {topics: b}]"));

    assertThat(spec)
        .isEqualTo(
            new AggregationSpec(
                "wavecast.events",
                "wavecast.observations",
                "wavecast.dead-letters",
                Map.of(
                    "a",
                    new Aggregation(
                        Aggregate.P95, Duration.ofMinutes(1), Duration.ofSeconds(10), false)),
                LatePolicy.DROP,
                Duration.ofDays(400),
                1 << 20));
  }

  @Test
  void everything_may_be_set() {
    AggregationSpec spec =
        spec(
            Map.of(
                "inputs",
                "[{topics: a, name: n, aggregate: count, every: 5s, grace: 1s, fill: zero}]",
                "topics.names",
                "events=raw-events",
                "input.late-policy",
                "dead-letter",
                "series.expire-after",
                ""));

    assertThat(spec.events()).isEqualTo("raw-events");
    assertThat(spec.inputs())
        .isEqualTo(
            Map.of(
                "n",
                new Aggregation(
                    Aggregate.COUNT, Duration.ofSeconds(5), Duration.ofSeconds(1), true)));
    assertThat(spec.latePolicy()).isEqualTo(LatePolicy.DEAD_LETTER);
    assertThat(spec.expireAfter()).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void only_what_is_counted_needs_no_value() {
    List<Input> inputs =
        inputs("[{topics: a, aggregate: count}, {topics: b, aggregate: distinct}, {topics: c}]");

    assertThat(inputs)
        .extracting(Input::target)
        .containsExactly(Input.Target.EVENTS, Input.Target.TEXTS, Input.Target.OBSERVATIONS);
    assertThat(inputs)
        .extracting(Input::values)
        .containsExactly(ValueFields.NONE, ValueFields.at("/value"), ValueFields.at("/value"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {topics: a, aggregate: median} | input 1, aggregate: aggregate must be one of count, sum
          {topics: a, name: x, aggregate: sum, every: 1q} | input 'x', every:
          {topics: a, name: x, aggregate: sum, fill: null0} | input 'x', fill: must be zero or none, got: 'null0'
          {topics: a, name: x, aggregate: sum, every: 1s, grace: 2m} | input 'x': grace must be at least 0 and at most 60 times
          {topics: a, name: x, every: 1m} | input 'x': aggregate must be set with every
          {topics: wavecast.events, aggregate: sum} | input 'wavecast.events' reads 'wavecast.events', which Wavecast itself writes
          """)
  void a_mistake_is_named_with_its_input_and_key(String input, String expected) {
    assertRefused("[" + input + "]", expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{topics: a, key: "{/k}", aggregate: sum}, {topics: b, key: "{/k}", aggregate: sum, every: 5m}] | inputs 'a' and 'b' of the same series, '{/k}', must have the same aggregate, every, grace and fill, or different keys
          [{topics: a, key: "{/k}"}, {topics: b, key: /k, aggregate: sum}] | inputs 'a' and 'b' of the same series, '{/k}', must have
          [{topics: a, aggregate: sum}, {topics: a, name: b, aggregate: mean}] | inputs 'a' and 'b' of the same series, '{key}', must have
          [{topics: a, key: "{value}", values: {p: /p, q: /q}}, {topics: b, key: "{value}", values: {q: /q, r: /r}, aggregate: sum}] | inputs 'a' and 'b' of the same series, '{value}', must have
          [{topics: a, key: "{value}", values: /o/*}, {topics: b, key: "{value}", values: /o/*, aggregate: sum}] | inputs 'a' and 'b' of the same series, '{value}', must have
          """)
  void inputs_of_the_same_series_must_be_aggregated_alike(String inputs, String expected) {
    assertRefused(inputs, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{topics: a}, {topics: b, aggregate: sum}]
          [{topics: a, key: "{topic}.{/k}"}, {topics: b, key: "{topic}.{/k}", aggregate: sum}]
          [{topics: a, key: /k, where: /t = g}, {topics: a, name: b, key: /k, where: /t = c, aggregate: sum}]
          [{topics: a, key: "{value}", values: {p: /p}}, {topics: a, name: b, key: "{value}", values: {q: /q}, aggregate: sum}]
          [{topics: a, key: /k, aggregate: sum, every: 5m}, {topics: b, key: /k, aggregate: sum, every: 5m}]
          """)
  void inputs_of_other_series_may_be_aggregated_differently(String inputs) {
    assertThat(inputs(inputs)).hasSize(2);
  }

  private static void assertRefused(String inputs, String expected) {
    Settings settings = Settings.of(Map.of("inputs", inputs));

    assertThatThrownBy(() -> PipelineSettings.check(settings))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("inputs: " + expected);
  }
}
