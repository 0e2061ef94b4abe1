package io.wavecast.sketches.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.ModelRef;
import io.wavecast.sketches.event.SketchLabel.Guess;
import io.wavecast.testkit.fuzz.CodecFuzz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SketchCodecsTest {
  private static final byte[] KEY = "d1".getBytes(UTF_8);
  private static final Sketch SKETCH =
      new Sketch(
          "d1",
          1_700_000_000_000L,
          List.of(
              new Stroke(new float[] {0, 10.5f, 20}, new float[] {0, 5, -1}),
              new Stroke(new float[] {7}, new float[] {8})),
          false,
          OptionalInt.of(8));
  private static final SketchLabel LABEL =
      new SketchLabel(
          "d1",
          1_700_000_000_000L,
          List.of(new Guess("pig", 0.75f), new Guess("ice cream", 0.125f)),
          4,
          OptionalDouble.of(0.5),
          false,
          new ModelRef("sketch", "1"));

  @Test
  void the_sketch_of_the_first_release_reads_back_and_is_still_written_the_same()
      throws IOException {
    byte[] golden = golden("sketch-v1.json");

    assertThat(SketchCodec.read(KEY, golden, 1_700_000_000_000L)).isEqualTo(SKETCH);
    assertThat(new String(SketchJson.write(SKETCH), UTF_8))
        .isEqualTo(new String(golden, UTF_8).strip());
  }

  @Test
  void the_label_of_the_first_release_reads_back_and_is_still_written_the_same()
      throws IOException {
    byte[] golden = golden("sketchLabel-v1.json");

    assertThat(SketchJson.label(golden)).isEqualTo(LABEL);
    assertThat(new String(SketchLabelCodec.write(LABEL), UTF_8))
        .isEqualTo(new String(golden, UTF_8).strip());
  }

  @Test
  void a_label_of_a_drawing_of_unknown_length_reads_back() {
    SketchLabel open =
        new SketchLabel(
            "d1", 5, LABEL.top(), 4, OptionalDouble.empty(), false, new ModelRef("m", "2"));

    assertThat(SketchJson.label(SketchLabelCodec.write(open))).isEqualTo(open);
  }

  @Test
  void strokes_of_quick_draws_raw_files_with_times_are_read() {
    Sketch sketch = read("{'strokes':[[[1,2],[3,4],[0,17]]],'word':'pig','x':{'y':[1]}}");

    assertThat(sketch.strokes())
        .containsExactly(new Stroke(new float[] {1, 2}, new float[] {3, 4}));
    assertThat(sketch.finished()).isFalse();
    assertThat(sketch.total()).isEmpty();
  }

  @Test
  void a_field_that_is_null_counts_as_absent() {
    String json = "{'sketchId':null,'strokes':[[[1],[2]]],'finished':null,'total':null}";

    Sketch sketch = SketchCodec.read(KEY, json.replace('\'', '"').getBytes(UTF_8), 5);

    assertThat(sketch.finished()).isFalse();
    assertThat(sketch.total()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'strokes':[]} | OUT_OF_RANGE | strokes of a sketch must hold 1..5000 points, got: 0",
        "{'strokes':[[[],[]]]} | OUT_OF_RANGE | x and y of a stroke must be of one length",
        "{'strokes':[[[1,2],[3]]]} | OUT_OF_RANGE | got: 2 and 1",
        "{'strokes':[[[1,NaN],[3,4]]]} | NOT_FINITE | field 'strokes[0][0]' must be finite, got: NaN",
        "{'strokes':[[[1,2],[3,-Infinity]]]} | NOT_FINITE | field 'strokes[0][1]' must be finite",
        "{'strokes':[[[1,1e39],[3,4]]]} | NOT_FINITE | got: Infinity",
        "{'strokes':[[[1,2e9],[3,4]]]} | OUT_OF_RANGE | magnitude of x of a stroke",
        "{'strokes':[[[1,null],[3,4]]]} | MISSING_FIELD | field 'strokes[0][0][1]' is missing",
        "{'strokes':[[[1,'a'],[3,4]]]} | WRONG_TYPE | field 'strokes[0][0]' must be an array of numbers, got: an array of string",
        "{'strokes':[[1,2]]} | WRONG_TYPE | field 'strokes[0][0]' must be an array of numbers, got: number",
        "{'strokes':5} | WRONG_TYPE | field 'strokes' must be an array of strokes [[x, ...], [y, ...]], got: number",
        "{'strokes':[[[1,2]]]} | WRONG_TYPE | field 'strokes[0]' must be [[x, ...], [y, ...]], got: an array of 1",
        "{} | MISSING_FIELD | field 'strokes' is missing",
        "[] | WRONG_TYPE | a sketch must be a JSON object",
        "{'strokes':[[[1],[2]]],'finished':1} | WRONG_TYPE | 'finished' must be true or false",
        "{'strokes':[[[1,2],[2,3]]],'total':1} | OUT_OF_RANGE | must be in 2..1000000, got: 1",
        "{'strokes':[[[1],[2]]],'sketchId':'other'} | BAD_KEY | must be the record's key",
        "{'strokes':[[[1],[2]]] | MALFORMED | value must be JSON",
        "{'strokes':[[[1],[2]]]} {} | MALFORMED | got more behind it"
      })
  void a_bad_sketch_is_rejected_with_its_reason(String json, Reason reason, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((BadRecordException) e).reason())
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(ints = {5001, 10_000})
  void a_drawing_of_too_many_points_is_refused(int points) {
    String numbers = "1,".repeat(points - 1) + "2";

    assertThatThrownBy(() -> read("{'strokes':[[[" + numbers + "],[" + numbers + "]]]}"))
        .isInstanceOf(BadRecordException.class)
        .extracting(e -> ((BadRecordException) e).reason())
        .isEqualTo(Reason.OUT_OF_RANGE);
  }

  @Test
  void a_drawing_of_as_many_points_as_are_allowed_is_read() {
    String numbers = "1,".repeat(4999) + "2";

    assertThat(read("{'strokes':[[[" + numbers + "],[" + numbers + "]]]}").points())
        .isEqualTo(5000);
  }

  @Test
  void a_record_without_a_key_or_with_a_huge_value_is_refused() {
    assertThatThrownBy(() -> SketchCodec.read(null, new byte[] {'{', '}'}, 0))
        .hasMessageContaining("must have a key");
    assertThatThrownBy(() -> SketchCodec.read(KEY, new byte[SketchCodec.MAX_BYTES + 1], 0))
        .hasMessageContaining("at most 262144 bytes");
    assertThatThrownBy(() -> SketchCodec.read(KEY, null, 0)).hasMessageContaining("got nothing");
  }

  @Test
  void a_key_of_the_payload_must_be_the_records() {
    assertThat(read("{'strokes':[[[1],[2]]],'sketchId':'d1'}").sketchId()).isEqualTo("d1");
    assertThat(read("{'drawing':[[[1],[2]]]}").points()).isEqualTo(1);
    assertThat(read("{'drawing':[[[1],[2]]],'strokes':[[[1,2],[2,3]]]}").points()).isEqualTo(2);
    assertThat(read("{'drawing':[[[1],[2]]],'strokes':null}").points()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"probability\":0.75 | \"probability\":\"x\" | WRONG_TYPE    | field 'top[0].probability' must be a number",
        "\"probability\":0.75 | \"probability\":1.5     | OUT_OF_RANGE  | probability of 'pig' must be in [0, 1], got: 1.5",
        "\"probability\":0.75 | \"probability\":-0.1    | OUT_OF_RANGE  | probability of 'pig' must be in [0, 1], got: -0.1",
        "\"label\":\"pig\"   | \"x\":1                | MISSING_FIELD | field 'top[0].label' is missing",
        "\"timestamp\":17     | \"timestamp\":0.17     | WRONG_TYPE    | field 'timestamp' must be an integer",
        "\"points\":4         | \"points\":0           | OUT_OF_RANGE  | points of a sketch label must be at least 1, got: 0",
        "\"seen\":0.5         | \"seen\":0             | OUT_OF_RANGE  | seen of a sketch label must be in (0, 1], got: 0.0",
        "\"seen\":0.5         | \"seen\":1.1           | OUT_OF_RANGE  | seen of a sketch label must be in (0, 1], got: 1.1",
        "\"final\":false      | \"final\":\"x\"       | WRONG_TYPE    | field 'final' must be true or false",
        "\"final\":false      | \"x\":false            | MISSING_FIELD | field 'final' is missing",
        "\"sketchId\":\"d1\" | \"sketchId\":1         | WRONG_TYPE    | field 'sketchId' must be a string",
        "\"name\":\"sketch\" | \"x\":1                | MISSING_FIELD | field 'model.name' is missing",
      })
  void a_bad_label_is_rejected_with_its_reason(
      String good, String bad, Reason reason, String message) {
    String json = new String(SketchLabelCodec.write(LABEL), UTF_8);
    assertThat(json).contains(good);

    assertThatThrownBy(() -> SketchJson.label(json.replace(good, bad).getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Test
  void values_outside_their_limits_are_rejected() {
    List<Stroke> strokes = List.of(new Stroke(new float[] {1}, new float[] {2}));
    OptionalInt none = OptionalInt.empty();

    assertThatThrownBy(() -> new Sketch("", 0, strokes, false, none))
        .hasMessage("sketchId must have 1..1024 characters, got: 0");
    assertThatThrownBy(() -> new Sketch("x".repeat(1025), 0, strokes, false, none))
        .hasMessageContaining("got: 1025");
    assertThatThrownBy(() -> new Sketch("d", -1, strokes, false, none))
        .hasMessageContaining("timestamp must be in");
    assertThatThrownBy(() -> new Sketch("d", 0, strokes, false, OptionalInt.of(1_000_001)))
        .hasMessage("total of a sketch of 1 points must be in 1..1000000, got: 1000001");
    assertThat(new Sketch("d", 0, strokes, false, OptionalInt.of(1_000_000)).total()).isPresent();
    assertThat(new Sketch("d", 0, strokes, false, OptionalInt.of(1)).total()).isPresent();
    assertThatThrownBy(
            () ->
                new SketchLabel("d", 0, List.of(), 1, OptionalDouble.empty(), false, LABEL.model()))
        .hasMessage("top of a sketch label must hold at least one class");
    assertThatThrownBy(() -> new Guess("pig", Float.NaN)).hasMessageContaining("got: NaN");
    assertThat(new Guess("pig", 0).probability()).isZero();
    assertThat(new Guess("pig", 1).probability()).isOne();
    assertThatThrownBy(() -> new Stroke(new float[0], new float[0]))
        .hasMessageContaining("got: 0 and 0");
    assertThatThrownBy(() -> new Stroke(new float[] {1}, new float[] {Float.NaN}))
        .hasMessage("y of a stroke must be finite, got: NaN");
    assertThatThrownBy(() -> new Stroke(new float[] {-1.1e9f}, new float[] {1}))
        .hasMessageContaining("magnitude of x of a stroke must be at most 1e9");
    assertThat(new Stroke(new float[] {1e9f}, new float[] {-1e9f}).size()).isOne();
  }

  @Test
  void strokes_are_equal_by_their_points_and_can_be_cut() {
    Stroke stroke = new Stroke(new float[] {1, 2, 3}, new float[] {4, 5, 6});

    assertThat(stroke.head(2)).isEqualTo(new Stroke(new float[] {1, 2}, new float[] {4, 5}));
    assertThat(stroke.head(3)).isSameAs(stroke);
    assertThat(stroke.head(4)).isSameAs(stroke);
    assertThat(stroke)
        .hasToString("Stroke[3 points]")
        .isEqualTo(new Stroke(new float[] {1, 2, 3}, new float[] {4, 5, 6}))
        .hasSameHashCodeAs(new Stroke(new float[] {1, 2, 3}, new float[] {4, 5, 6}))
        .isNotEqualTo("stroke")
        .isNotEqualTo(new Stroke(new float[] {0, 2, 3}, new float[] {4, 5, 6}))
        .isNotEqualTo(new Stroke(new float[] {1, 2, 3}, new float[] {4, 5, 7}));
    assertThat(stroke.hashCode())
        .isNotEqualTo(new Stroke(new float[] {4, 5, 6}, new float[] {1, 2, 3}).hashCode());
  }

  private static Sketch read(String json) {
    return SketchCodec.read(KEY, json.replace('\'', '"').getBytes(UTF_8), 5);
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = SketchCodecsTest.class.getResourceAsStream("/golden/" + name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void mutated_payloads_are_read_or_rejected_as_documented() throws IOException {
    Path golden = Path.of("src/test/resources/golden");

    CodecFuzz.events(golden, "sketch-", v -> SketchCodec.read("key".getBytes(UTF_8), v, 1)).check();
    CodecFuzz.events(golden, "sketchLabel", SketchJson::label).check();
  }
}
