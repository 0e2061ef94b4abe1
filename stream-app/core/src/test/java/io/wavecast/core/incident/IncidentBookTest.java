package io.wavecast.core.incident;

import static io.wavecast.schemas.forecast.Alert.State.CRITICAL;
import static io.wavecast.schemas.forecast.Alert.State.OK;
import static io.wavecast.schemas.forecast.Alert.State.PENDING;
import static io.wavecast.schemas.forecast.Alert.State.RECOVERING;
import static io.wavecast.schemas.forecast.Alert.State.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.Incident.SharedLabel;
import io.wavecast.schemas.incident.Incident.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IncidentBookTest {
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;

  private static final String FIRST = "; first a rose to 9; it rarely was so high";

  private final AlertLog log = new AlertLog();
  private final IncidentBook book = new IncidentBook(Duration.ofMinutes(1));
  private final List<Incident> events = new ArrayList<>();

  private void happens(AlertChange change) {
    events.addAll(book.apply(change));
  }

  private Incident last() {
    return events.get(events.size() - 1);
  }

  /** Makes both zones known, so that a zone is telling. */
  private void know() {
    for (int i = 0; i < 40; i++) {
      String zone = "abcd".charAt(i % 4) + "";
      happens(log.change("known" + i, i, PENDING, "zone", zone, "version", "v" + i % 3));
    }
    assertThat(events).isEmpty();
  }

  @Test
  void a_lone_alert_is_an_incident_that_says_what_the_alert_says() {
    happens(log.change("cpu", 0, PENDING));
    happens(log.change("cpu", 10 * SECOND, WARNING));

    assertThat(events)
        .containsExactly(
            new Incident(
                Incident.idOf("cpu", 10 * SECOND),
                State.OPEN,
                WARNING,
                10 * SECOND,
                10 * SECOND,
                1,
                "cpu",
                List.of("cpu"),
                List.of(),
                AlertLog.CAUSE,
                "",
                "cpu rose to 9; it rarely was so high",
                OptionalInt.of(1)));
  }

  @Test
  void alerts_that_begin_together_and_share_a_label_are_one_incident() {
    know();
    happens(log.change("m1", MINUTE, WARNING, "zone", "b", "host", "h1"));
    happens(log.change("m2", MINUTE + 5 * SECOND, WARNING, "zone", "b", "host", "h2"));
    happens(log.change("m3", MINUTE + 42 * SECOND, WARNING, "zone", "b", "host", "h3"));

    assertThat(events).extracting(Incident::id).containsOnly(Incident.idOf("m1", MINUTE));
    assertThat(last().members()).isEqualTo(3);
    assertThat(last().series()).containsExactly("m1", "m2", "m3");
    assertThat(last().labels()).containsExactly(new SharedLabel("zone", "b", 3));
    assertThat(last().reason())
        .isEqualTo(
            "3 series began to alert within 42 s; all have zone=b;"
                + " first m1 rose to 9; it rarely was so high");
  }

  @Test
  void the_first_mover_left_ok_first_even_if_its_alert_came_later() {
    happens(log.change("slow", 0, PENDING));
    happens(log.change("fast", 5 * SECOND, WARNING));
    happens(log.change("slow", 20 * SECOND, WARNING));

    assertThat(last().first()).isEqualTo("slow");
    assertThat(last().since()).isEqualTo(5 * SECOND);
  }

  @Test
  void an_alert_long_after_the_others_is_an_incident_of_its_own() {
    happens(log.change("a", 0, WARNING, "zone", "b"));
    happens(log.change("b", MINUTE + SECOND, WARNING, "zone", "b"));

    assertThat(events).extracting(Incident::members).containsExactly(1, 1);
    assertThat(book.open()).isEqualTo(2);
  }

  @Test
  void it_gets_as_critical_as_its_worst_member_and_ends_with_its_last_one() {
    happens(log.change("a", 0, WARNING));
    happens(log.change("b", SECOND, WARNING));
    happens(log.change("b", 2 * SECOND, CRITICAL));
    assertThat(last().severity()).isEqualTo(CRITICAL);
    int before = events.size();

    happens(log.change("a", 3 * SECOND, CRITICAL));
    happens(log.change("a", MINUTE, RECOVERING));
    assertThat(events).hasSize(before);
    happens(log.change("a", 2 * MINUTE, OK));
    assertThat(last().state()).isEqualTo(State.OPEN);

    happens(log.change("b", 10 * MINUTE, RECOVERING));
    happens(log.change("b", 11 * MINUTE, OK));
    assertThat(events).hasSize(before + 2);
    assertThat(last().state()).isEqualTo(State.RESOLVED);
    assertThat(last().changed()).isEqualTo(11 * MINUTE);
    assertThat(last().severity()).isEqualTo(CRITICAL);
    assertThat(last().reason()).endsWith("; ended after 11 min");
    assertThat(book.open()).isZero();
  }

  @Test
  void an_open_incident_says_how_many_of_its_members_still_alert() {
    happens(log.change("a", 0, WARNING));
    happens(log.change("b", SECOND, WARNING));
    happens(log.change("c", 2 * SECOND, WARNING));
    assertThat(last().alerting()).hasValue(3);
    assertThat(last().reason()).isEqualTo("3 series began to alert within 2 s" + FIRST);

    happens(log.change("b", MINUTE, OK));
    assertThat(last().alerting()).hasValue(2);
    assertThat(last().reason()).endsWith("; 2 of 3 still alert" + FIRST);
    assertThat(book.alerting()).isEqualTo(2);
    happens(log.change("a", MINUTE, OK));
    assertThat(last().reason()).endsWith("; 1 of 3 still alerts" + FIRST);

    happens(log.change("b", MINUTE + SECOND, WARNING));
    assertThat(last().alerting()).hasValue(2);
    happens(log.change("b", 2 * MINUTE, OK));
    happens(log.change("c", 3 * MINUTE, OK));
    assertThat(last().state()).isEqualTo(State.RESOLVED);
    assertThat(last().alerting()).hasValue(0);
    assertThat(last().reason()).endsWith(FIRST + "; ended after 3 min");
    assertThat(last().cause()).isEqualTo(AlertLog.CAUSE);
  }

  @Test
  void a_series_that_flaps_reopens_its_incident_and_is_no_further_member() {
    happens(log.change("a", 0, WARNING));
    happens(log.change("a", 10 * SECOND, OK));
    happens(log.change("a", 20 * SECOND, WARNING));

    assertThat(events)
        .extracting(Incident::state)
        .containsExactly(State.OPEN, State.RESOLVED, State.OPEN);
    assertThat(events).extracting(Incident::id).containsOnly(Incident.idOf("a", 0));
    assertThat(last().members()).isEqualTo(1);
  }

  @Test
  void a_member_that_alerts_again_in_a_long_incident_is_one_member() {
    happens(log.change("a", 0, WARNING));
    happens(log.change("a", 10 * SECOND, OK));
    happens(log.change("b", 50 * SECOND, WARNING));
    happens(log.change("c", 100 * SECOND, WARNING));
    happens(log.change("a", 110 * SECOND, WARNING));

    assertThat(last().members()).isEqualTo(3);
    assertThat(last().series()).containsExactly("a", "b", "c");
    assertThat(last().id()).isEqualTo(Incident.idOf("a", 0));
  }

  @Test
  void members_move_when_a_second_cause_becomes_clear() {
    know();
    for (int i = 0; i < 12; i++) {
      long time = MINUTE + i * SECOND;
      happens(log.change("b" + i, time, WARNING, "zone", "b", "version", "v" + i % 3));
      happens(log.change("c" + i, time + 500, WARNING, "zone", "c", "version", "v" + i % 3));
    }

    List<Incident> open = latest().stream().filter(i -> i.state() == State.OPEN).toList();
    assertThat(open).hasSize(2);
    assertThat(open)
        .extracting(i -> i.labels().get(0))
        .containsExactlyInAnyOrder(
            new SharedLabel("zone", "b", 12), new SharedLabel("zone", "c", 12));
    assertThat(latest())
        .filteredOn(i -> i.state() == State.RESOLVED)
        .allMatch(i -> open.stream().anyMatch(o -> i.joined().equals(o.id())));
  }

  @Test
  void a_removed_series_is_no_longer_a_member_that_alerts() {
    happens(log.change("a", 0, WARNING));
    happens(new AlertChange("a", MINUTE, null));

    assertThat(last().state()).isEqualTo(State.RESOLVED);
    assertThat(last().changed()).isEqualTo(MINUTE);
  }

  @Test
  void an_incident_names_its_first_members_and_counts_the_others() {
    for (int i = 0; i < 700; i++) {
      happens(log.change("m" + i, i * 50L, WARNING, "zone", "b", "host", "h" + i));
    }

    assertThat(last().members()).isEqualTo(700);
    assertThat(last().series()).hasSize(Incident.MAX_SERIES).startsWith("m0", "m1");
    assertThat(last().labels()).containsExactly(new SharedLabel("zone", "b", 700));
    assertThat(book.recent).hasSize(IncidentBook.MAX_RECENT);
    assertThat(book.get(last().id()).labels).hasSizeLessThanOrEqualTo(OpenIncident.MAX_LABELS);
  }

  @Test
  void of_too_many_open_incidents_the_one_unchanged_for_longest_is_given_up() {
    for (int i = 0; i <= IncidentBook.MAX_OPEN; i++) {
      happens(log.change("m" + i, i * 2 * MINUTE, WARNING));
    }

    assertThat(book.open()).isEqualTo(IncidentBook.MAX_OPEN);
    assertThat(last().id()).isEqualTo(Incident.idOf("m0", 0));
    assertThat(last().state()).isEqualTo(State.RESOLVED);
    assertThat(last().reason()).startsWith("given up, too many incidents are open: ");
    happens(log.change("m0", 600 * MINUTE, OK));
    assertThat(book.open()).isEqualTo(IncidentBook.MAX_OPEN);
  }

  private List<Incident> latest() {
    return List.copyOf(
        events.stream()
            .collect(Collectors.toMap(Incident::id, i -> i, (a, b) -> b, LinkedHashMap::new))
            .values());
  }

  @Test
  void the_end_of_a_series_that_is_not_followed_is_no_event() {
    int most = OpenIncident.MAX_FIRING;
    for (int i = 0; i <= most; i++) {
      happens(log.change("s" + i, i, WARNING));
    }
    assertThat(last().members()).isEqualTo(most + 1);
    for (int i = 0; i < most; i++) {
      happens(log.change("s" + i, MINUTE + i, OK));
    }
    assertThat(last().state()).isEqualTo(State.RESOLVED);
    happens(log.change("later", 10 * MINUTE, WARNING));
    int before = events.size();

    happens(log.change("s" + most, 11 * MINUTE, OK));

    assertThat(events).hasSize(before);
  }
}
