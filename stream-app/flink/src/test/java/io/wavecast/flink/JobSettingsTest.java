package io.wavecast.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.deviation.Profile;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class JobSettingsTest {
  @Test
  void they_arrive_at_the_tasks_as_they_were() throws Exception {
    Topics topics = Topics.withPrefix("t.");
    JobSettings bare = new JobSettings(StreamSettings.of(topics), WindowSettings.DEFAULT, 0.9);
    JobSettings full =
        new JobSettings(
            new StreamSettings(
                topics,
                ObservationFormat.of("/meta/host", "", "/v", 77)
                    .withMaxAhead(Optional.of(Duration.ofMinutes(3))),
                LatePolicy.DEAD_LETTER,
                7,
                Duration.ofMillis(70),
                70_000),
            new WindowSettings(Optional.of(Duration.ofSeconds(7)), 3),
            Profile.LIGHT,
            List.of("web web.* min-breaches=3 window=5"),
            0.7);

    assertThat(InstantiationUtil.clone(bare)).isEqualTo(bare);
    assertThat(InstantiationUtil.clone(full)).isEqualTo(full);
  }
}
