package io.wavecast.trainer.fit;

import java.util.Map;

/**
 * A trained network.
 *
 * @param weights the weights with the best score on the validation set, by name, row by row
 * @param bestScore that score
 * @param bestStep steps made when it was seen
 * @param steps steps made in all
 * @param curve every evaluation on the validation set
 */
public record Fitted(
    Map<String, float[]> weights, double bestScore, long bestStep, long steps, Curve curve) {}
