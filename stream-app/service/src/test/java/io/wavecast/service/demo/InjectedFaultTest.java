package io.wavecast.service.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.demo.LiveFeed;
import io.wavecast.broker.demo.LiveSource;
import io.wavecast.config.ConsolePage;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.ForecastPipeline;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.Durations;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.runtime.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code demo --inject-fault} promises, with the demo's settings, waves and models. */
class InjectedFaultTest {
  private static final long BEGIN = 1_790_000_000_000L;
  private static final int VALUES = 600;

  /** A series alerts after its first 100 values. */
  private static final long FAULT_AT = 300;

  private static final long LENGTH_MS = 30_000;
  private static final long SOON_MS = 10_000;

  @ParameterizedTest
  @CsvSource({"200ms,200", "1s,1000"})
  void a_fault_raises_one_alert_that_lasts_as_long_as_it_does(String interval, long ms) {
    long fault = BEGIN + FAULT_AT * ms;

    List<Alert> alerts = alerts(interval, ms, Optional.of(fault));

    assertThat(alerts).extracting(Alert::series).containsOnly("wave.1");
    assertThat(alerts).filteredOn(alert -> alert.previous() == Alert.State.OK).hasSize(1);
    assertThat(alerts.get(0).started()).isBetween(fault, fault + SOON_MS);
    Alert ended = alerts.get(alerts.size() - 1);
    assertThat(ended.state()).isEqualTo(Alert.State.OK);
    assertThat(ended.since()).isBetween(fault + LENGTH_MS, fault + LENGTH_MS + SOON_MS);
    assertThat(alerts)
        .filteredOn(alert -> alert.state() == Alert.State.RECOVERING)
        .allMatch(alert -> alert.since() >= fault + LENGTH_MS);
  }

  @ParameterizedTest
  @CsvSource({"200ms,200", "1s,1000"})
  void without_a_fault_no_wave_alerts(String interval, long ms) {
    assertThat(alerts(interval, ms, Optional.empty())).isEmpty();
  }

  @Test
  void the_demo_has_every_page_of_the_console_unless_its_user_wants_none() {
    Settings demo = DemoCommand.asDemo(Settings.of(Map.of("sketches.enabled", "false")));

    assertThat(PipelineModules.pages(demo))
        .extracting(ConsolePage::name)
        .containsExactly("chorales");
  }

  private static List<Alert> alerts(String interval, long ms, Optional<Long> fault) {
    Settings settings = DemoCommand.asDemo(Settings.of(Map.of()));
    ServiceConfig config = ServiceConfig.of(settings);
    LiveSource waves = LiveFeed.waves(4, Durations.parse(interval), fault);
    List<Alert> alerts = new ArrayList<>();
    try (ModelRepository models = Models.open(config, Metrics.NONE)) {
      ForecastPipeline pipeline =
          ForecastPipeline.inMemory(
              PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES),
              models,
              event -> {
                if (event instanceof Alert alert) {
                  alerts.add(alert);
                }
              },
              Metrics.NONE);
      for (long time = BEGIN; time < BEGIN + VALUES * ms; time += ms) {
        for (Map.Entry<String, Double> sample : waves.sample(time).entrySet()) {
          pipeline.process(new Observation(sample.getKey(), time, sample.getValue()));
        }
        pipeline.flush();
      }
    }
    return alerts;
  }
}
