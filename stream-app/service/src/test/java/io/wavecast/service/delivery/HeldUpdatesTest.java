package io.wavecast.service.delivery;

import static io.wavecast.schemas.forecast.Alert.State.CRITICAL;
import static io.wavecast.schemas.forecast.Alert.State.WARNING;
import static io.wavecast.schemas.incident.Incident.State.OPEN;
import static io.wavecast.schemas.incident.Incident.State.RESOLVED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Settings;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.IncidentCodec;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a receiver of incidents gets while they grow, with a clock that the test sets. */
class HeldUpdatesTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final MockTopic topic = new MockTopic();
  private final List<Incident> delivered = new ArrayList<>();
  private boolean away;
  private int maxBatch = 1;
  private long now;
  private DeliverySession session = start(INTERVAL);

  private DeliverySession start(Duration updates) {
    AlertSink sink =
        new AlertSink() {
          @Override
          public String name() {
            return "test";
          }

          @Override
          public int maxBatch() {
            return maxBatch;
          }

          @Override
          public int deliver(List<Notice> changes) throws DeliveryException {
            if (away) {
              throw new DeliveryException("away");
            }
            changes.forEach(notice -> delivered.add(IncidentCodec.read(notice.body())));
            return 0;
          }
        };
    DeliverySession started =
        new DeliverySession(
            topic.consumer(),
            new Delivery(
                MockTopic.PARTITION.topic(),
                Notices::ofIncident,
                sink,
                new InMemoryMetrics(),
                Duration.ofMinutes(1),
                updates,
                () -> now),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    started.subscribe();
    topic.assign(List.of());
    return started;
  }

  @Test
  void an_incident_of_400_alerts_is_its_opening_an_update_each_interval_and_its_end() {
    for (int members = 1; members <= 400; members++) {
      happens("a", OPEN, WARNING, members);
      after(Duration.ofMillis(100));
    }
    assertThat(sizes()).containsExactly(1, 100, 200, 300);

    happens("a", RESOLVED, WARNING, 400);
    session.step();

    assertThat(sizes()).containsExactly(1, 100, 200, 300, 400);
    assertThat(last().state()).isEqualTo(RESOLVED);
    after(INTERVAL);
    assertThat(delivered).as("what was held is obsolete").hasSize(5);
    assertThat(topic.committed()).hasValue(401L);
  }

  @Test
  void the_newest_change_arrives_after_the_interval_even_if_nothing_follows() {
    happens("a", OPEN, WARNING, 1);
    happens("a", OPEN, WARNING, 2);
    happens("a", OPEN, WARNING, 3);
    session.step();
    assertThat(sizes()).containsExactly(1);

    after(INTERVAL);

    assertThat(sizes()).containsExactly(1, 3);
  }

  @Test
  void a_higher_severity_and_another_incident_are_sent_at_once() {
    happens("a", OPEN, WARNING, 1);
    happens("a", OPEN, WARNING, 2);
    happens("b", OPEN, WARNING, 1);
    happens("a", OPEN, CRITICAL, 3);
    happens("a", OPEN, CRITICAL, 4);
    session.step();

    assertThat(delivered).extracting(Incident::id).containsExactly("a", "b", "a");
    assertThat(last().severity()).isEqualTo(CRITICAL);
    after(INTERVAL);
    assertThat(sizes()).containsExactly(1, 1, 3, 4);
  }

  @Test
  void what_is_held_is_not_committed_so_a_crash_loses_nothing() {
    happens("a", OPEN, WARNING, 1);
    happens("a", OPEN, WARNING, 2);
    happens("a", OPEN, WARNING, 3);
    happens("b", OPEN, WARNING, 1);
    session.step();
    assertThat(topic.committed()).as("the newest one that waits").hasValue(2L);

    topic.consumer().rebalance(List.of());
    topic.consumer().rebalance(List.of(MockTopic.PARTITION));
    topic.consumer().seek(MockTopic.PARTITION, 2);
    session.step();

    assertThat(sizes()).containsExactly(1, 1, 3, 1);
    assertThat(topic.committed()).hasValue(4L);
  }

  @Test
  void what_is_held_is_retried_while_the_receiver_is_away() {
    happens("a", OPEN, WARNING, 1);
    happens("a", OPEN, WARNING, 2);
    session.step();
    away = true;
    after(INTERVAL);
    assertThat(session.pending()).isEqualTo(1);
    happens("a", OPEN, WARNING, 3);
    session.step();
    assertThat(topic.committed()).hasValue(1L);
    away = false;

    after(INTERVAL);
    after(INTERVAL);

    assertThat(sizes()).startsWith(1, 2).endsWith(3);
    assertThat(topic.committed()).hasValue(3L);
    assertThat(session.pending()).isZero();
  }

  @Test
  void an_end_that_comes_with_a_change_that_waits_is_the_last_word() {
    maxBatch = 500;
    happens("a", OPEN, WARNING, 1);
    session.step();
    happens("a", OPEN, WARNING, 2);
    happens("a", RESOLVED, WARNING, 2);
    session.step();
    after(INTERVAL);

    assertThat(delivered).extracting(Incident::state).containsExactly(OPEN, RESOLVED);
    assertThat(topic.committed()).hasValue(3L);
  }

  @Test
  void nothing_is_held_without_an_interval() {
    session = start(Duration.ZERO);
    happens("a", OPEN, WARNING, 1);
    happens("a", OPEN, WARNING, 2);
    session.step();

    assertThat(sizes()).containsExactly(1, 2);
  }

  @Test
  void only_incidents_wait() {
    Settings incidents = Settings.of(Map.of("delivery.events", "incidents"));

    assertThat(AlertDeliveries.updates(Settings.of(Map.of()))).isEqualTo(Duration.ZERO);
    assertThat(AlertDeliveries.updates(incidents)).isEqualTo(Duration.ofSeconds(10));
  }

  private void happens(String id, Incident.State state, Alert.State severity, int members) {
    Incident incident =
        new Incident(
            id,
            state,
            severity,
            Alerts.STARTED,
            Alerts.STARTED + topic.size(),
            members,
            "s",
            List.of("s"),
            List.of(),
            Cause.NONE,
            "",
            "many",
            OptionalInt.of(state == OPEN ? members : 0));
    topic.send(id.getBytes(UTF_8), IncidentCodec.write(incident), 0);
  }

  private void after(Duration time) {
    now += time.toNanos();
    session.step();
  }

  private List<Integer> sizes() {
    return delivered.stream().map(Incident::members).toList();
  }

  private Incident last() {
    return delivered.get(delivered.size() - 1);
  }
}
