package io.wavecast.schemas.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Alert.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The values of the forecast pipeline reject bad data and know how they differ. */
class EventsTest {
  private static final ModelRef MODEL = new ModelRef("m", "1");
  private static final float NONE = Float.NaN;

  @Test
  void a_forecast_knows_its_horizon_and_times() {
    Forecast f = forecast(2, 1000, 0.9);

    assertThat(f.horizon()).isEqualTo(2);
    assertThat(f.eventTime()).isEqualTo(60_000);
    assertThat(f.timeAt(1)).isEqualTo(61_000);
    assertThat(f.timeAt(2)).isEqualTo(62_000);
    assertThat(f)
        .hasToString(
            "Forecast[s, 60000, 1000, [0.0, 0.0], [0.0, 0.0], [0.0, 0.0], 0.9,"
                + " ModelRef[name=m, version=1], false, false, null]");
  }

  @Test
  void forecasts_are_equal_when_every_component_is() {
    Forecast f = forecast(2, 1000, 0.9);
    float[] zero = new float[2];
    float[] one = {0, 1};

    assertThat(f)
        .isEqualTo(forecast(2, 1000, 0.9))
        .hasSameHashCodeAs(forecast(2, 1000, 0.9))
        .isNotEqualTo("s")
        .isNotEqualTo(forecast(2, 1001, 0.9))
        .isNotEqualTo(forecast(2, 1000, 0.8))
        .isNotEqualTo(new Forecast("t", 60_000, 1000, zero, zero, zero, 0.9, MODEL, false, false))
        .isNotEqualTo(new Forecast("s", 60_001, 1000, zero, zero, zero, 0.9, MODEL, false, false))
        .isNotEqualTo(new Forecast("s", 60_000, 1000, one, zero, zero, 0.9, MODEL, false, false))
        .isNotEqualTo(new Forecast("s", 60_000, 1000, zero, one, zero, 0.9, MODEL, false, false))
        .isNotEqualTo(new Forecast("s", 60_000, 1000, zero, zero, one, 0.9, MODEL, false, false))
        .isNotEqualTo(new Forecast("s", 60_000, 1000, zero, zero, zero, 0.9, MODEL, true, false))
        .isNotEqualTo(new Forecast("s", 60_000, 1000, zero, zero, zero, 0.9, MODEL, false, true))
        .isNotEqualTo(f.withMisfit(MODEL))
        .isNotEqualTo(
            new Forecast(
                "s", 60_000, 1000, zero, zero, zero, 0.9, new ModelRef("m", "2"), false, false));
    assertThat(f.hashCode())
        .isNotEqualTo(
            new Forecast("t", 60_000, 1000, zero, zero, zero, 0.9, MODEL, false, false).hashCode());
  }

  @Test
  void a_forecast_outside_its_limits_is_rejected() {
    float[] two = new float[2];
    float[] three = new float[3];

    assertThatThrownBy(() -> forecast(0, 1, 0.9))
        .hasMessageContaining("must be of one length in 1..64, got: 0, 0, 0");
    assertThatThrownBy(() -> new Forecast("s", 0, 1, two, three, two, 0.9, MODEL, false, false))
        .hasMessageContaining("got: 2, 3, 2");
    assertThatThrownBy(() -> new Forecast("s", 0, 1, two, two, three, 0.9, MODEL, false, false))
        .hasMessageContaining("got: 2, 2, 3");
    assertThatThrownBy(() -> forecast(2, 0, 0.9))
        .hasMessage("stepMs of a forecast must be at least 1, got: 0");
    for (double level : new double[] {0, 1, Double.NaN}) {
      assertThatThrownBy(() -> forecast(2, 1, level))
          .hasMessage("level of a forecast must be in (0, 1), got: " + level);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, false", "0.9, true", "2, false", "2.1, true", "NaN, false"})
  void a_value_beyond_its_interval_is_outside(float y, boolean outside) {
    assertThat(new Deviation("s", 0, y, 1, 1.5f, 1, 2, 0, false, new float[1]).isOutside())
        .isEqualTo(outside);
  }

  @Test
  void deviations_are_equal_when_every_component_is() {
    Deviation d = new Deviation("s", 5, 1, 1, 1.5f, 1, 2, 0.5f, false, new float[1]);

    assertThat(d.eventTime()).isEqualTo(5);
    assertThat(d)
        .hasToString(
            "Deviation[s, 5, 1.0, 1, 1.5, 1.0, 2.0, 0.5, false, [0.0],"
                + " Cause[code=NONE, signal=, direction=NONE, expected=NaN, since=0,"
                + " numbers={}],"
                + " AppliedEntries[mutedBy=, notLearnedBy=], 0]")
        .isEqualTo(new Deviation("s", 5, 1, 1, 1.5f, 1, 2, 0.5f, false, new float[1]))
        .hasSameHashCodeAs(new Deviation("s", 5, 1, 1, 1.5f, 1, 2, 0.5f, false, new float[1]))
        .isNotEqualTo(5)
        .isNotEqualTo(new Deviation("t", 5, 1, 1, 1.5f, 1, 2, 0.5f, false, new float[1]))
        .isNotEqualTo(new Deviation("s", 6, 1, 1, 1.5f, 1, 2, 0.5f, false, new float[1]))
        .isNotEqualTo(new Deviation("s", 5, 2, 1, 1.5f, 1, 2, 0.5f, false, new float[1]))
        .isNotEqualTo(new Deviation("s", 5, 1, 2, 1.5f, 1, 2, 0.5f, false, new float[2]))
        .isNotEqualTo(new Deviation("s", 5, 1, 1, 1.4f, 1, 2, 0.5f, false, new float[1]))
        .isNotEqualTo(new Deviation("s", 5, 1, 1, 1.5f, 0, 2, 0.5f, false, new float[1]))
        .isNotEqualTo(new Deviation("s", 5, 1, 1, 1.5f, 1, 3, 0.5f, false, new float[1]))
        .isNotEqualTo(new Deviation("s", 5, 1, 1, 1.5f, 1, 2, 0.6f, false, new float[1]))
        .isNotEqualTo(new Deviation("s", 5, 1, 1, 1.5f, 1, 2, 0.5f, true, new float[1]))
        .isNotEqualTo(new Deviation("s", 5, 1, 1, 1.5f, 1, 2, 0.5f, false, new float[] {1}));
    assertThat(d.hashCode())
        .isNotEqualTo(
            new Deviation("t", 5, 1, 1, 1.5f, 1, 2, 0.5f, false, new float[1]).hashCode());
  }

  @Test
  void a_deviation_outside_its_limits_is_rejected() {
    float[] errors = new float[2];

    for (float score : new float[] {-0.1f, NONE, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Deviation("s", 0, 0, 1, 0, 0, 0, score, false, errors))
          .hasMessage("score of a deviation must be finite and at least 0, got: " + score);
    }
    for (int lead : new int[] {-1, 3}) {
      assertThatThrownBy(() -> new Deviation("s", 0, 0, lead, 0, 0, 0, 0, false, errors))
          .hasMessage("lead of a deviation must be in 0..2, got: " + lead);
    }
    assertThatThrownBy(() -> new Deviation("s", 0, 0, 0, 0, 0, 0, 0, false, errors))
        .hasMessageContaining("yhat of a deviation")
        .hasMessageContaining("got: 0.0 with lead 0");
    assertThatThrownBy(() -> new Deviation("s", 0, 0, 1, NONE, 0, 0, 0, false, errors))
        .hasMessageContaining("got: NaN with lead 1");
    assertThat(new Deviation("s", 0, 0, 2, 0, 0, 0, 0, false, errors).lead()).isEqualTo(2);
  }

  @Test
  void an_alert_outside_its_limits_is_rejected() {
    assertThatThrownBy(() -> alert(State.OK, State.OK, 5, 5, 0))
        .hasMessage("state of an alert must differ from the one before");
    for (float score : new float[] {-0.1f, NONE, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> alert(State.OK, State.WARNING, 5, 5, score))
          .hasMessage("score of an alert must be finite and at least 0, got: " + score);
    }
    assertThatThrownBy(() -> alert(State.OK, State.WARNING, 5, 6, 0))
        .hasMessage("an alert must not start after its state began, got: 6 > 5");
    assertThat(alert(State.OK, State.WARNING, 5, 5, 0).eventTime()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void an_incident_fires_from_warning_until_ok(State state) {
    assertThat(state.isFiring())
        .isEqualTo(List.of(State.WARNING, State.CRITICAL, State.RECOVERING).contains(state));
  }

  @Test
  void every_event_has_its_topic_and_its_codec() {
    Forecast forecast = forecast(2, 1000, 0.9);
    Deviation deviation = new Deviation("s", 5, 1, 1, 1.5f, 1, 2, 0.5f, false, new float[1]);
    Alert alert = alert(State.OK, State.WARNING, 5, 5, 0);
    Topics topics = new Topics("o", "f", "v", "a", "d");

    assertThat(List.of(topics.of(forecast), topics.of(deviation), topics.of(alert)))
        .containsExactly("f", "v", "a");
    assertThat(ForecastCodec.read(EventCodec.write(forecast))).isEqualTo(forecast);
    assertThat(DeviationCodec.read(EventCodec.write(deviation))).isEqualTo(deviation);
    assertThat(AlertCodec.read(EventCodec.write(alert))).isEqualTo(alert);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"warmup\":false    | \"warmup\":\"x\"     | WRONG_TYPE    | field 'warmup' must be true"
            + " or false",
        "\"imputed\":false   | \"imputed\":0        | WRONG_TYPE    | field 'imputed' must be true"
            + " or false",
        "\"origin\":60000    | \"origin\":1.5       | WRONG_TYPE    | field 'origin' must be an"
            + " integer",
        "\"series\":\"s\"    | \"series\":1         | WRONG_TYPE    | field 'series' must be a"
            + " string",
        "\"level\":0.9       | \"level\":\"x\"      | WRONG_TYPE    | field 'level' must be a"
            + " number",
        "\"yhat\":[0.0,0.0]  | \"yhat\":0           | WRONG_TYPE    | field 'yhat' must be an array"
            + " of numbers",
        "\"yhat\":[0.0,0.0]  | \"yhat\":[1,null]    | MISSING_FIELD | field 'yhat[1]' is missing",
        "\"yhat\":[0.0,0.0]  | \"yhat\":[NaN,1]     | NOT_FINITE    | field 'yhat' must be finite",
        "\"yhat\":[0.0,0.0]  | \"yhat\":[1]         | OUT_OF_RANGE  | must be of one length",
        "\"level\":0.9       | \"level\":1.5        | OUT_OF_RANGE  | level of a forecast must be"
            + " in (0, 1)",
        "\"name\":\"m\"      | \"name\":\"\"        | OUT_OF_RANGE  | name of a model must not be"
            + " blank",
        "\"name\":\"m\"      | \"x\":\"m\"          | MISSING_FIELD | field 'model.name' is"
            + " missing",
        "\"version\":\"1\"   | \"version\":1        | WRONG_TYPE    | field 'model.version' must be"
            + " a string",
      })
  void a_bad_forecast_is_rejected_with_its_reason(
      String good, String bad, Reason reason, String message) {
    String json = new String(ForecastCodec.write(forecast(2, 1000, 0.9)), StandardCharsets.UTF_8);
    assertThat(json).contains(good);

    assertThatThrownBy(
            () -> ForecastCodec.read(json.replace(good, bad).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Test
  void an_observation_may_reach_its_limits() {
    String longest = "x".repeat(1024);

    assertThat(new Observation(longest, 0, Float.MAX_VALUE).series()).isEqualTo(longest);
    assertThatThrownBy(() -> new Observation(longest + "x", 0, 0))
        .hasMessage("series key must have 1..1024 characters, got: 1025");
    assertThatThrownBy(() -> new Observation("s", 0, -1.0001 * Float.MAX_VALUE))
        .hasMessageContaining("magnitude of value must be at most");
    assertThatThrownBy(() -> new Observation("s", -1, 0)).hasMessageContaining("timestamp");
  }

  @Test
  void a_format_outside_its_limits_is_rejected() {
    assertThatThrownBy(() -> ObservationFormat.of("", "", "/v", 0))
        .hasMessage("maximum bytes of an observation must be at least 1, got: 0");
    assertThat(ObservationFormat.of("", "", "/v", 1).maxBytes()).isEqualTo(1);
    assertThatThrownBy(() -> ObservationFormat.of("", "", "", 1))
        .hasMessage("pointer to the value must not be empty");
    assertThatThrownBy(() -> ObservationFormat.of("host", "", "/v", 1))
        .hasMessage("pointer to the series must begin with '/', got: 'host'");
    assertThatThrownBy(() -> ObservationFormat.of("", "at", "/v", 1))
        .hasMessage("pointer to the timestamp must begin with '/', got: 'at'");
    Optional<Duration> negative = Optional.of(Duration.ofMillis(-1));
    assertThatThrownBy(() -> ObservationFormat.DEFAULT.withMaxAhead(negative))
        .hasMessage("max-ahead must be at least 0, got: PT-0.001S");
    assertThat(ObservationFormat.DEFAULT.withMaxAhead(Optional.of(Duration.ZERO)).maxAhead())
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void a_format_survives_serialization() throws IOException, ClassNotFoundException {
    ObservationFormat rich = ObservationFormat.of("/a/b", "/t", "/v/0", 99);
    ObservationFormat bare = ObservationFormat.of("", "", "/v", 99).withMaxAhead(Optional.empty());

    assertThat(copy(rich)).isEqualTo(rich);
    assertThat(copy(bare)).isEqualTo(bare);
    assertThat(rich.series()).isEqualTo(JsonPointer.compile("/a/b"));
  }

  private static Object copy(ObservationFormat format) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(format);
    }
    return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }

  private static Forecast forecast(int horizon, long stepMs, double level) {
    float[] zeros = new float[horizon];
    return new Forecast("s", 60_000, stepMs, zeros, zeros, zeros, level, MODEL, false, false);
  }

  private static Alert alert(State state, State previous, long since, long started, float score) {
    return new Alert(
        "id", "s", state, previous, since, started, score, Cause.NONE, "rule", "reason");
  }
}
