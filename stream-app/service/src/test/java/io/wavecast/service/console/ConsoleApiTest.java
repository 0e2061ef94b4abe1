package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ConsoleApiTest {
  private static final float[] ZEROS = new float[10];

  @Test
  void an_earlier_forecast_is_shown_at_the_value_nearest_to_its_time() throws IOException {
    List<Forecast> forecasts =
        LongStream.of(0, 1_000, 2_013).mapToObj(ConsoleApiTest::forecast).toList();

    assertThat(ahead(forecasts, 10_000, 11_016, 12_000, 13_400, 14_000))
        .containsExactly(0, 1, 2, null, null);
    assertThat(ahead(forecasts, 12_513, 12_514)).as("half a step").containsExactly(2, null);
  }

  @Test
  void the_fan_says_which_model_does_not_fit() {
    Forecast fits = forecast(1_000);
    Forecast misfit = fits.withMisfit(new ModelRef("lstm", "2"));

    assertThat(live(fits)).contains("\"misfit\":null");
    assertThat(live(misfit)).contains("\"model\":\"m\"", "\"misfit\":\"lstm 2\"");
  }

  @Test
  void an_alert_has_the_id_that_ack_takes() {
    Alert alert =
        new Alert(
            "a-17",
            "a",
            Alert.State.WARNING,
            Alert.State.OK,
            2,
            1,
            2,
            Cause.of("record", Direction.ABOVE),
            "default",
            "a reason");
    byte[] live =
        ConsoleApi.live(
            List.of(new LiveSeries.Snapshot("a", List.of(), List.of(), Optional.of(alert))));

    assertThat(new String(live, UTF_8))
        .contains("\"alert\":{\"id\":\"a-17\",\"state\":\"WARNING\"");
  }

  @Test
  void a_muted_series_has_the_entry_that_mutes_it() {
    LiveSeries.Snapshot series =
        new LiveSeries.Snapshot("a", List.of(), List.of(), Optional.empty());

    assertThat(new String(ConsoleApi.live(List.of(series)), UTF_8)).doesNotContain("mutedBy");
    assertThat(new String(ConsoleApi.live(List.of(series.mutedBy("patch"))), UTF_8))
        .contains("\"mutedBy\":\"patch\"");
  }

  private static String live(Forecast forecast) {
    List<Forecast> forecasts = List.of(forecast);
    return new String(
        ConsoleApi.live(
            List.of(new LiveSeries.Snapshot("a", List.of(), forecasts, Optional.empty()))),
        UTF_8);
  }

  private static Integer[] ahead(List<Forecast> forecasts, long... times) throws IOException {
    List<Observation> values =
        LongStream.of(times).mapToObj(time -> new Observation("a", time, 0)).toList();
    byte[] json =
        ConsoleApi.live(List.of(new LiveSeries.Snapshot("a", values, forecasts, Optional.empty())));
    Map<String, List<Map<String, Map<String, List<Number>>>>> live =
        new Yaml().load(new String(json, UTF_8)); // JSON is YAML
    return live.get("series").get(0).get("ahead").get("yhat").stream()
        .map(value -> value == null ? null : value.intValue())
        .toArray(Integer[]::new);
  }

  /** A forecast of steps of one second whose tenth value is its origin in seconds. */
  private static Forecast forecast(long origin) {
    float[] yhat = new float[10];
    yhat[9] = origin / 1000;
    return new Forecast(
        "a", origin, 1_000, yhat, ZEROS, ZEROS, 0.9, new ModelRef("m", "1"), false, false);
  }
}
