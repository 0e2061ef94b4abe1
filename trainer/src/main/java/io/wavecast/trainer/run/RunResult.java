package io.wavecast.trainer.run;

import io.wavecast.core.forecast.ModelMetadata;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.export.Accuracy;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.recipe.Recipe;

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
    ModelMetadata metadata,
    Fitted fitted,
    long parameters,
    Accuracy valid,
    Accuracy test,
    Parity parity,
    byte[] file) {}
