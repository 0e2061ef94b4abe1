package io.wavecast.sketches.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.sketches.event.SketchJson;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.sketches.event.SketchTopics;
import io.wavecast.sketches.pipeline.SketchSpec;
import io.wavecast.testkit.contract.LocalStream;
import io.wavecast.testkit.contract.StreamUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The guarantees of the sketch pipeline on any engine, with a {@link FakeClassifier} as its model.
 */
public abstract class SketchContract {
  protected static final long SEED = 20261125;

  private static final String ONE = "{\"strokes\":[[[1],[2]]]}";

  /** Starts the pipeline without any state. */
  protected abstract StreamUnderTest<SketchLabel> start(SketchSpec settings);

  /** A record, random or malformed. */
  record Line(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    static Line of(String key, String value, long timestamp) {
      return new Line(key.getBytes(UTF_8), value.getBytes(UTF_8), timestamp);
    }
  }

  /** The pipeline over states in memory. */
  protected static StreamUnderTest<SketchLabel> local(SketchSpec spec) {
    return new LocalStream<>(spec, new FakeClassifier(), SketchContract::label);
  }

  /** Reads a label back from its record. */
  public static SketchLabel label(OutputRecord record) {
    return SketchJson.label(Objects.requireNonNull(record.value()));
  }

  protected static SketchSpec settings(LatePolicy late) {
    return new SketchSpec(
        SketchTopics.withPrefix("test."),
        late,
        7,
        Duration.ofMillis(20),
        Duration.ofMinutes(10),
        StreamSettings.DEFAULT_MAX_RECORD_BYTES);
  }

  @Test
  void every_sketch_gets_one_label_in_order_within_its_drawing() {
    List<Line> lines = random(SEED, 5, 1000);
    SketchSpec settings = settings(LatePolicy.DEAD_LETTER);
    StreamUnderTest<SketchLabel> local = send(local(settings), lines);

    try (StreamUnderTest<SketchLabel> stream = send(start(settings), lines)) {
      assertSame(stream, local);
    }
  }

  @Test
  void malformed_records_are_dead_lettered_untouched_with_their_reason() {
    String many = "1,".repeat(9999) + "1";
    List<Line> lines =
        List.of(
            Line.of("a", "{\"strokes\":[]}", 1),
            Line.of("b", "{\"strokes\":[[[NaN],[2]]]}", 1),
            Line.of("c", "{\"strokes\":[[[" + many + "],[" + many + "]]]}", 1),
            Line.of("d", "no JSON", 1),
            new Line(null, ONE.getBytes(UTF_8), 1),
            new Line(new byte[] {(byte) 0xc3, 0x28}, ONE.getBytes(UTF_8), 1),
            new Line("e".getBytes(UTF_8), null, 1),
            Line.of("e", "{\"sketchId\":\"other\",\"strokes\":[[[1],[2]]]}", 1),
            Line.of("e", ONE, 1));

    try (StreamUnderTest<SketchLabel> stream = send(start(settings(LatePolicy.DROP)), lines)) {
      assertThat(byOffset(stream.deadLetters()))
          .containsExactly(
              "0 out-of-range",
              "1 not-finite",
              "2 out-of-range",
              "3 malformed",
              "4 bad-key",
              "5 bad-key",
              "6 malformed",
              "7 bad-key");
      for (DeadLetter letter : stream.deadLetters()) {
        Line line = lines.get((int) letter.offset());
        assertThat(letter.key()).isEqualTo(line.key());
        assertThat(letter.value()).isEqualTo(line.value());
      }
      assertThat(stream.events()).extracting(SketchLabel::sketchId).containsExactly("e");
    }
  }

  @Test
  void late_sketches_are_discarded_or_dead_lettered_and_an_equal_time_is_not_late() {
    List<Line> lines = List.of(Line.of("a", ONE, 10), Line.of("a", ONE, 9), Line.of("a", ONE, 10));

    try (StreamUnderTest<SketchLabel> dropping = send(start(settings(LatePolicy.DROP)), lines);
        StreamUnderTest<SketchLabel> keeping =
            send(start(settings(LatePolicy.DEAD_LETTER)), lines)) {
      assertThat(dropping.events()).hasSize(2);
      assertThat(dropping.deadLetters()).isEmpty();
      assertThat(keeping.events()).isEqualTo(dropping.events());
      assertThat(byOffset(keeping.deadLetters())).containsExactly("1 late");
    }
  }

  static void assertSame(
      StreamUnderTest<SketchLabel> stream, StreamUnderTest<SketchLabel> expected) {
    assertThat(byDrawing(stream.events()))
        .as("seed %d", SEED)
        .isEqualTo(byDrawing(expected.events()));
    assertThat(byOffset(stream.deadLetters()))
        .as("seed %d", SEED)
        .isNotEmpty()
        .isEqualTo(byOffset(expected.deadLetters()));
  }

  static StreamUnderTest<SketchLabel> send(StreamUnderTest<SketchLabel> stream, List<Line> lines) {
    lines.forEach(line -> stream.send(line.key(), line.value(), line.timestamp()));
    stream.settle();
    return stream;
  }

  /**
   * Sketches of a few drawings: late ones, some at one time, some that break the model, garbage.
   */
  static List<Line> random(long seed, int drawings, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Line> lines = new ArrayList<>();
    long now = 1000;
    for (int i = 0; i < n; i++) {
      now += random.nextInt(3);
      long time = random.nextInt(20) == 0 ? now - random.nextInt(10) : now;
      String value =
          random.nextInt(50) == 0
              ? "garbage"
              : "{\"strokes\":[[[%d],[2]]],\"finished\":%b,\"total\":%d}"
                  .formatted(random.nextInt(-1, 7), random.nextBoolean(), random.nextInt(1, 5));
      lines.add(Line.of("d" + random.nextInt(drawings), value, time));
    }
    return lines;
  }

  private static Map<String, List<SketchLabel>> byDrawing(List<SketchLabel> labels) {
    Map<String, List<SketchLabel>> sorted = new TreeMap<>();
    labels.forEach(l -> sorted.computeIfAbsent(l.sketchId(), id -> new ArrayList<>()).add(l));
    return sorted;
  }

  private static List<String> byOffset(List<DeadLetter> letters) {
    return letters.stream()
        .sorted((a, b) -> Long.compare(a.offset(), b.offset()))
        .map(d -> d.offset() + " " + d.reason().label())
        .toList();
  }
}
