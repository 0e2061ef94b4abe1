package io.wavecast.core.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.batch.CountingMetrics;
import io.wavecast.core.model.ModelException;
import io.wavecast.schemas.sketch.Sketch;
import io.wavecast.schemas.sketch.SketchLabel;
import io.wavecast.schemas.sketch.SketchLabel.Guess;
import io.wavecast.schemas.sketch.Stroke;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class SketchEngineTest {
  private final Map<String, byte[]> store = new LinkedHashMap<>();
  private final List<SketchLabel> labels = new ArrayList<>();
  private final FakeClassifier classifier = new FakeClassifier();
  private final CountingMetrics metrics = new CountingMetrics();
  private SketchEngine engine = engine(3);
  private int reads;

  @Test
  void every_sketch_gets_one_label_in_order_once_the_batch_is_full() {
    engine.accept(sketch("a", 1, 1));
    engine.accept(sketch("b", 2, 2));
    assertThat(labels).isEmpty();
    assertThat(engine.waiting()).isEqualTo(2);

    engine.accept(sketch("a", 3, 3));

    assertThat(labels)
        .extracting(l -> l.sketchId() + "@" + l.timestamp() + "=" + l.top().get(0).label())
        .containsExactly("a@1=one", "a@3=three", "b@2=two");
    assertThat(classifier.batches).containsExactly(3);
    assertThat(engine.waiting()).isZero();
  }

  @Test
  void a_label_tells_the_five_likeliest_and_how_much_was_seen() {
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
  void a_sketch_older_than_the_newest_of_its_drawing_is_late_and_one_of_the_same_time_is_not() {
    assertThat(metrics.labelled).containsEntry("SKETCHES_LATE", 0L);
    engine.accept(sketch("a", 10, 1));

    assertThat(engine.accept(sketch("a", 9, 2))).isTrue();
    assertThat(metrics.labelled).containsEntry("SKETCHES_LATE", 1L);
    assertThat(engine.accept(sketch("b", 9, 2))).isFalse();
    assertThat(engine.accept(sketch("a", 10, 3))).isFalse();
    assertThat(labels).extracting(SketchLabel::timestamp).containsExactly(10L, 10L, 9L);
  }

  @Test
  void what_waits_survives_a_crash_and_is_labelled_once() {
    engine.accept(sketch("a", 1, 1));
    engine.accept(sketch("b", 2, 2));

    engine = engine(3);
    engine.recover();
    assertThat(engine.waiting()).isEqualTo(2);
    engine.flush();
    engine.flush();

    assertThat(labels).extracting(SketchLabel::sketchId).containsExactly("a", "b");
  }

  @Test
  void when_the_model_fails_all_waits_still() {
    engine.accept(sketch("a", 1, 1));
    engine.accept(sketch("b", 2, 2));
    classifier.fails = true;
    assertThatThrownBy(() -> engine.flush()).isInstanceOf(ModelException.class);
    classifier.fails = false;

    engine.flush();

    assertThat(labels).extracting(SketchLabel::sketchId).containsExactly("a", "b");
  }

  @Test
  void a_state_is_read_once_a_batch_however_many_of_its_sketches_wait() {
    engine.accept(sketch("a", 1, 1));
    engine.accept(sketch("b", 2, 2));
    engine.accept(sketch("a", 3, 3));

    assertThat(labels).hasSize(3);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void where_a_model_says_nothing_finite_all_classes_are_as_likely() {
    engine.accept(sketch("a", 1, -1));
    engine.flush();

    assertThat(labels.get(0).top().get(0)).isEqualTo(new Guess("zero", 1f / 7));
  }

  @Test
  void one_drawing_may_have_many_sketches_waiting_and_more_than_a_state_holds() {
    engine = engine(100);
    for (int i = 0; i < 40; i++) {
      engine.accept(sketch("a", i, i % 7));
    }
    engine.flush();

    assertThat(labels).hasSize(40).extracting(SketchLabel::timestamp).isSorted();
    assertThat(classifier.batches).containsExactly(16, 16, 8);
  }

  @Test
  void a_state_is_forgotten_when_nothing_came_for_long_and_nothing_waits() {
    engine.accept(sketch("old", 0, 1));
    engine.flush();
    engine.accept(sketch("waits", 1, 1));
    engine.accept(sketch("new", 60_002, 1));

    engine.forget();
    assertThat(store.keySet()).containsExactly("waits", "new");

    engine.flush();
    engine.forget();
    assertThat(store.keySet()).containsExactly("new");
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
    assertThat(SketchState.of(HexFormat.of().parseHex(golden))).isEqualTo(state);
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

  private SketchEngine engine(int maxBatch) {
    return new SketchEngine(
        classifier, maxBatch, Duration.ofMinutes(1), new InMemory(), labels::add, metrics, () -> 0);
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

  /** States as bytes, as an engine keeps them. */
  private final class InMemory implements SketchStates {
    @Override
    public SketchState get(String sketchId) {
      reads++;
      byte[] bytes = store.get(sketchId);
      return bytes == null ? SketchState.EMPTY : SketchState.of(bytes);
    }

    @Override
    public void put(String sketchId, SketchState state) {
      store.put(sketchId, state.toBytes());
    }

    @Override
    public void remove(String sketchId) {
      store.remove(sketchId);
    }

    @Override
    public void forEach(BiConsumer<String, SketchState> visitor) {
      store.forEach((id, bytes) -> visitor.accept(id, SketchState.of(bytes)));
    }
  }
}
