package io.wavecast.trainer.run;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.export.Accuracy;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.recipe.Recipe;
import java.util.List;

/**
 * What a training run came to.
 *
 * @param parameters how many numbers were trained
 * @param valid accuracy on the validation set
 * @param test accuracy on the test set
 * @param parity how closely ONNX Runtime repeats the network
 * @param file the ONNX file; shared, do not change
 */
public record RunResult(
    Recipe recipe,
    FitOptions options,
    TrainingData data,
    ForecasterMetadata metadata,
    Fitted fitted,
    long parameters,
    Accuracy valid,
    Accuracy test,
    Parity parity,
    byte[] file) {
  /** What whoever serves the model should know, a line each; mostly nothing. */
  public List<String> warnings() {
    return Warnings.of(test, outermost(), data.testAhead().naiveError(), data.validAhead().size());
  }

  /** What the outermost quantiles should hold, in (0, 1). */
  double outermost() {
    List<Double> levels = metadata.quantileLevels();
    return levels.get(levels.size() - 1) - levels.get(0);
  }
}
