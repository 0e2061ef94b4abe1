package io.wavecast.trainer.run;

import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.export.Accuracy;

/**
 * What a run of a forecaster measured.
 *
 * @param data the sets it was measured on
 * @param valid accuracy on the validation set
 * @param test accuracy on the test set
 */
public record ForecasterAccuracy(TrainingData data, Accuracy valid, Accuracy test) {}
