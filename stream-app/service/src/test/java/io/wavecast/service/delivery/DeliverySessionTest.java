package io.wavecast.service.delivery;

import static io.wavecast.schemas.forecast.Alert.State.CRITICAL;
import static io.wavecast.schemas.forecast.Alert.State.OK;
import static io.wavecast.schemas.forecast.Alert.State.PENDING;
import static io.wavecast.schemas.forecast.Alert.State.RECOVERING;
import static io.wavecast.schemas.forecast.Alert.State.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.metrics.Metric;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One consumer and one sink, with a clock that the test sets. */
class DeliverySessionTest {

  private final MockTopic topic = new MockTopic();
  private final InMemoryMetrics metrics = new InMemoryMetrics();
  private final List<Alert> delivered = new ArrayList<>();
  private final List<Set<Severity>> ended = new ArrayList<>();
  private final List<Notice> refreshed = new ArrayList<>();
  private boolean needsRefresh;
  private long now;

  @Test
  void a_slow_sink_does_not_keep_the_consumer_from_polling() {
    List<Alert> changes =
        IntStream.range(0, 5).mapToObj(i -> Alerts.change("s" + i, PENDING, WARNING)).toList();
    DeliverySession session = session(sink(change -> now += Duration.ofSeconds(40).toNanos()));
    send(changes);

    session.step();

    assertThat(delivered).isEqualTo(changes.subList(0, 2));
    assertThat(committed()).isEqualTo(2);
    assertThat(session.pending()).isEqualTo(3);
    session.step();
    session.step();
    assertThat(delivered).isEqualTo(changes);
    assertThat(committed()).isEqualTo(5);
  }

  @Test
  void changes_accepted_before_a_failure_are_not_delivered_again() {
    Alert warning = Alerts.change("a", PENDING, WARNING);
    Alert critical = Alerts.change("a", WARNING, CRITICAL);
    boolean[] away = {true};
    DeliverySession session =
        session(
            sink(
                change -> {
                  if (away[0] && change.equals(critical)) {
                    throw new DeliveryException("away");
                  }
                }));
    send(List.of(warning, critical));

    session.step();
    assertThat(committed()).isEqualTo(1);
    away[0] = false;
    now += Duration.ofMinutes(1).toNanos();
    session.step();

    assertThat(delivered).containsExactly(warning, critical);
    assertThat(committed()).isEqualTo(2);
    assertThat(metrics.byLabels(Metric.ALERTS_DELIVERED))
        .containsEntry("test/failed", 1L)
        .containsEntry("test/ok", 2L);
  }

  @Test
  void only_what_fired_is_resolved() {
    DeliverySession session = session(sink(change -> {}));
    send(List.of(Alerts.change("a", OK, WARNING)));
    session.step();
    send(
        List.of(
            Alerts.change("a", OK, WARNING),
            Alerts.change("a", WARNING, RECOVERING),
            Alerts.change("a", RECOVERING, OK)));
    session.step();

    assertThat(ended).containsExactly(Set.of(), Set.of(), Set.of(Severity.WARNING));
  }

  @Test
  void a_new_sink_gets_what_fires_and_not_the_history() {
    Alert old = Alerts.change("old", PENDING, WARNING);
    Alert ended = Alerts.change("old", WARNING, OK);
    Alert first = Alerts.change("firing", PENDING, WARNING);
    Alert firing = Alerts.change("firing", WARNING, CRITICAL);
    Alert next = Alerts.change("next", PENDING, WARNING);
    boolean[] away = {true};
    DeliverySession session =
        sessionOver(
            List.of(old, first, firing, ended),
            sink(
                change -> {
                  if (away[0]) {
                    throw new DeliveryException("away");
                  }
                }));

    session.step();
    assertThat(delivered).isEmpty();
    assertThat(topic.committed()).isEmpty();
    away[0] = false;
    now += Duration.ofMinutes(1).toNanos();
    session.step();

    assertThat(delivered).containsExactly(firing);
    assertThat(committed()).isEqualTo(4);

    send(List.of(old, first, firing, ended, next));
    session.step();

    assertThat(delivered).containsExactly(firing, next);
    assertThat(committed()).isEqualTo(5);
  }

  @Test
  void a_delivery_continues_after_any_error_and_counts_it() {
    AtomicReference<AlertDelivery> delivery = new AtomicReference<>();
    int[] tries = {0};
    delivery.set(
        new AlertDelivery(
            () -> {
              if (++tries[0] == 3) {
                delivery.get().close();
              }
              throw new IllegalStateException("anything");
            },
            delivery(sink(change -> {})),
            () -> new Backoff(Duration.ZERO, Duration.ZERO)));
    assertThat(metrics.byLabels(Metric.ALERTS_DELIVERED))
        .isEqualTo(Map.of("test/ok", 0L, "test/refused", 0L, "test/failed", 0L));

    delivery.get().run();

    assertThat(tries[0]).isEqualTo(3);
    assertThat(metrics.byLabels(Metric.ALERTS_DELIVERED)).containsEntry("test/failed", 3L);
  }

  @Test
  void a_tombstone_ends_an_alert_once_even_if_the_event_that_did_was_compacted_away() {
    Alert kept = Alerts.change("kept", PENDING, WARNING);
    Alert ended = Alerts.change("kept", WARNING, OK);
    Alert lost = Alerts.change("lost", PENDING, WARNING);
    Alert calm = Alerts.change("calm", PENDING, OK);
    DeliverySession session = session(sink(change -> {}));
    send(List.of(kept, lost, calm));
    session.step();
    topic.send(new byte[] {1}, AlertCodec.write(ended), 0);
    for (String series : List.of("kept", "lost", "lost", "calm", "unknown")) {
      topic.send(series.getBytes(UTF_8), null, Alerts.STARTED + 3_600_000);
    }

    session.step();

    assertThat(delivered.subList(0, 3)).containsExactly(kept, lost, ended);
    assertThat(delivered.subList(3, delivered.size()))
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.series()).isEqualTo("lost");
              assertThat(end.state()).isEqualTo(OK);
              assertThat(end.since()).isEqualTo(Alerts.STARTED + 3_600_000);
              assertThat(end.started()).isEqualTo(lost.started());
            });
    assertThat(committed()).isEqualTo(topic.size());
  }

  @Test
  void what_fires_is_sent_again_to_a_sink_that_forgets_it() {
    needsRefresh = true;
    DeliverySession session =
        sessionOver(List.of(Alerts.change("a", PENDING, WARNING)), sink(change -> {}));
    session.step();
    now += Duration.ofMinutes(2).toNanos();
    session.step();

    assertThat(delivered).hasSize(1);
    assertThat(refreshed).isNotEmpty().allMatch(n -> n.subject().equals("a"));
  }

  private Delivery delivery(AlertSink sink) {
    return new Delivery(
        MockTopic.PARTITION.topic(),
        Notices::ofAlert,
        sink,
        metrics,
        Duration.ofMinutes(1),
        Duration.ZERO,
        () -> now);
  }

  private DeliverySession session(AlertSink sink) {
    return sessionOver(List.of(), sink);
  }

  /** A session over a topic that holds some changes already. */
  private DeliverySession sessionOver(List<Alert> history, AlertSink sink) {
    DeliverySession session =
        new DeliverySession(
            topic.consumer(),
            delivery(sink),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    session.subscribe();
    topic.assign(history.stream().map(AlertCodec::write).toList());
    return session;
  }

  /** Extends the topic to these changes. */
  private void send(List<Alert> changes) {
    for (int i = topic.size(); i < changes.size(); i++) {
      topic.send(new byte[] {1}, AlertCodec.write(changes.get(i)), 0);
    }
  }

  private long committed() {
    return topic.committed().orElseThrow();
  }

  /** What happens when the sink receives a change. */
  private interface Receiving {
    void receive(Alert change) throws DeliveryException;
  }

  private AlertSink sink(Receiving receiving) {
    return new AlertSink() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public int maxBatch() {
        return 1;
      }

      @Override
      public int deliver(List<Notice> changes) throws DeliveryException {
        for (Notice notice : changes) {
          Alert change = AlertCodec.read(notice.body());
          receiving.receive(change);
          delivered.add(change);
          ended.add(notice.ended());
        }
        return 0;
      }

      @Override
      public boolean needsRefresh() {
        return needsRefresh;
      }

      @Override
      public void refresh(Collection<Notice> firing) {
        refreshed.addAll(firing);
      }
    };
  }
}
