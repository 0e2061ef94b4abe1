package io.wavecast.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.core.stream.TraceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IngestPipelineTest {
  private final List<OutputRecord> emitted = new ArrayList<>();

  private static Input named(String name, String topic, Input input, Input.Target target) {
    return new Input(
        name,
        List.of(topic),
        input.format(),
        input.key(),
        input.labels(),
        input.points(),
        input.values(),
        input.time(),
        input.filters(),
        target);
  }

  private static IngestSpec spec(Input... inputs) {
    return new IngestSpec(
        List.of(inputs),
        "observations",
        "events",
        "letters",
        1000,
        null,
        Duration.ofMillis(5),
        1 << 20,
        List.of());
  }

  private Optional<Rejection> accept(
      IngestSpec spec, String topic, String value, Header... headers) {
    Pipeline<String> pipeline =
        spec.create(
            NoModel.NONE,
            new PipelineContext(new InMemoryStore(), emitted::add, Metrics.NONE, () -> 0));
    RawRecord record =
        new RawRecord(
            "k".getBytes(UTF_8), value.getBytes(UTF_8), 77, topic, 0, 0, List.of(headers));
    return pipeline.accept(spec.io().format().parse(record), record);
  }

  private List<String> written() {
    return emitted.stream()
        .map(o -> "%s %s %s %d".formatted(o.topic(), text(o.key()), text(o.value()), o.timestamp()))
        .toList();
  }

  private static String text(byte[] bytes) {
    return new String(Objects.requireNonNull(bytes), UTF_8);
  }

  @Test
  void an_observation_is_emitted_under_its_series_at_its_time() {
    Input input =
        named("a", "raw", Mapped.timed(Mapped.json("{/s}"), "/t", "s"), Input.Target.OBSERVATIONS);

    Optional<Rejection> rejected = accept(spec(input), "raw", "{\"s\":\"x\",\"t\":5,\"value\":1}");

    assertThat(rejected).isEmpty();
    assertThat(written()).containsExactly("observations x {\"timestamp\":5000,\"value\":1.0} 5000");
  }

  @Test
  void an_event_to_be_aggregated_names_its_input() {
    Input numbers = named("n", "raw", Mapped.json("{key}"), Input.Target.EVENTS);
    Input texts = named("t", "raw", Mapped.json("{key}"), Input.Target.TEXTS);

    accept(spec(numbers, texts), "raw", "{\"value\":5}");

    assertThat(written())
        .containsExactly(
            "events k {\"timestamp\":77,\"value\":5.0,\"input\":\"n\"} 77",
            "events k {\"timestamp\":77,\"value\":1.0,\"input\":\"t\",\"text\":\"5\"} 77");
  }

  @Test
  void each_topic_has_its_inputs_and_one_that_rejects_does_not_stop_the_others() {
    IngestSpec spec =
        spec(
            named("a", "raw", Mapped.json("{/absent}"), Input.Target.OBSERVATIONS),
            named("b", "raw", Mapped.json("b"), Input.Target.OBSERVATIONS),
            named("c", "other", Mapped.json("c"), Input.Target.OBSERVATIONS));

    Optional<Rejection> rejected = accept(spec, "raw", "{\"value\":5}");

    assertThat(written()).containsExactly("observations b {\"timestamp\":77,\"value\":5.0} 77");
    assertThat(rejected).map(Rejection::message).contains("input 'a': field '/absent' is missing");
  }

  @Test
  void a_topic_by_a_pattern_has_the_inputs_of_the_pattern() {
    IngestSpec spec =
        spec(
            named("a", "raw-*", Mapped.json("a.{topic}"), Input.Target.OBSERVATIONS),
            named("b", "raw-eu", Mapped.json("b.{topic}"), Input.Target.OBSERVATIONS));

    accept(spec, "raw-eu", "{\"value\":5}");
    accept(spec, "raw-us", "{\"value\":6}");
    accept(spec, "letters", "{\"value\":7}");

    assertThat(written())
        .containsExactly(
            "observations b.raw-eu {\"timestamp\":77,\"value\":5.0} 77",
            "observations a.raw-us {\"timestamp\":77,\"value\":6.0} 77");
    assertThat(spec.io().inputs()).containsExactly("raw-eu");
    assertThat(spec.io().pattern().matches("raw-us")).isTrue();
  }

  @Test
  void what_it_writes_is_never_read_by_a_pattern() {
    IngestSpec spec = spec(named("a", "*", Mapped.json("k"), Input.Target.OBSERVATIONS));

    for (String written : List.of("observations", "events", "letters")) {
      accept(spec, written, "{\"value\":5}");
      assertThat(spec.io().pattern().matches(written)).as(written).isFalse();
    }
    assertThat(emitted).isEmpty();
  }

  @Test
  void the_trace_context_of_a_record_goes_on_and_other_headers_do_not() {
    Header trace =
        new Header(
            TraceContext.PARENT,
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(UTF_8));

    accept(
        spec(named("a", "raw", Mapped.json("k"), Input.Target.OBSERVATIONS)),
        "raw",
        "{\"value\":5}",
        new Header("x", new byte[1]),
        trace);

    assertThat(emitted.get(0).headers()).containsExactly(trace);
  }

  @Test
  void it_writes_only_the_topics_that_its_inputs_need() {
    Input observations = named("a", "raw", Mapped.json("k"), Input.Target.OBSERVATIONS);
    Input events = named("b", "raw", Mapped.json("k"), Input.Target.TEXTS);

    assertThat(spec(observations).io().outputs()).containsExactly("observations");
    assertThat(spec(events).io().outputs()).containsExactly("events");
    assertThat(spec(observations, events).io().inputs()).containsExactly("raw");
    assertThat(spec(observations).io().hasStates()).isFalse();
  }

  @Test
  void inputs_that_contradict_each_other_are_refused() {
    Input a = named("a", "raw", Mapped.json("k"), Input.Target.OBSERVATIONS);

    assertThatThrownBy(() -> spec(a, a)).hasMessageContaining("different names, got: [a, a]");
    assertThatThrownBy(() -> spec()).hasMessageContaining("at least one");
    for (String written : List.of("observations", "events", "letters")) {
      assertThatThrownBy(
              () -> spec(named("a", written, Mapped.json("k"), Input.Target.OBSERVATIONS)))
          .hasMessageContaining("topics must have different names");
    }
  }

  @Test
  void the_records_of_a_partition_stay_together() {
    IngestSpec spec = spec(named("a", "raw", Mapped.json("k"), Input.Target.OBSERVATIONS));
    RawRecord record = new RawRecord(null, new byte[1], 5, "raw", 3, 9);
    String input = spec.io().format().parse(record);

    assertThat(spec.io().format().key(input)).isEqualTo("raw-3");
    assertThat(spec.io().format().decode("raw-3", spec.io().format().encode(input, record)))
        .isEqualTo(input);
  }
}
