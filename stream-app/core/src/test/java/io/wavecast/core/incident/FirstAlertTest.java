package io.wavecast.core.incident;

import static io.wavecast.schemas.forecast.Alert.State.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.incident.Incident;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FirstAlertTest {
  private static final long SEED = 20261129;
  private static final long MINUTE = 60_000;

  private final AlertLog log = new AlertLog();
  private final IncidentBook book = new IncidentBook(Duration.ofMinutes(1));
  private final Map<String, Incident> latest = new LinkedHashMap<>();

  /** A series begins to alert, with its key as the reason. */
  private void alerts(String series, long time, String... labels) {
    Alert a = Objects.requireNonNull(log.change(series, time, WARNING, labels).alert());
    Alert named =
        new Alert(
            a.id(),
            series,
            a.state(),
            a.previous(),
            a.since(),
            a.started(),
            a.score(),
            a.direction(),
            a.rule(),
            series,
            a.labels());
    for (Incident each : book.apply(new AlertChange(series, time, named))) {
      latest.put(each.id(), each);
    }
  }

  @Test
  void members_that_move_take_the_reason_of_the_first_alert_along_and_none_takes_its_place() {
    SplittableRandom random = new SplittableRandom(SEED);
    int known = 0;
    int moved = 0;
    int unknown = 0;
    for (int t = 0; t < 4000; t++) {
      String zone = "zone" + random.nextInt(4);
      String kind = "kind" + random.nextInt(4);
      long time = t * 1000L + (t / 40) * MINUTE; // forty by forty
      alerts("s" + t, time, "zone", zone, "kind", kind);
      for (Incident each : latest.values()) {
        if (each.changed() == time && each.state() == Incident.State.OPEN) {
          String reason = each.reason();
          String said = FirstAlert.of(reason).orElse("");
          if (each.members() == 1) {
            assertThat(reason).isIn(each.first() + ": " + each.first(), each.first() + " alerts");
          } else if (said.isEmpty()) {
            unknown++;
          } else {
            assertThat(said).as("seed %d: %s", SEED, reason).isEqualTo(each.first());
            boolean opened = each.id().equals(Incident.idOf(each.first(), each.since()));
            moved += opened ? 0 : 1;
            known++;
          }
        }
      }
    }
    assertThat(moved).as("seed %d", SEED).isPositive();
    assertThat(known).as("seed %d, %d unknown", SEED, unknown).isGreaterThan(unknown);
  }

  @Test
  void what_the_first_alert_said_is_read_back_from_the_reason_of_an_incident() {
    String reason = "value 3.0: none as high; it began while '3\" pipes' muted alerts";
    String said = FirstAlert.said("a: b", reason);

    assertThat(FirstAlert.of("2 series began to alert within 2s, first a" + said)).contains(reason);
    assertThat(FirstAlert.of("2 series, first a" + said + "; ended after 3m")).contains(reason);
  }

  @Test
  void an_incident_may_not_know_it() {
    assertThat(FirstAlert.said("a", "")).isEmpty();
    assertThat(FirstAlert.of("2 series began to alert within 2s, first \"a\"")).isEmpty();
    assertThat(FirstAlert.of("2 series; the first alert, of a: \"")).isEmpty();
  }
}
