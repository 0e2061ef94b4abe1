package io.wavecast.schemas.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.calendar.AppliedEntries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a release has written of deviations and alerts must decode for ever. */
class EventCodecsTest {
  private static final float NONE = Float.NaN;
  private static final long TIME = 1_700_000_000_000L;

  private static final Deviation DEVIATION =
      new Deviation(
          "cpu",
          TIME,
          1.5f,
          1,
          1.25f,
          1,
          1.4375f,
          1.75f,
          true,
          new float[] {0.25f, -0.5f, 1e12f, 0.03125f, 0, 0.5f, NONE, 1, 2, 3});

  static final Cause CAUSE =
      new Cause(
          Cause.Code.SIGNAL,
          "flat",
          Direction.BELOW,
          2.5f,
          TIME - 60_000,
          Map.of("runMs", 540_000.0, "longestMs", 120_000.0, "lower", 0.25));

  private static final Alert ALERT =
      new Alert(
          Alert.idOf("cpu", TIME + 250, Alert.State.CRITICAL),
          "cpu",
          Alert.State.CRITICAL,
          Alert.State.WARNING,
          TIME + 250,
          TIME - 250,
          2.5f,
          Cause.of(Cause.Code.STALE),
          "default",
          "fell to 1.5");

  @Test
  void the_deviation_of_the_first_release_reads_back_and_is_still_written_the_same()
      throws IOException {
    assertGolden("deviation-v1.json", DEVIATION, DeviationCodec::read, DeviationCodec::write);
  }

  @Test
  void the_alert_of_the_first_release_reads_back_and_is_still_written_the_same()
      throws IOException {
    assertGolden("alert-v1.json", ALERT, AlertCodec::read, AlertCodec::write);
  }

  @Test
  void the_labels_of_the_second_release_read_back_and_are_still_written_the_same()
      throws IOException {
    Alert a = ALERT;
    Alert unusual =
        new Alert(
            a.id(),
            a.series(),
            a.state(),
            a.previous(),
            a.since(),
            a.started(),
            a.score(),
            CAUSE,
            a.rule(),
            a.reason(),
            Map.of());
    Alert labelled = unusual.withLabels(Map.of("zone", "b", "service", "web"));

    assertGolden("alert-v2.json", labelled, AlertCodec::read, AlertCodec::write);
  }

  @Test
  void labels_that_are_no_strings_are_refused() {
    String alert = text(AlertCodec.write(ALERT)).replace("\"id\"", "\"labels\":{\"n\":1},\"id\"");

    assertThatThrownBy(() -> AlertCodec.read(bytes(alert)))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("labels.n");
  }

  @Test
  void a_deviation_without_a_forecast_has_nulls() throws IOException {
    float[] errors = new float[10];
    Arrays.fill(errors, NONE);
    Deviation unforeseen = new Deviation("cpu", TIME, -2, 0, NONE, NONE, NONE, 0, false, errors);

    assertGolden(
        "deviation-unforeseen-v1.json", unforeseen, DeviationCodec::read, DeviationCodec::write);
  }

  @Test
  void an_unusual_deviation_says_why() throws IOException {
    Deviation d = DEVIATION;
    Deviation unusual =
        new Deviation(
            d.series(),
            d.timestamp(),
            d.y(),
            d.lead(),
            d.yhat(),
            d.yhatLower(),
            d.yhatUpper(),
            d.score(),
            d.peak(),
            d.errors(),
            CAUSE);

    assertGolden("deviation-cause-v1.json", unusual, DeviationCodec::read, DeviationCodec::write);
    assertGolden(
        "deviation-calendar-v1.json",
        unusual.withCalendar(new AppliedEntries("patching", "holiday")),
        DeviationCodec::read,
        DeviationCodec::write);
    assertGolden(
        "deviation-outside-v1.json",
        unusual.withCalendar(new AppliedEntries("patching", "holiday")).withOutside(0b1000000101),
        DeviationCodec::read,
        DeviationCodec::write);
    assertThat(unusual.expected()).isEqualTo(2.5f);
    assertThat(d.expected()).isEqualTo(1.25f);
    assertThat(d).isNotEqualTo(unusual);
  }

  @Test
  void a_cause_reads_back_and_says_only_what_it_knows() {
    Cause ended = Cause.of(Cause.Code.ENDED).with("runMs", 5).with("upper", Double.NaN);

    assertThat(text(CauseCodec.write(ended)))
        .isEqualTo("{\"code\":\"ENDED\",\"numbers\":{\"runMs\":5.0}}");
    assertThat(CauseCodec.read(CauseCodec.write(ended))).isEqualTo(ended);
    assertThatThrownBy(() -> CauseCodec.read(bytes("{\"code\":\"SIGNAL\"}")))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("signal of a cause SIGNAL must not be empty");
    assertThatThrownBy(
            () -> CauseCodec.read(bytes("{\"code\":\"NONE\",\"numbers\":{\"a\":\"b\"}}")))
        .hasMessageContaining("'numbers.a' must be a number");
  }

  private static <E> void assertGolden(
      String name, E event, Function<byte[], E> read, Function<E, byte[]> write)
      throws IOException {
    String golden = golden(name);

    assertThat(read.apply(bytes(golden))).isEqualTo(event);
    assertThat(text(write.apply(event))).isEqualTo(golden);
  }

  @Test
  void fields_of_later_releases_are_skipped() {
    String deviation =
        text(DeviationCodec.write(DEVIATION)).replace("\"y\"", "\"x\":{\"a\":[{\"b\":2}]},\"y\"");
    String alert = text(AlertCodec.write(ALERT)).replace("\"id\"", "\"x\":[1,2],\"id\"");

    assertThat(DeviationCodec.read(bytes(deviation))).isEqualTo(DEVIATION);
    assertThat(AlertCodec.read(bytes(alert))).isEqualTo(ALERT);
  }

  @Test
  void lead_times_outside_their_interval_must_have_an_error() {
    String deviation = text(DeviationCodec.write(DEVIATION.withOutside(0b1000000101)));

    assertThat(DeviationCodec.read(bytes(deviation)).isOutside(3)).isTrue();
    assertThat(DeviationCodec.read(bytes(deviation)).isOutside(2)).isFalse();
    assertThatThrownBy(() -> DEVIATION.withOutside(0b1000000))
        .hasMessage("outside of a deviation must be lead times that have an error, got: 7");
    assertThatThrownBy(() -> DEVIATION.withOutside(1 << 10)).hasMessageContaining("got: 11");
    for (String wrong : new String[] {"0", "33", "7", "1.5", "\"a\""}) {
      assertThatThrownBy(
              () -> DeviationCodec.read(bytes(deviation.replace("[1,3,10]", "[" + wrong + "]"))))
          .as(wrong)
          .isInstanceOf(BadRecordException.class)
          .hasMessageContaining("outside");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"series", "timestamp", "y", "lead", "yhat", "score", "peak", "errors"})
  void a_deviation_without_one_of_its_fields_is_refused_by_name(String field) {
    assertMissing(field, DeviationCodec.write(DEVIATION), DeviationCodec::read);
  }

  @ParameterizedTest
  @MethodSource("fieldsOfAlert")
  void an_alert_without_one_of_its_fields_is_refused_by_name(String field) {
    assertMissing(field, AlertCodec.write(ALERT), AlertCodec::read);
  }

  private static Stream<String> fieldsOfAlert() {
    String fields = "id series state previous since started score cause rule reason";
    return Stream.of(fields.split(" "));
  }

  private static void assertMissing(String field, byte[] event, Function<byte[], ?> codec) {
    String json = text(event).replace("\"" + field + "\":", "\"other\":");

    assertThatThrownBy(() -> codec.apply(bytes(json)))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("field '" + field + "' is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"state\":\"BAD\"}",
        "{} {}",
        "{\"errors\":[[1]]}",
        "{\"errors\":[\"x\"]}",
      })
  void bytes_without_an_event_are_a_bad_record(String json) {
    assertThatThrownBy(() -> DeviationCodec.read(bytes(json)))
        .isInstanceOf(BadRecordException.class);
    assertThatThrownBy(() -> AlertCodec.read(bytes(json))).isInstanceOf(BadRecordException.class);
  }

  @Test
  void wrong_types_and_values_are_reported_by_name() {
    String alert = text(AlertCodec.write(ALERT));

    assertThatThrownBy(() -> AlertCodec.read(bytes(alert.replace("\"CRITICAL\"", "\"BAD\""))))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("'state' must be one of [OK, PENDING,")
        .hasMessageContaining("got: BAD");
    assertThatThrownBy(() -> AlertCodec.read(bytes(alert.replace("2.5,", "\"2.5\","))))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("field 'score' must be a number, got: string");
    assertThatThrownBy(() -> AlertCodec.read(bytes(alert.replace(":2.5,", ":-2.5,"))))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("at least 0, got: -2.5");
  }

  @Test
  void the_same_change_has_the_same_id() {
    assertThat(Alert.idOf("a", 5, Alert.State.WARNING))
        .isEqualTo(Alert.idOf("a", 5, Alert.State.WARNING))
        .isNotEqualTo(Alert.idOf("b", 5, Alert.State.WARNING))
        .isNotEqualTo(Alert.idOf("a", 6, Alert.State.WARNING))
        .isNotEqualTo(Alert.idOf("a", 5, Alert.State.CRITICAL));
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = EventCodecsTest.class.getResourceAsStream("/golden/" + name)) {
      return text(in.readAllBytes()).strip();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
