package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.INCIDENTS;
import static io.wavecast.service.resilience.PipelineProcess.INCIDENT_SPEC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.NoModel;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.testkit.contract.LocalStream;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.load.RoundLoad;
import io.wavecast.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of four partitions become the incidents of the local engine, whatever is killed. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class IncidentKillTest {
  private static final int SERIES = 60;
  private static final long STEP = 20_000;
  private static final List<State> CYCLE =
      List.of(State.OK, State.WARNING, State.CRITICAL, State.RECOVERING);

  @TempDir Path dir;

  @Test
  void alerts_become_the_same_incidents_across_three_kills() throws Exception {
    try (KilledPipeline pipeline = KilledPipeline.of(INCIDENTS, dir, topics());
        RoundLoad load =
            new RoundLoad(pipeline.servers(), Duration.ofMillis(100), IncidentKillTest::send)) {
      SplittableRandom random = new SplittableRandom(Kills.SEED);
      for (int i = 0; i < 3; i++) {
        pipeline.kills().killAfter(() -> {}, 500 + random.nextLong(1500));
      }

      try (ChildJvm last = pipeline.kills().start()) {
        List<String> expected = expected(load.stop());
        List<String> incidents = new ArrayList<>();
        try (CommittedRecords records =
            new CommittedRecords(pipeline.servers(), INCIDENT_SPEC.topics().incidents())) {
          records.read(
              () -> incidents.size() >= expected.size(),
              Duration.ofMinutes(4),
              record -> incidents.add(new String(record.value(), UTF_8)));
        }
        assertThat(incidents).as("seed %d", Kills.SEED).hasSizeGreaterThan(30).isEqualTo(expected);
        assertThat(last.runsFor(0)).as("runs by itself").isTrue();
      }
    }
  }

  private static void send(int round, RoundLoad.Sender sender) {
    Alert alert = alert(round);
    sender.send(
        INCIDENT_SPEC.topics().alerts(), alert.since(), alert.series(), AlertCodec.write(alert));
  }

  /** Each series goes through all states, again and again. */
  private static Alert alert(int round) {
    String series = "m" + round % SERIES;
    int n = 1 + round / SERIES;
    State state = CYCLE.get(n % CYCLE.size());
    long since = (1 + round) * STEP;
    return new Alert(
            Alert.idOf(series, since, state),
            series,
            state,
            CYCLE.get((n - 1) % CYCLE.size()),
            since,
            since,
            1,
            Cause.NONE,
            "default",
            "reason")
        .withLabels(Map.of("zone", "z" + round % 3, "host", "h" + round % SERIES / 6));
  }

  private static List<String> expected(int rounds) {
    LocalStream<?, NoModel, String> local =
        new LocalStream<>(
            INCIDENT_SPEC,
            NoModel.NONE,
            event -> new String(Objects.requireNonNull(event.value()), UTF_8));
    IntStream.range(0, rounds)
        .mapToObj(IncidentKillTest::alert)
        .forEach(a -> local.send(a.series().getBytes(UTF_8), AlertCodec.write(a), a.since()));
    for (long time = 0; time < (rounds + 10) * STEP; time += STEP) {
      local.advance(Duration.ofMillis(STEP));
    }
    return local.events();
  }

  /** Not compacted, as every change is counted, and kept for ever, as times are near 1970. */
  private static List<TopicSpec> topics() {
    return INCIDENT_SPEC.topics().all().stream()
        .map(t -> new TopicSpec(t, partitions(t), (short) 1, Map.of("retention.ms", "-1")))
        .toList();
  }

  /** Incidents in one, so that their order is known. */
  private static int partitions(String topic) {
    return topic.equals(INCIDENT_SPEC.topics().alerts()) ? 4 : 1;
  }
}
