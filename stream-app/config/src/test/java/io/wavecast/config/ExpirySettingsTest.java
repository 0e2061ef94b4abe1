package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.UsageException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpirySettingsTest {
  @Test
  void series_expire_after_rules_have_noticed_their_silence() {
    Settings never = Settings.of(Map.of("series.expire-after", "", "window.step", "3000d"));
    Settings step = Settings.of(Map.of("series.expire-after", "7d", "window.step", "7d"));
    Settings rule =
        Settings.of(Map.of("series.expire-after", "7d", "alerts.rules", "all * stale-after=168h"));

    assertThat(PipelineSettings.forecasts(Settings.of(Map.of()), 1 << 20).windows().expireAfter())
        .isEqualTo(Duration.ofDays(400));
    assertThat(PipelineSettings.forecasts(never, 1 << 20).windows().expireAfter()).isNull();
    assertThatThrownBy(() -> PipelineSettings.check(step))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "series.expire-after: expire-after must be longer than the step, got: 7d"
                + " (--series-expire-after)");
    assertThatThrownBy(() -> PipelineSettings.check(rule))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "series.expire-after must be longer than stale-after of alert rule 'all', 7d, got: 7d"
                + " (--series-expire-after)");
  }
}
