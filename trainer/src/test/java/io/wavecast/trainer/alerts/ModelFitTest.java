package io.wavecast.trainer.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastPipeline;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.file.ShippedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which of the benchmark's series the shipped models do not fit. */
@Tag("slow")
class ModelFitTest {
  private static final long SEED = Long.getLong("wavecast.seed", 1);

  /** One of three has no anomaly; more by the property {@code wavecast.per-kind}. */
  private static final List<LabelledSeries> SERIES =
      Benchmark.make(SEED, Integer.getInteger("wavecast.per-kind", 1));

  @Test
  void the_default_model_fits_the_series_of_every_kind() {
    assertThat(misfits("default")).as("of %d, seed %d", SERIES.size(), SEED).isEmpty();
  }

  @Test
  void a_model_of_waves_around_0_is_replaced_on_series_far_from_0() {
    assertThat(misfits("lstm"))
        .as("of %d, seed %d", SERIES.size(), SEED)
        .hasSizeGreaterThan(SERIES.size() / 2);
  }

  private static Set<String> misfits(String model) {
    Set<String> misfits = new TreeSet<>();
    try (OnnxForecaster forecaster = OnnxForecaster.open(ShippedModels.read(model), Device.CPU)) {
      SERIES.forEach(series -> run(series, forecaster, misfits));
    }
    return misfits;
  }

  private static void run(LabelledSeries series, Forecaster model, Set<String> misfits) {
    StreamSettings stream = StreamSettings.of(Topics.withPrefix("t."));
    ForecastPipeline pipeline =
        ForecastPipeline.inMemory(
            ForecastSpec.of(stream, 0.9),
            Forecasters.of(model),
            event -> {
              if (event instanceof Forecast forecast && forecast.misfit() != null) {
                misfits.add(series.name());
              }
            },
            Metrics.NONE);
    for (int i = 0; i < series.size(); i++) {
      pipeline.process(new Observation(series.name(), series.timeAt(i), series.values()[i]));
    }
    pipeline.flush();
  }
}
