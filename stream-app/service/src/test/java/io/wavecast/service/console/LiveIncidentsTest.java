package io.wavecast.service.console;

import static io.wavecast.schemas.forecast.Alert.State.CRITICAL;
import static io.wavecast.schemas.forecast.Alert.State.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.Incident.State;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LiveIncidentsTest {
  private final LiveIncidents live = new LiveIncidents(4);

  @Test
  void open_ones_come_first_by_severity_then_start_and_resolved_ones_by_end() {
    live.add(incident("early end", State.RESOLVED, CRITICAL, 30, 50));
    live.add(incident("late end", State.RESOLVED, WARNING, 10, 60));
    live.add(incident("warning", State.OPEN, WARNING, 40, 40));
    live.add(incident("critical", State.OPEN, CRITICAL, 20, 20));

    assertThat(ids()).containsExactly("critical", "warning", "late end", "early end");

    live.remove("late end");
    live.add(incident("newer warning", State.OPEN, WARNING, 41, 41));

    assertThat(ids()).containsExactly("critical", "newer warning", "warning", "early end");
  }

  @Test
  void the_newest_change_of_an_incident_counts() {
    live.add(incident("a", State.OPEN, WARNING, 10, 20));
    live.add(incident("a", State.RESOLVED, CRITICAL, 10, 30));
    live.add(incident("a", State.OPEN, CRITICAL, 10, 25));

    assertThat(live.snapshot()).containsExactly(incident("a", State.RESOLVED, CRITICAL, 10, 30));
  }

  @Test
  void when_full_the_resolved_one_that_ended_first_makes_room_then_the_least_urgent() {
    live.add(incident("long ago", State.RESOLVED, CRITICAL, 10, 11));
    live.add(incident("oldest warning", State.OPEN, WARNING, 1, 1));
    live.add(incident("b", State.OPEN, CRITICAL, 2, 2));
    live.add(incident("c", State.OPEN, CRITICAL, 3, 3));

    live.add(incident("d", State.OPEN, CRITICAL, 4, 4));

    assertThat(ids()).containsExactly("d", "c", "b", "oldest warning");

    live.add(incident("e", State.OPEN, CRITICAL, 5, 5));

    assertThat(ids()).containsExactly("e", "d", "c", "b");
  }

  @Test
  void one_whose_series_belong_to_another_one_is_not_shown_beside_it() {
    live.add(
        new Incident(
            "a",
            State.RESOLVED,
            WARNING,
            1,
            2,
            1,
            "s",
            List.of("s"),
            List.of(),
            Cause.NONE,
            "b",
            "s belongs to incident b",
            OptionalInt.empty()));
    assertThat(ids()).as("the other one is not known").containsExactly("a");

    live.add(incident("b", State.OPEN, WARNING, 1, 2));

    assertThat(ids()).containsExactly("b");
  }

  @Test
  void an_incident_that_is_removed_is_not_shown() {
    Incident kept = incident("kept", State.OPEN, WARNING, 5, 5);
    live.add(kept);
    live.add(incident("gone", State.OPEN, WARNING, 5, 5));

    live.remove("gone");

    assertThat(live.snapshot()).containsExactly(kept);
  }

  private List<String> ids() {
    return live.snapshot().stream().map(Incident::id).toList();
  }

  private static Incident incident(
      String id, State state, Alert.State severity, long since, long changed) {
    return new Incident(
        id,
        state,
        severity,
        since,
        changed,
        1,
        "a",
        List.of("a"),
        List.of(),
        Cause.NONE,
        "",
        "why",
        OptionalInt.empty());
  }
}
