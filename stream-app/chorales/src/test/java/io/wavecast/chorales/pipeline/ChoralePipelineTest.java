package io.wavecast.chorales.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.chorales.ChoraleMetrics;
import io.wavecast.chorales.contract.FakeComposer;
import io.wavecast.chorales.event.ChoraleEnd;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleJson;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.chorales.event.ChoraleTopics;
import io.wavecast.chorales.event.Chord;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A burst of requests is gathered, and a slice ends in time. The model takes 4 pieces in a run. */
class ChoralePipelineTest {
  private static final long MS = 1_000_000;
  private static final int RUNS = 16;

  private final FakeComposer composer = new FakeComposer();
  private final InMemoryStore store = new InMemoryStore();
  private final InMemoryMetrics metrics = new InMemoryMetrics();
  private final List<OutputRecord> outputs = new ArrayList<>();
  private long nanos;
  private long nanosPerLook;
  private Pipeline<ParsedRequest> pipeline = pipeline();

  @Test
  void requests_of_a_burst_are_gathered_for_20_ms() {
    accept("a", 100);
    pipeline.flush();
    assertThat(composer.batches()).isEmpty();

    nanos = 20 * MS - 1;
    accept("b", 100);
    pipeline.flush();
    assertThat(composer.batches()).isEmpty();

    nanos = 20 * MS;
    accept("c", 100);
    pipeline.flush();
    assertThat(composer.batches()).hasSize(RUNS).containsOnly(3);
  }

  @Test
  void a_burst_ends_when_no_further_request_arrives() {
    accept("a", 100);
    pipeline.flush();

    nanos = MS;
    nanosPerLook = 50 * MS;
    pipeline.flush();

    assertThat(composer.batches()).hasSize(RUNS);
  }

  @Test
  void as_many_requests_as_one_run_takes_are_not_gathered() {
    for (String id : List.of("a", "b", "c", "d")) {
      accept(id, 100);
    }
    nanosPerLook = 50 * MS;

    pipeline.flush();

    assertThat(composer.batches()).hasSize(RUNS).containsOnly(4);
  }

  @Test
  void a_slice_ends_once_its_time_is_up() {
    accept("a", 100);
    pipeline.flush();
    nanosPerLook = 10 * MS;

    pipeline.flush();
    assertThat(composer.batches()).hasSize(5 * RUNS);
    assertThat(pipeline.pending()).isEqualTo(1);

    pipeline.flush();
    assertThat(composer.batches()).hasSize(10 * RUNS);
  }

  @Test
  void a_slice_ends_when_every_piece_is_complete() {
    accept("a", 3);
    pipeline.flush();
    pipeline.flush();

    assertThat(pipeline.pending()).isZero();
    assertThat(outputs).hasSize(13);
    OutputRecord last = outputs.get(12);
    assertThat(last.topic()).isEqualTo("t.chorale-notes");
    assertThat(last.key()).isEqualTo("a".getBytes(UTF_8));
    assertThat(last.timestamp()).isEqualTo(7);
    assertThat(event(last)).isInstanceOf(ChoraleEnd.class);
    assertThat(metrics.of(ChoraleMetrics.NOTES)).isEqualTo(12);
    assertThat(metrics.of(ChoraleMetrics.CHORALES)).isEqualTo(1);
  }

  @Test
  void a_name_in_use_is_rejected() {
    accept("a", 100);

    assertThat(pipeline.accept(request("a", 3)))
        .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo(Reason.OUT_OF_RANGE));
    assertThat(pipeline.pending()).isEqualTo(1);
  }

  @Test
  void pieces_resume_after_a_crash() {
    accept("b", 3);
    accept("a", 3);
    pipeline.save();
    byte[] first = Objects.requireNonNull(store.get("b"));
    store.remove("b");
    store.put("b", first); // the store has no order
    pipeline = pipeline();

    pipeline.recover();
    assertThat(pipeline.pending()).isEqualTo(2);
    assertThat(pipeline.gauges())
        .singleElement()
        .satisfies(
            gauge -> {
              assertThat(gauge.metric()).isEqualTo(ChoraleMetrics.UNFINISHED);
              assertThat(gauge.value().getAsDouble()).isEqualTo(2);
            });
    accept("c", 3);
    pipeline.flush();
    pipeline.flush();

    assertThat(outputs.stream().map(ChoralePipelineTest::event))
        .filteredOn(ChoraleEnd.class::isInstance)
        .extracting(ChoraleEvent::choraleId)
        .as("in the order of arrival")
        .containsExactly("b", "a", "c");
    pipeline.save();
    assertThat(store.size()).isZero();
  }

  @Test
  void recovery_forgets_what_was_not_saved() {
    accept("a", 3);

    pipeline.recover();

    assertThat(pipeline.pending()).isZero();
    assertThat(pipeline.accept(request("a", 3))).as("the name is free").isEmpty();
  }

  @Test
  void it_has_no_periodic_work() {
    assertThat(pipeline.ticks()).isEmpty();
  }

  private Pipeline<ParsedRequest> pipeline() {
    return new ChoraleSpec(ChoraleTopics.withPrefix("t."), 1 << 20)
        .create(composer, new PipelineContext(store, outputs::add, metrics, this::look));
  }

  private long look() {
    nanos += nanosPerLook;
    return nanos;
  }

  private void accept(String id, int length) {
    assertThat(pipeline.accept(request(id, length))).isEmpty();
  }

  private static ParsedRequest request(String id, int length) {
    List<Chord> seeds = List.of(new Chord(73, 68, 61, 53));
    return new ParsedRequest(new ChoraleRequest(id, seeds, length, Mode.GREEDY, 1, 0), 7);
  }

  private static ChoraleEvent event(OutputRecord output) {
    return ChoraleJson.read(Objects.requireNonNull(output.value()));
  }
}
