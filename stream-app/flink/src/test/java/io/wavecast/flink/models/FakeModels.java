package io.wavecast.flink.models;

import io.wavecast.chorales.contract.FakeComposer;
import io.wavecast.chorales.contract.SlowComposer;
import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.sketches.contract.FakeClassifier;
import io.wavecast.sketches.pipeline.SketchClassifier;
import io.wavecast.testkit.fakes.FakeForecaster;
import io.wavecast.testkit.fakes.RoutedForecasters;
import java.time.Duration;

/** Models whose outputs reveal their inputs. */
public final class FakeModels {
  /** Forecasts the mean of the window, by some exceptions. */
  public static final ModelSource<Forecasters> MEAN = metrics -> opened(new RoutedForecasters());

  /** Its forecast identifies the window. */
  public static final ModelSource<Forecasters> WINDOW_SUMS =
      metrics -> opened(Forecasters.of(FakeForecaster.windowSums()));

  public static final ModelSource<SketchClassifier> CLASSIFIER =
      metrics -> opened(new FakeClassifier());

  private FakeModels() {}

  /** A model that needs no closing. */
  public static <T> ModelSource.Opened<T> opened(T model) {
    return new ModelSource.Opened<>(model, () -> {});
  }

  /**
   * @param note how long each takes, so that something can happen to the job amid a piece
   */
  public static ModelSource<Composer> composer(Duration note) {
    return metrics -> opened(new SlowComposer(new FakeComposer(), note));
  }
}
