package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Settings;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a replay prints of incidents. */
class ReplayedIncidentsTest {
  private static final long MINUTE = 60_000;

  private final ReplayedIncidents replayed =
      ReplayedIncidents.of(true, Settings.of(Map.of("incidents.window", "1m")));

  @Test
  void an_incident_whose_series_belong_to_another_one_has_no_line() {
    for (int i = 0; i < 40; i++) {
      add("known" + i, i, Alert.State.PENDING, "abcd".charAt(i % 4), i % 3);
    }
    for (int i = 0; i < 12; i++) {
      long time = MINUTE + i * 1000;
      add("b" + i, time, Alert.State.WARNING, 'b', i % 3);
      add("c" + i, time + 500, Alert.State.WARNING, 'c', i % 3);
    }

    assertThat(replayed.lines(false))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("12 series began to alert", "all have zone=b"),
            line -> assertThat(line).contains("12 series began to alert", "all have zone=c"));
    assertThat(replayed.lines(true))
        .as("each change is still a line of JSON")
        .anyMatch(line -> line.contains(" belongs to incident "));
  }

  private void add(String series, long time, Alert.State state, char zone, int version) {
    replayed.add(
        new Alert(
            Alert.idOf(series, time, state),
            series,
            state,
            Alert.State.OK,
            time,
            time,
            1.5f,
            Cause.of("record", Direction.ABOVE),
            "default",
            "score 1.5 is above 1",
            Map.of("zone", String.valueOf(zone), "version", "v" + version)));
  }
}
