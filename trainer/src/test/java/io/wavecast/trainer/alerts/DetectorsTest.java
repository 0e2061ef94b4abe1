package io.wavecast.trainer.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.trainer.alerts.LabelledSeries.Labelled;
import io.wavecast.trainer.mixture.RandomDraws;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetectorsTest {
  private static final Span OFF = new Span(700, 720);

  @TempDir private Path folder = Path.of("");

  /** Noise, by the hour, that leaves its range for some values. */
  private static LabelledSeries series() {
    RandomDraws r = new RandomDraws(5);
    float[] values = new float[900];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (100 + r.gauss() + (OFF.holds(i) ? 60 : 0));
    }
    List<Labelled> anomalies = List.of(new Labelled(OFF, "shift"));
    return new LabelledSeries("noise", "noise-1", 3600, values, anomalies, List.of());
  }

  static List<Detector> all() {
    List<Detector> all = new ArrayList<>(List.of(SimpleDetector.values()));
    all.add(new ForestDetector());
    return all;
  }

  @ParameterizedTest
  @MethodSource("all")
  void every_method_finds_a_large_shift(Detector detector) {
    assertThat(detector.alerts(series()))
        .as(detector.label())
        .anyMatch(span -> span.first() >= OFF.first() && span.first() <= OFF.first() + 3);
  }

  @ParameterizedTest
  @MethodSource("all")
  void what_comes_later_changes_no_earlier_alert(Detector detector) {
    LabelledSeries series = series();
    float[] values = series.values().clone();
    for (int i = 705; i < values.length; i++) {
      values[i] = 0;
    }
    LabelledSeries other =
        new LabelledSeries("noise", "noise-1", 3600, values, series.anomalies(), List.of());

    assertThat(begins(detector.alerts(other), 705)).isEqualTo(begins(detector.alerts(series), 705));
  }

  private static List<Integer> begins(List<Span> spans, int before) {
    return spans.stream().map(Span::first).filter(first -> first < before).toList();
  }

  @Test
  void an_alert_lasts_from_warning_to_ok_and_a_relapse_is_no_new_one() throws IOException {
    LabelledSeries series = series();
    State[] states = {
      State.PENDING,
      State.WARNING,
      State.CRITICAL,
      State.RECOVERING,
      State.WARNING,
      State.RECOVERING,
      State.OK,
      State.PENDING,
      State.OK,
      State.WARNING
    };
    StringBuilder lines = new StringBuilder("1 files: a summary\n");
    State previous = State.OK;
    for (int i = 0; i < states.length; i++) {
      long since = series.timeAt(10 * i);
      Alert alert =
          new Alert(
              "id",
              "noise-1",
              states[i],
              previous,
              since,
              since,
              2,
              Cause.of("record", Direction.ABOVE),
              "default",
              "a reason");
      lines.append(new String(AlertCodec.write(alert), StandardCharsets.UTF_8)).append('\n');
      previous = states[i];
    }
    Path file = Files.writeString(folder.resolve("events.jsonl"), lines);

    assertThat(AlertEvents.read(file).alerts(series))
        .containsExactly(new Span(10, 60), new Span(90, 900));
  }
}
