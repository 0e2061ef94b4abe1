package io.wavecast.schemas.forecast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flat records, against the events that they come from. */
class FlatCodecTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "deviation-calendar-v1, flatDeviation-v1",
    "deviation-unforeseen-v1, flatDeviation-unforeseen-v1",
    "alert-v2, flatAlert-v1",
    "alert-v1, flatAlert-unlabelled-v1"
  })
  void one_event_is_one_record(String event, String flat) {
    Function<byte[], Event> read =
        event.startsWith("alert") ? AlertCodec::read : DeviationCodec::read;

    assertThat(texts(FlatCodec.write(read.apply(golden(event))))).containsExactly(text(flat));
  }

  @Test
  void a_forecast_is_one_record_for_each_lead_time_with_the_same_numbers() throws IOException {
    byte[] golden = golden("forecast-v1");
    JsonNode forecast = JSON.readTree(golden);

    List<byte[]> records = FlatCodec.write(ForecastCodec.read(golden));

    assertThat(texts(records)).hasSize(10).first().isEqualTo(text("flatForecast-v1"));
    for (int i = 0; i < 10; i++) {
      JsonNode record = JSON.readTree(records.get(i));
      assertThat(record.get("lead").intValue()).isEqualTo(i + 1);
      assertThat(record.get("timestamp").longValue())
          .isEqualTo(1_700_000_000_000L + 250L * (i + 1));
      for (String values : List.of("yhat", "yhatLower", "yhatUpper")) {
        assertThat(record.get(values)).as(values).isEqualTo(forecast.get(values).get(i));
      }
    }
  }

  private static List<String> texts(List<byte[]> records) {
    return records.stream().map(record -> new String(record, UTF_8)).toList();
  }

  private static String text(String name) {
    return new String(golden(name), UTF_8).strip();
  }

  private static byte[] golden(String name) {
    try {
      return Files.readAllBytes(Path.of("src/test/resources/golden", name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
