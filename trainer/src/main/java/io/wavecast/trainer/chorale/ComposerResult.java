package io.wavecast.trainer.chorale;

import io.wavecast.core.chorale.ComposerMetadata;
import io.wavecast.trainer.fit.Fitted;

/**
 * What a training run came to.
 *
 * @param fitted the last stage
 * @param parameters how many numbers were trained
 * @param valid as measured on the validation set, weights rounded
 * @param test as measured on the test set, by the file for whole windows
 * @param whole largest difference between the network's probabilities and that file's
 * @param step largest difference between that file's probabilities and the step's
 * @param stepFile the file that is served; shared, do not change
 * @param wholeFile the file for whole windows; shared, do not change
 */
public record ComposerResult(
    ComposerRecipe recipe,
    long seed,
    ComposerMetadata metadata,
    Fitted fitted,
    long parameters,
    NoteScore valid,
    NoteScore test,
    double whole,
    double step,
    byte[] stepFile,
    byte[] wholeFile) {}
