package io.wavecast.chorales.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.ModelRef;
import io.wavecast.testkit.fuzz.CodecFuzz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoraleCodecsTest {
  private static final ChoraleRequest REQUEST =
      new ChoraleRequest(
          "morning",
          List.of(new Chord(73, 68, 61, 53), new Chord(73, 68, 61, 0)),
          62,
          Mode.SAMPLE,
          0.8,
          -42);

  @Test
  void the_request_of_the_first_release_reads_back_and_is_still_written_the_same()
      throws IOException {
    byte[] golden = golden("choraleRequest-v1.json");

    assertThat(ChoraleRequestCodec.read(null, golden)).isEqualTo(REQUEST);
    assertThat(new String(ChoraleRequestCodec.write(REQUEST), UTF_8))
        .isEqualTo(new String(golden, UTF_8).strip());
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -(1L << 62), 1L << 62, Long.MAX_VALUE})
  void every_seed_is_read_as_it_was_written(long seed) {
    ChoraleRequest request =
        new ChoraleRequest("k", List.of(new Chord(60, 0, 0, 0)), 1, Mode.SAMPLE, 1, seed);

    assertThat(ChoraleRequestCodec.read(null, ChoraleRequestCodec.write(request)))
        .isEqualTo(request);
  }

  @Test
  void events_of_the_first_release_read_back_and_are_still_written_the_same() throws IOException {
    ChoraleEvent note = new ChoraleNote("morning", 6, 2, 61, 0.875f);
    ChoraleEvent end =
        new ChoraleEnd(
            "morning",
            1,
            List.of(new Chord(73, 68, 61, 53), new Chord(73, 68, 0, 53)),
            new ModelRef("chorale", "1"));
    for (ChoraleEvent event : List.of(note, end)) {
      byte[] golden = golden(event == note ? "choraleNote-v1.json" : "choraleEnd-v1.json");

      assertThat(ChoraleJson.read(golden)).isEqualTo(event);
      assertThat(new String(ChoraleEventCodec.write(event), UTF_8))
          .isEqualTo(new String(golden, UTF_8).strip());
    }
  }

  @Test
  void fields_of_later_releases_are_skipped_wherever_they_stand() throws IOException {
    String later = "{\"tags\":[\"a\"],\"by\":{\"name\":\"x\",\"notes\":[[1]]},";
    for (String name : List.of("choraleNote-v1.json", "choraleEnd-v1.json")) {
      String golden = new String(golden(name), UTF_8).strip();

      assertThat(ChoraleJson.read((later + golden.substring(1)).getBytes(UTF_8)))
          .isEqualTo(ChoraleJson.read(golden.getBytes(UTF_8)));
    }
  }

  @Test
  void the_key_names_a_request_that_has_no_id_and_the_rest_has_defaults() {
    String json = "{\"later\":[{}],\"seedChords\":[[60,0,0,0]],\"length\":1}";

    assertThat(ChoraleRequestCodec.read(new byte[] {'k'}, json.getBytes(UTF_8)))
        .isEqualTo(new ChoraleRequest("k", List.of(new Chord(60, 0, 0, 0)), 1, Mode.SAMPLE, 1, 0));
  }

  @Test
  void a_field_that_is_null_counts_as_absent() {
    String json =
        "{\"choraleId\":null,\"seedChords\":[[60,0,0,0]],\"length\":1,"
            + "\"mode\":null,\"temperature\":null,\"seed\":null}";

    assertThat(ChoraleRequestCodec.read(new byte[] {'k'}, json.getBytes(UTF_8)))
        .isEqualTo(new ChoraleRequest("k", List.of(new Chord(60, 0, 0, 0)), 1, Mode.SAMPLE, 1, 0));
    assertThatThrownBy(() -> ChoraleRequestCodec.read(null, "{\"length\":null}".getBytes(UTF_8)))
        .hasMessageContaining("is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | MALFORMED | value must be JSON",
        "[] | WRONG_TYPE | a chorale request must be a JSON object",
        "{\"length\":1} | MISSING_FIELD | field 'seedChords' is missing",
        "{\"seedChords\":[[60,0,0,0]]} | MISSING_FIELD | field 'length' is missing",
        "{\"seedChords\":[],\"length\":1} | OUT_OF_RANGE | number of seedChords must be in 1..256, got: 0",
        "{\"seedChords\":[[35,0,0,0]],\"length\":1} | OUT_OF_RANGE | in 36..81, got: 35",
        "{\"seedChords\":[[82,0,0,0]],\"length\":1} | OUT_OF_RANGE | in 36..81, got: 82",
        "{\"seedChords\":[[-1,0,0,0]],\"length\":1} | OUT_OF_RANGE | in 36..81, got: -1",
        "{\"seedChords\":[[9999999999999,0,0,0]],\"length\":1} | OUT_OF_RANGE | must fit 32 bits, got: 9999999999999",
        "{\"seedChords\":[[60.5,0,0,0]],\"length\":1} | WRONG_TYPE | field 'seedChords[0][0]' must be an integer, got: 60.5",
        "{\"seedChords\":[[60,0,0]],\"length\":1} | WRONG_TYPE | field 'seedChords[0]' must be 4 notes, got: an array of 3",
        "{\"seedChords\":[[60,0,0,0,0]],\"length\":1} | WRONG_TYPE | must be 4 notes, got: an array of 5",
        "{\"seedChords\":[60],\"length\":1} | WRONG_TYPE | field 'seedChords[0]' must be 4 notes, got: number",
        "{\"seedChords\":[[60,0,0,0]],\"length\":0} | OUT_OF_RANGE | length must be in 1..1024, got: 0",
        "{\"seedChords\":[[60,0,0,0]],\"length\":1000000} | OUT_OF_RANGE | length must be in 1..1024, got: 1000000",
        "{\"seedChords\":[[60,0,0,0]],\"length\":1.5} | WRONG_TYPE | must be an integer",
        "{\"seedChords\":[[60,0,0,0]],\"length\":1e30} | WRONG_TYPE | must be an integer",
        "{\"seedChords\":[[60,0,0,0]],\"length\":99999999999999999999} | OUT_OF_RANGE | must fit 64 bits",
        "{\"seedChords\":[[60,0,0,0]],\"length\":1,\"temperature\":0} | OUT_OF_RANGE | temperature must be in 0.05..10.0, got: 0.0",
        "{\"seedChords\":[[60,0,0,0]],\"length\":1,\"temperature\":-1} | OUT_OF_RANGE | got: -1.0",
        "{\"seedChords\":[[60,0,0,0]],\"length\":1,\"temperature\":NaN} | NOT_FINITE | must be finite",
        "{\"seedChords\":[[60,0,0,0]],\"length\":1,\"mode\":\"loud\"} | OUT_OF_RANGE | field 'mode' must be one of [SAMPLE, GREEDY], got: loud",
        "{\"seedChords\":[[60,0,0,0]],\"length\":1,\"seed\":\"x\"} | WRONG_TYPE | must be an integer, got: string",
        "{\"choraleId\":\"\",\"seedChords\":[[60,0,0,0]],\"length\":1} | BAD_KEY | choraleId must have 1..200 characters, got: 0",
        "{\"choraleId\":\" \",\"seedChords\":[[60,0,0,0]],\"length\":1} | BAD_KEY | choraleId must not be blank",
        "{\"choraleId\":\"a\\ud800b\",\"seedChords\":[[60,0,0,0]],\"length\":1} | BAD_KEY | choraleId must be Unicode text, got half a surrogate pair",
      })
  void a_bad_request_is_refused_with_its_reason(String json, Reason reason, String message) {
    assertThatThrownBy(() -> ChoraleRequestCodec.read(new byte[] {'k'}, json.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Test
  void a_request_without_id_or_value_is_refused() {
    byte[] json = "{\"seedChords\":[[60,0,0,0]],\"length\":1}".getBytes(UTF_8);

    assertThatThrownBy(() -> ChoraleRequestCodec.read(null, json))
        .hasMessage("field 'choraleId' is missing");
    assertThatThrownBy(() -> ChoraleRequestCodec.read(new byte[] {'k'}, null))
        .isInstanceOf(BadRecordException.class);
  }

  @Test
  void a_key_that_is_no_text_names_nothing() {
    byte[] key = {(byte) 0xc3, 0x28};
    byte[] json = "{\"seedChords\":[[60,0,0,0]],\"length\":1}".getBytes(UTF_8);
    byte[] named = "{\"choraleId\":\"a\",\"seedChords\":[[60,0,0,0]],\"length\":1}".getBytes(UTF_8);

    assertThatThrownBy(() -> ChoraleRequestCodec.read(key, json))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_KEY))
        .hasMessage("key of the record must be UTF-8 text");
    assertThat(ChoraleRequestCodec.read(key, named).choraleId()).isEqualTo("a");
  }

  @Test
  void more_seed_chords_than_a_request_may_have_are_refused() {
    String chords = "[60,0,0,0],".repeat(256) + "[60,0,0,0]";

    assertThatThrownBy(
            () ->
                ChoraleRequestCodec.read(
                    new byte[] {'k'},
                    ("{\"seedChords\":[" + chords + "],\"length\":1}").getBytes(UTF_8)))
        .hasMessage("number of seedChords must be in 1..256, got: 257");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | MISSING_FIELD | field 'event' is missing",
        "{\"event\":1} | WRONG_TYPE | field 'event' must be a string",
        "{\"event\":\"rest\"} | OUT_OF_RANGE | 'event' must be note or end, got: rest",
        "{\"event\":\"note\"} | MISSING_FIELD | field 'choraleId' is missing",
        "{\"event\":\"note\",\"choraleId\":\"c\",\"index\":\"x\"} | WRONG_TYPE | field 'index' must be an integer",
        "{\"event\":\"note\",\"choraleId\":\"c\",\"index\":4294967296} | OUT_OF_RANGE | field 'index' must fit 32 bits",
        "{\"event\":\"note\",\"choraleId\":\"c\",\"index\":6,\"voice\":1,\"note\":61,\"probability\":1} | OUT_OF_RANGE | voice of note 6 must be its index modulo 4, got: 1",
        "{\"event\":\"note\",\"choraleId\":\"c\",\"index\":6,\"voice\":2,\"note\":35,\"probability\":1} | OUT_OF_RANGE | note must be 0 (silence) or in 36..81, got: 35",
        "{\"event\":\"note\",\"choraleId\":\"c\",\"index\":6,\"voice\":2,\"note\":61,\"probability\":1.5} | OUT_OF_RANGE | probability must be in [0, 1], got: 1.5",
        "{\"event\":\"note\",\"choraleId\":\"c\",\"index\":6,\"voice\":2,\"note\":61,\"probability\":null} | MISSING_FIELD | field 'probability' is missing",
        "{\"event\":\"end\",\"choraleId\":\"c\",\"seedChords\":1} | MISSING_FIELD | field 'chords' is missing",
        "{\"event\":\"end\",\"choraleId\":\"c\",\"seedChords\":1,\"chords\":5} | WRONG_TYPE | field 'chords' must be an array of chords",
        "{\"event\":\"end\",\"choraleId\":\"c\",\"seedChords\":1,\"chords\":[[60,0,0]]} | WRONG_TYPE | field 'chords[0]' must be 4 notes",
        "{\"event\":\"end\",\"choraleId\":\"c\",\"seedChords\":1,\"chords\":[[60,0,0,0]]} | MISSING_FIELD | field 'model' is missing",
        "{\"event\":\"end\",\"choraleId\":\"c\",\"seedChords\":2,\"chords\":[[60,0,0,0]],\"model\":{\"name\":\"m\",\"version\":\"1\"}} | OUT_OF_RANGE | seedChords must be in 0..1, got: 2",
      })
  void a_bad_event_is_rejected_with_its_reason(String json, Reason reason, String message) {
    assertThatThrownBy(() -> ChoraleJson.read(json.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Test
  void values_may_reach_their_limits() {
    List<Chord> chords = List.of(new Chord(36, 81, 0, 60));
    ModelRef model = new ModelRef("m", "1");
    String longest = "x".repeat(200);

    assertThat(new ChoraleNote("c", 0, 0, 0, 0).probability()).isZero();
    assertThat(new ChoraleNote("c", 3, 3, 81, 1).probability()).isOne();
    assertThatThrownBy(() -> new ChoraleNote("c", -4, 0, 60, 1)).hasMessageContaining("note -4");
    assertThatThrownBy(() -> new ChoraleNote("c", 0, 0, 60, -0.1f)).hasMessageContaining("-0.1");
    assertThat(new ChoraleEnd("c", 0, chords, model).seedChords()).isZero();
    assertThat(new ChoraleEnd("c", 1, chords, model).seedChords()).isOne();
    assertThatThrownBy(() -> new ChoraleEnd("c", -1, chords, model)).hasMessageContaining("-1");
    for (double temperature : new double[] {0.05, 10}) {
      ChoraleRequest request =
          new ChoraleRequest(longest, chords, 1024, Mode.GREEDY, temperature, 0);
      assertThat(request.temperature()).isEqualTo(temperature);
    }
    assertThatThrownBy(() -> new ChoraleRequest("c", chords, 1025, Mode.GREEDY, 1, 0))
        .hasMessage("length must be in 1..1024, got: 1025");
    assertThatThrownBy(() -> new ChoraleRequest("c", chords, 1, Mode.GREEDY, 10.1, 0))
        .hasMessage("temperature must be in 0.05..10.0, got: 10.1");
    assertThatThrownBy(() -> new ChoraleRequest("c", chords, 1, Mode.SAMPLE, 0.04, 0))
        .hasMessageEndingWith("; mode greedy takes the most likely note");
  }

  @Test
  void a_chord_gives_its_notes_by_voice() {
    Chord chord = new Chord(72, 64, 55, 48);

    assertThat(List.of(chord.note(0), chord.note(1), chord.note(2), chord.note(3)))
        .containsExactly(72, 64, 55, 48);
    for (int voice : new int[] {-1, 4}) {
      assertThatThrownBy(() -> chord.note(voice)).isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThat(Chord.requireNote(60)).isEqualTo(60);
    for (int i = 0; i < 4; i++) {
      int[] notes = {60, 60, 60, 60};
      notes[i] = 82;
      assertThatThrownBy(() -> new Chord(notes[0], notes[1], notes[2], notes[3]))
          .hasMessageContaining("got: 82");
    }
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = ChoraleCodecsTest.class.getResourceAsStream("/golden/" + name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void mutated_payloads_are_read_or_rejected_as_documented() throws IOException {
    Path golden = Path.of("src/test/resources/golden");

    CodecFuzz.events(
            golden, "choraleRequest", v -> ChoraleRequestCodec.read("key".getBytes(UTF_8), v))
        .check();
    CodecFuzz.events(golden, "choraleNote", ChoraleJson::read).check();
    CodecFuzz.events(golden, "choraleEnd", ChoraleJson::read).check();
  }
}
