package io.wavecast.core.incident;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import java.util.Map;
import java.util.TreeMap;

/** Makes alert changes for tests, each with the state before it. */
final class AlertLog {
  static final Cause CAUSE = Cause.of("record", Direction.ABOVE).with("value", 9);

  private final Map<String, Alert> latest = new TreeMap<>();

  /**
   * The next change of a series.
   *
   * @param labels of the series: name, value, name, value ...
   */
  AlertChange change(String series, long time, State state, String... labels) {
    Alert before = latest.get(series);
    State previous = before == null ? State.OK : before.state();
    long started = before == null || previous == State.OK ? time : before.started();
    Map<String, String> named = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      named.put(labels[i], labels[i + 1]);
    }
    Alert alert =
        new Alert(
            Alert.idOf(series, time, state),
            series,
            state,
            previous,
            time,
            started,
            1.5f,
            CAUSE,
            "default",
            "rose to 9; score 1.5",
            named);
    latest.put(series, alert);
    return new AlertChange(series, time, alert);
  }
}
