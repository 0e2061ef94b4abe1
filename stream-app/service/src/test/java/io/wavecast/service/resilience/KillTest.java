package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.FORECASTS;
import static io.wavecast.service.resilience.PipelineProcess.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.testkit.load.ForecastVerdict;
import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.load.RoundLoad;
import io.wavecast.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** G1 and G2: exactly one forecast per observation, in order, whatever is killed. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KillTest {
  private static final int SERIES = 200;

  @TempDir Path dir;

  @Test
  void every_observation_gets_exactly_one_forecast_across_ten_kills() throws Exception {
    List<TopicSpec> topics =
        TopicSpec.of(TOPICS, 4, (short) 1, Optional.empty(), OptionalLong.empty());
    try (KilledPipeline pipeline = KilledPipeline.of(FORECASTS, dir, topics);
        RoundLoad load =
            new RoundLoad(
                pipeline.servers(),
                Duration.ofMillis(100),
                RoundLoad.observations(TOPICS.observations(), SERIES));
        ForecastVerdict verdict = new ForecastVerdict(pipeline.servers(), TOPICS.forecasts())) {
      int kills = pipeline.kills().killAtRandom(10);

      try (ChildJvm last = pipeline.kills().start()) {
        int rounds = load.stop();
        long recovered = pipeline.kills().recovered(last);
        System.out.printf("kill test: %d kills, %d found pending by restarts, ", kills, recovered);
        verdict.assertExactlyOnce(SERIES, rounds, "seed " + Kills.SEED + ", " + last.output());
        assertThat(recovered).as("observations pending when a process was killed").isPositive();
      }
    }
  }
}
