package io.wavecast.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a release has written must decode for ever. */
class GoldenPayloadsTest {
  private static final Forecast FORECAST =
      new Forecast(
          "cpu",
          1_700_000_000_000L,
          250,
          new float[] {1.5f, 2, 2.25f, 0, -1, 1e12f, 1e-9f, 3, 4, 5},
          new float[] {1, 1.5f, 2, -0.5f, -2, 9e11f, 0, 2, 3, 4},
          new float[] {2, 2.5f, 3, 0.5f, 0, 1.1e12f, 1e-8f, 4, 5, 6},
          0.9,
          new ModelRef("default", "1"),
          false,
          true);

  @Test
  void the_forecast_of_the_first_release_reads_back_and_is_still_written_the_same()
      throws IOException {
    byte[] golden = golden("forecast-v1.json");

    assertThat(ForecastCodec.read(golden)).isEqualTo(FORECAST);
    assertThat(new String(ForecastCodec.write(FORECAST), StandardCharsets.UTF_8))
        .isEqualTo(new String(golden, StandardCharsets.UTF_8).strip());
  }

  @Test
  void a_forecast_that_says_which_model_does_not_fit_reads_back_and_is_still_written_the_same()
      throws IOException {
    Forecast forecast = FORECAST.withMisfit(new ModelRef("lstm", "2"));
    byte[] golden = golden("forecast-misfit-v1.json");

    assertThat(ForecastCodec.read(golden)).isEqualTo(forecast).isNotEqualTo(FORECAST);
    assertThat(new String(ForecastCodec.write(forecast), StandardCharsets.UTF_8))
        .isEqualTo(new String(golden, StandardCharsets.UTF_8).strip());
  }

  @Test
  void values_are_rounded_to_a_ten_thousandth_of_the_narrowest_interval() {
    Forecast forecast =
        new Forecast(
            "cpu",
            0,
            250,
            new float[] {0.45969480f, -0.31486678f},
            new float[] {0.40012344f, -1.31486678f},
            new float[] {0.60012344f, 1.68513322f},
            0.9,
            new ModelRef("default", "1"),
            false,
            false);

    assertThat(new String(ForecastCodec.write(forecast), StandardCharsets.UTF_8))
        .contains(
            "\"yhat\":[0.45969,-0.31487],\"yhatLower\":[0.40012,-1.31487],"
                + "\"yhatUpper\":[0.60012,1.68513]");
  }

  @Test
  void the_observation_of_the_first_release_reads_back() throws IOException {
    assertThat(
            new ObservationCodec(ObservationFormat.DEFAULT)
                .read(new byte[] {'k'}, golden("observation-v1.json"), 0))
        .isEqualTo(new Observation("k", 1_700_000_000_000L, 0.125));
  }

  @Test
  void an_observation_with_labels_reads_back_and_is_still_written_the_same() throws IOException {
    Observation observation =
        new Observation(
            "k", 1_700_000_000_000L, 0.125, Map.of("service", "checkout", "zone", "eu-1"));
    byte[] golden = golden("observation-v2.json");

    assertThat(
            new ObservationCodec(ObservationFormat.DEFAULT.withLabels("/labels"))
                .read(new byte[] {'k'}, golden, 0))
        .isEqualTo(observation);
    assertThat(new String(ObservationCodec.write(observation), StandardCharsets.UTF_8))
        .isEqualTo(new String(golden, StandardCharsets.UTF_8).strip());
  }

  @Test
  void fields_of_later_releases_are_skipped() {
    String json =
        new String(ForecastCodec.write(FORECAST), StandardCharsets.UTF_8)
            .replace("\"level\"", "\"later\":{\"a\":[1,{\"b\":2}]},\"level\"");

    assertThat(ForecastCodec.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(FORECAST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"series", "origin", "stepMs", "yhat", "yhatLower", "level", "warmup", "imputed"})
  void a_forecast_without_one_of_its_fields_is_refused_by_name(String field) {
    String json =
        new String(ForecastCodec.write(FORECAST), StandardCharsets.UTF_8)
            .replace("\"" + field + "\":", "\"other\":");

    assertThatThrownBy(() -> ForecastCodec.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("field '" + field + "' is missing");
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = GoldenPayloadsTest.class.getResourceAsStream("/golden/" + name)) {
      return in.readAllBytes();
    }
  }
}
