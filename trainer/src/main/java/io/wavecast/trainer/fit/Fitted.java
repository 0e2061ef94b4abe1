package io.wavecast.trainer.fit;

import java.util.Map;

/**
 * A trained network.
 *
 * @param weights the weights that were kept, by name, row by row
 * @param bestScore their score on the validation set
 * @param bestStep steps made when they had it
 * @param steps steps made in all
 * @param curve every evaluation on the validation set
 */
public record Fitted(
    Map<String, float[]> weights, double bestScore, long bestStep, long steps, Curve curve) {}
