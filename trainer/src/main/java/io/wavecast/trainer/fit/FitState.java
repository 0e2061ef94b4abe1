package io.wavecast.trainer.fit;

import java.util.List;
import java.util.Map;

/**
 * The state of a training run after an evaluation on the validation set: enough to resume from.
 *
 * @param step steps made
 * @param weights present weights
 * @param moments the optimiser's moments, by weight
 * @param average running average of the weights; empty without averaging
 * @param bestScore lowest score so far
 * @param bestStep when it was seen
 * @param best the weights that had it
 * @param curve the evaluations so far
 */
record FitState(
    long step,
    Map<String, float[]> weights,
    Map<String, float[]> moments,
    Map<String, float[]> average,
    double bestScore,
    long bestStep,
    Map<String, float[]> best,
    List<Curve.Point> curve) {}
