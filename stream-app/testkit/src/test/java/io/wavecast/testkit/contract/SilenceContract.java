package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.pipeline.RecordedPipeline;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Series that fall silent while stream time passes: a replay finds what any engine finds. */
public abstract class SilenceContract {
  private static final int STEP = 10;
  private static final int STEPS = 150;
  private static final EngineSettings SETTINGS =
      new EngineSettings(
          EngineSettings.DEFAULT.format(),
          false,
          16,
          List.of("all * stale-after=30s"),
          Optional.empty(),
          List.of("works muted start=1970-01-01T00:05 duration=5m effect=mute"));

  /** Starts a stream without any state. */
  protected abstract StreamUnderTest<Event> start(EngineSettings settings);

  @Test
  void a_replay_raises_the_alerts_of_silence_that_the_stream_raises() {
    List<Observation> observations = observations();
    List<Event> replayed = new ArrayList<>();
    RecordedPipeline replay =
        new RecordedPipeline(
            SETTINGS.spec(),
            SETTINGS.models(),
            (event, labels) -> replayed.add(event),
            Metrics.NONE);
    // series after series, as files are
    observations.stream()
        .sorted(Comparator.comparing(Observation::series))
        .forEach(replay::process);
    replay.finish();

    try (StreamUnderTest<Event> stream = start(SETTINGS)) {
      long now = 0;
      for (Observation each : observations) {
        if (each.timestamp() > now) {
          stream.advance(Duration.ofMillis(each.timestamp() - now));
          now = each.timestamp();
        }
        String json = "{\"timestamp\":%d,\"value\":%s}".formatted(now, each.value());
        stream.send(each.series().getBytes(UTF_8), json.getBytes(UTF_8), now);
      }
      stream.advance(Duration.ofSeconds(STEP));
      stream.settle();

      assertThat(alerts(replayed)).isEqualTo(alerts(stream.events()));
    }
    assertThat(alerts(replayed))
        .filteredOn(alert -> alert.cause().code() == Cause.Code.STALE)
        .extracting(alert -> alert.series() + " " + alert.since() / 1000)
        .containsExactly("ends 630", "muted 600", "returns 630");
  }

  private static List<Observation> observations() {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      int second = i * STEP;
      TreeMap<String, Boolean> observed = new TreeMap<>();
      observed.put("ends", second <= 600);
      observed.put("live", true);
      observed.put("muted", second <= 400 || second >= 800);
      observed.put("returns", second <= 600 || second >= 1200);
      observed.forEach(
          (series, is) -> {
            if (is) {
              observations.add(new Observation(series, 1000L * second, second % 70));
            }
          });
    }
    return observations;
  }

  private static List<Alert> alerts(List<Event> events) {
    return events.stream()
        .filter(Alert.class::isInstance)
        .map(Alert.class::cast)
        .sorted(Comparator.comparing(Alert::series).thenComparingLong(Alert::since))
        .toList();
  }
}
