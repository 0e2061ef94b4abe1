package io.wavecast.trainer.net;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a batch says about the weights.
 *
 * @param loss the loss on the batch
 * @param byWeight the loss's derivative by each weight, in the weight's shape; overwritten by the
 *     next batch
 */
public record Gradients(double loss, Map<String, INDArray> byWeight) {}
