package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveStreamTest {
  private final LiveStream stream = new LiveStream();

  @BeforeEach
  void show() {
    stream.show(List.of("a", "b"), "b");
  }

  @Test
  void series_may_be_added_while_others_are_shown() {
    stream.add(value("b", 1, 2));

    assertThat(stream.show(List.of("x", "a"), "b")).containsExactly("x");
    assertThat(stream.show(List.of("x", "b"), "b")).isEmpty();
    assertThat(stream.shows("a")).isFalse();
    assertThat(taken()).startsWith("[{\"i\":1,\"t\":[1],");
  }

  @Test
  void series_that_could_not_be_read_are_new_again_once_none_were_shown() {
    stream.show(List.of(), "");

    assertThat(stream.show(List.of("a"), "")).containsExactly("a");
  }

  @Test
  void only_what_is_new_is_told_and_numbers_are_rounded() {
    stream.add(value("a", 1_000_000, 1234.5678f));
    stream.add(value("a", 1_000_200, 0));
    stream.add(value("a", 1_000_200, 7));
    stream.add(value("other", 1_000_200, 7));

    assertThat(taken()).isEqualTo("[{\"i\":0,\"t\":[1000000,200],\"y\":[1235.0,0.0]}]");
    assertThat(taken()).isEqualTo("[]");
  }

  @Test
  void the_detailed_series_has_forecast_and_score_of_each_value() {
    stream.add(value("b", 1, 2));
    stream.add(forecast("b", 1));

    assertThat(taken())
        .contains(
            "\"yhat\":[1.5],\"lower\":[1.0],\"upper\":[3.0],\"low\":[null],\"high\":[null],\"score\":[0.5]")
        .contains("\"ahead\":{\"origin\":1", "\"upper\":[9.0]", "\"model\":\"m 1\"");
  }

  @Test
  void forecasts_of_the_others_are_told_every_second_time() {
    stream.add(value("a", 1, 2));
    stream.add(forecast("a", 1));
    String first = taken();
    stream.add(value("a", 2, 2));
    String second = taken();

    assertThat(first).doesNotContain("ahead");
    assertThat(second).contains("\"ahead\":{\"origin\":1,\"stepMs\":1000,\"yhat\":[8.0]}");
  }

  @Test
  void of_very_many_values_at_once_the_extremes_and_the_last_are_told() {
    for (int i = 1; i <= 61; i++) {
      stream.add(value("a", i, i == 20 ? -5 : i == 30 ? 99 : i));
    }

    assertThat(taken()).isEqualTo("[{\"i\":0,\"t\":[20,10,31],\"y\":[-5.0,99.0,61.0]}]");
  }

  @Test
  void what_was_read_before_is_told_whole() {
    List<Deviation> read = IntStream.rangeClosed(1, 100).mapToObj(i -> value("a", i, 1)).toList();

    Object told =
        stream.read("a", new SeriesHistory.Found(read, Optional.of(forecast("a", 100)), true));

    String json = new String(JsonWriter.value(told), UTF_8);
    assertThat(json.substring(json.indexOf("\"y\"")).split("1\\.0", -1)).hasSize(101);
    assertThat(json).startsWith("{\"i\":0,\"t\":[1,1,").contains("\"ahead\":{\"origin\":100");
    assertThat(taken()).isEqualTo("[]");
  }

  @Test
  void the_end_of_a_mute_that_was_read_before_is_told() {
    Deviation muted = value("a", 1, 1).withCalendar(new AppliedEntries("patching", ""));

    Object told = stream.read("a", new SeriesHistory.Found(List.of(muted), Optional.empty(), true));
    stream.add(value("a", 2, 1));

    assertThat(new String(JsonWriter.value(told), UTF_8)).contains("\"mutedBy\":\"patching\"");
    assertThat(taken()).contains("\"mutedBy\":\"\"");
  }

  @Test
  void changes_of_alerts_and_mutes_are_told_once() {
    stream.add(value("a", 1, 1).withCalendar(new AppliedEntries("patching", "")));
    stream.add(SeriesIndexTest.alert("a", Alert.State.WARNING, 5, Map.of()));

    assertThat(taken()).contains("\"mutedBy\":\"patching\"", "\"state\":\"WARNING\",\"since\":5");
    stream.add(value("a", 2, 1).withCalendar(new AppliedEntries("patching", "")));
    assertThat(taken()).doesNotContain("mutedBy").doesNotContain("alert");
    stream.add(value("a", 3, 1));
    assertThat(taken()).contains("\"mutedBy\":\"\"");
  }

  private String taken() {
    return new String(JsonWriter.value(stream.take()), UTF_8);
  }

  private static Deviation value(String series, long time, float y) {
    float[] errors = {0.5f};
    return new Deviation(series, time, y, 1, 1.5f, 1, 3, 0.5f, false, errors, Cause.NONE);
  }

  private static Forecast forecast(String series, long origin) {
    float[] yhat = {8};
    return new Forecast(
        series,
        origin,
        1000,
        yhat,
        new float[] {7},
        new float[] {9},
        0.9,
        new ModelRef("m", "1"),
        false,
        false);
  }
}
