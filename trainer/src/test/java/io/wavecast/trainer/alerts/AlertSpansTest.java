package io.wavecast.trainer.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertSpansTest {
  @Test
  void an_alert_lasts_from_warning_to_ok_and_a_relapse_is_no_new_one() {
    LabelledSeries series =
        new LabelledSeries("noise", "noise-1", 3600, new float[900], List.of(), List.of());
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
    AlertSpans spans = new AlertSpans(series);
    State previous = State.OK;
    for (int i = 0; i < states.length; i++) {
      long since = series.timeAt(10 * i);
      spans.add(
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
              "a reason"));
      previous = states[i];
    }

    assertThat(spans.spans()).containsExactly(new Span(10, 60), new Span(90, 900));
  }
}
