package io.wavecast.sketches.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.model.ModelException;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.Rejection;
import io.wavecast.sketches.SketchMetrics;
import io.wavecast.sketches.contract.FakeClassifier;
import io.wavecast.sketches.event.Sketch;
import io.wavecast.sketches.event.SketchJson;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.sketches.event.SketchLabel.Guess;
import io.wavecast.sketches.event.SketchTopics;
import io.wavecast.sketches.event.Stroke;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SketchPipelineTest {
  private final List<SketchLabel> labels = new ArrayList<>();
  private final FakeClassifier classifier = new FakeClassifier();
  private final InMemoryMetrics metrics = new InMemoryMetrics();
  private final InMemoryStore store = new InMemoryStore();
  private SketchPipeline engine = engine(3);

  @Test
  void every_sketch_gets_one_label_in_order_once_the_batch_is_full() {
    engine.accept(sketch("a", 1, 1));
    engine.accept(sketch("b", 2, 2));
    assertThat(labels).isEmpty();
    assertThat(engine.pending()).isEqualTo(2);

    engine.accept(sketch("a", 3, 3));

    assertThat(labels)
        .extracting(l -> l.sketchId() + "@" + l.timestamp() + "=" + l.top().get(0).label())
        .containsExactly("a@1=one", "a@3=three", "b@2=two");
    assertThat(classifier.batches()).containsExactly(3);
    assertThat(engine.pending()).isZero();
  }

  @Test
  void a_label_has_the_five_likeliest_classes_and_the_share_seen() {
    engine.accept(new Sketch("a", 7, strokes(4, 2), false, OptionalInt.of(8)));
    engine.accept(new Sketch("a", 8, strokes(4, 2), false, OptionalInt.empty()));
    engine.accept(new Sketch("a", 9, strokes(4, 2), true, OptionalInt.of(50)));

    assertThat(labels.get(0).top())
        .containsExactly(
            new Guess("four", 0.4f),
            new Guess("zero", 0.1f),
            new Guess("one", 0.1f),
            new Guess("two", 0.1f),
            new Guess("three", 0.1f));
    assertThat(labels).extracting(SketchLabel::points).containsOnly(2);
    assertThat(labels)
        .extracting(SketchLabel::seen)
        .containsExactly(OptionalDouble.of(0.25), OptionalDouble.empty(), OptionalDouble.of(1));
    assertThat(labels).extracting(SketchLabel::isFinal).containsExactly(false, false, true);
    assertThat(labels).extracting(l -> l.model().name()).containsOnly("fake");
  }

  @Test
  void a_sketch_older_than_the_newest_is_late_one_of_equal_time_is_not() {
    assertThat(metrics.byLabels(SketchMetrics.LATE)).containsEntry("", 0L);
    engine.accept(sketch("a", 10, 1));

    assertThat(engine.accept(sketch("a", 9, 2))).contains(Rejection.late("drawing", 9));
    assertThat(metrics.byLabels(SketchMetrics.LATE)).containsEntry("", 1L);
    assertThat(engine.accept(sketch("b", 9, 2))).isEmpty();
    assertThat(engine.accept(sketch("a", 10, 3))).isEmpty();
    assertThat(labels).extracting(SketchLabel::timestamp).containsExactly(10L, 10L, 9L);
  }

  @Test
  void pending_sketches_survive_a_crash_and_are_labelled_once() {
    engine.accept(sketch("a", 1, 1));
    engine.accept(sketch("b", 2, 2));

    engine.save();
    engine = engine(3);
    engine.recover();
    assertThat(engine.pending()).as("states to visit").isEqualTo(1);
    engine.flush();
    assertThat(engine.pending()).isZero();
    engine.flush();

    assertThat(labels).extracting(SketchLabel::sketchId).containsExactly("a", "b");
  }

  @Test
  void when_the_model_fails_everything_stays_pending() {
    engine.accept(sketch("a", 1, 1));
    engine.accept(sketch("b", 2, 2));
    classifier.fail(true);
    assertThatThrownBy(() -> engine.flush()).isInstanceOf(ModelException.class);
    classifier.fail(false);

    engine.flush();

    assertThat(labels).extracting(SketchLabel::sketchId).containsExactly("a", "b");
  }

  @Test
  void where_a_model_says_nothing_finite_all_classes_are_as_likely() {
    engine.accept(sketch("a", 1, -1));
    engine.flush();

    assertThat(labels.get(0).top().get(0)).isEqualTo(new Guess("zero", 1f / 7));
    assertThat(metrics.of(Metric.FALLBACKS)).isEqualTo(1);
  }

  @Test
  void a_run_is_measured_and_pending_sketches_are_a_gauge() {
    engine.accept(sketch("a", 1, 1));
    engine.accept(sketch("b", 2, 2));
    assertThat(engine.gauges())
        .singleElement()
        .satisfies(
            gauge -> {
              assertThat(gauge.metric()).isEqualTo(SketchMetrics.PENDING);
              assertThat(gauge.value().getAsDouble()).isEqualTo(2);
            });
    engine.flush();

    assertThat(metrics.of(SketchMetrics.LABELS)).isEqualTo(2);
    assertThat(metrics.of(Metric.BATCH_SIZE)).isEqualTo(1);
    assertThat(metrics.of(Metric.INFERENCE)).isEqualTo(1);
    assertThat(metrics.of(SketchMetrics.LATENCY)).isEqualTo(2);
    assertThat(metrics.of(Metric.FALLBACKS)).isZero();
  }

  @Test
  void recovery_forgets_what_was_not_saved() {
    engine.accept(sketch("a", 10, 1));

    engine.recover();
    engine.flush();

    assertThat(engine.pending()).isZero();
    assertThat(engine.accept(sketch("a", 9, 1))).as("it is not late").isEmpty();
  }

  @Test
  void one_drawing_may_have_more_pending_sketches_than_a_state_holds() {
    engine = engine(100);
    for (int i = 0; i < 40; i++) {
      engine.accept(sketch("a", i, i % 7));
    }
    engine.flush();

    assertThat(labels).hasSize(40).extracting(SketchLabel::timestamp).isSorted();
    assertThat(classifier.batches()).containsExactly(16, 16, 8);
  }

  /** G8. */
  @Test
  void the_state_of_an_old_drawing_is_removed_unless_a_sketch_is_pending() {
    engine.accept(sketch("old", 0, 1));
    engine.flush();
    engine.accept(sketch("waits", 1, 1));
    engine.accept(sketch("new", 60_002, 1));
    engine.save();

    expire();
    assertThat(keys()).containsExactlyInAnyOrder("waits", "new");

    engine.flush();
    expire();
    assertThat(keys()).containsExactly("new");
  }

  @Test
  void a_state_of_the_first_release_reads_back() {
    SketchState state =
        SketchStep.accept(
            SketchStep.accept(
                SketchState.EMPTY, new Sketch("a", 5, strokes(1, 2), false, OptionalInt.of(9))),
            new Sketch("a", 6, strokes(2, 1), true, OptionalInt.empty()));
    String golden =
        "01000000000000000602"
            + "00000000000000050000000200000009"
            + "00023f80000000000000003f8000003f80000001"
            + "00000000000000060000000100000000"
            + "0101400000000000000001";

    assertThat(HexFormat.of().formatHex(state.toBytes())).isEqualTo(golden);
    assertThat(SketchState.of(HexFormat.of().parseHex(golden)).toBytes())
        .isEqualTo(state.toBytes());
  }

  @Test
  void broken_states_are_refused() {
    assertThatThrownBy(() -> SketchState.of(new byte[] {9}))
        .hasMessage("version of the state of a sketch must be 1, got: 9");
    byte[] whole = SketchStep.accept(SketchState.EMPTY, sketch("a", 5, 1)).toBytes();
    for (int n = 0; n < whole.length; n++) {
      byte[] part = java.util.Arrays.copyOf(whole, n);
      assertThatThrownBy(() -> SketchState.of(part)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private SketchPipeline engine(int maxBatch) {
    SketchSpec spec =
        new SketchSpec(
            SketchTopics.withPrefix("t."),
            LatePolicy.DEAD_LETTER,
            maxBatch,
            Duration.ofMillis(20),
            Duration.ofMinutes(1),
            1 << 20);
    return new SketchPipeline(
        spec,
        classifier,
        new PipelineContext(
            store,
            event -> labels.add(SketchJson.label(Objects.requireNonNull(event.value()))),
            metrics,
            () -> 0));
  }

  private void expire() {
    engine.ticks().forEach(tick -> tick.action().run(0, 0));
  }

  private List<String> keys() {
    engine.save();
    List<String> keys = new ArrayList<>();
    store.forEach((key, bytes) -> keys.add(key));
    return keys;
  }

  private static Sketch sketch(String id, long time, int x) {
    return new Sketch(id, time, strokes(x, 3), false, OptionalInt.empty());
  }

  /** One stroke that begins at x; its points do not lie on a line. */
  private static List<Stroke> strokes(int x, int n) {
    float[] xs = new float[n];
    float[] ys = new float[n];
    for (int i = 0; i < n; i++) {
      xs[i] = x;
      ys[i] = i * i;
    }
    return List.of(new Stroke(xs, ys));
  }
}
