package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.testkit.http.LocalServer;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.load.RoundLoad;
import io.wavecast.testkit.load.WatchedLoad;
import io.wavecast.testkit.registry.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The receiver of alerts is down at the start, cannot be reached under load, and answers that it is
 * overloaded; meanwhile the service is killed. With {@code -Dwavecast.long} ten times in place of
 * two.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DeliveryFaultTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int TIMES = Kills.LONG ? 10 : 2;
  private static final int SOME_ROUNDS = 40;

  @TempDir Path dir;

  private final List<Alert> delivered = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;

  @Test
  void a_receiver_that_is_down_misses_no_alert_and_delays_no_forecast() throws Exception {
    try (LocalServer server = new LocalServer().handle("/", this::receive);
        Gate gate = new Gate(server.url("").getPort());
        ServedLoad served =
            new ServedLoad(
                dir,
                Map.of("delivery.webhook.url", "http://127.0.0.1:%d/".formatted(gate.port())),
                RoundLoad.waves(TOPICS.observations(), WatchedLoad.SERIES))) {
      ServeProcess serve = served.serve("a");
      served.load().awaitFullWindows();
      gate.open();
      awaitDelivered(served, "it was there for the first time");
      for (int i = 0; i < TIMES; i++) {
        gate.shut();
        served.load().awaitRounds(SOME_ROUNDS);
        if (i % 2 == 1) {
          serve.kill();
          serve = served.serve("a");
        }
        answer = 503;
        gate.open();
        served.load().awaitRounds(SOME_ROUNDS);
        answer = 200;
        awaitDelivered(served, "it was there again");
      }
      served.assertRecomputed("delivery");
      awaitDelivered(served, "the load ended");
      assertThat(bySeries(delivered.stream().distinct().toList())).isEqualTo(bySeries(due(served)));
      assertThat(delivered.size() - new HashSet<>(delivered).size())
          .as("delivered again after kills")
          .isLessThanOrEqualTo(TIMES / 2);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    Alert alert = AlertCodec.read(exchange.getRequestBody().readAllBytes());
    int status = answer;
    if (status == 200) {
      delivered.add(alert);
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  /** Waits until what is due by now is delivered. */
  private void awaitDelivered(ServedLoad served, String since) {
    long start = System.nanoTime();
    List<Alert> due = due(served);
    await().atMost(PATIENCE).until(() -> new HashSet<>(delivered).containsAll(due));
    System.out.printf(
        "delivery: %d alerts, all delivered %.1f s after %s%n",
        due.size(), (System.nanoTime() - start) / 1e9, since);
  }

  /** What begins to fire, changes or ends. */
  private static List<Alert> due(ServedLoad served) {
    List<Alert> due = new ArrayList<>();
    try (CommittedRecords records = new CommittedRecords(served.servers(), TOPICS.alerts())) {
      assertThat(
              records.readPresent(
                  PATIENCE,
                  record -> {
                    Alert alert = AlertCodec.read(record.value());
                    if (alert.state().isFiring() || fired(alert.previous())) {
                      due.add(alert);
                    }
                  }))
          .isTrue();
    }
    return due;
  }

  private static boolean fired(Alert.State previous) {
    return previous.isFiring() || previous == Alert.State.RECOVERING;
  }

  private static Map<String, List<Alert>> bySeries(List<Alert> alerts) {
    return alerts.stream().collect(Collectors.groupingBy(Alert::series));
  }
}
