package io.wavecast.benchmarks.report;

import io.wavecast.benchmarks.endtoend.ConstantForecaster;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * What DL4J's own {@code output()} does, on one thread, in a process with the trainer's libraries:
 * the notebook's LSTM network, and dense layers as large as the default forecaster's.
 */
final class Dl4jOutput {
  private static final int SECONDS = 3;
  private static final List<Integer> BATCHES = List.of(1, 64);
  private static final int UNITS = 128;
  private static final int HIDDEN_LAYERS = 7;
  private static final int CELLS = 20;

  private Dl4jOutput() {}

  /** Prints lines {@code FIGURE NETWORK BATCH FORECASTS_PER_SECOND}. */
  public static void main(String[] args) {
    for (int batch : BATCHES) {
      print("lstm", lstm(), Nd4j.rand(batch, 1, ConstantForecaster.SHAPE.window()));
      print("dense", dense(), Nd4j.rand(batch, ConstantForecaster.SHAPE.window()));
    }
  }

  private static void print(String name, MultiLayerNetwork net, INDArray windows) {
    run(net, windows, 1);
    System.out.printf("FIGURE %s %d %f%n", name, windows.size(0), run(net, windows, SECONDS));
  }

  /** Forecasts per second. */
  private static double run(MultiLayerNetwork net, INDArray windows, int seconds) {
    long start = System.nanoTime();
    long n = 0;
    while (System.nanoTime() - start < seconds * 1_000_000_000L) {
      n += net.output(windows, false).size(0);
    }
    return n * 1e9 / (System.nanoTime() - start);
  }

  private static MultiLayerNetwork lstm() {
    return network(
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new LSTM.Builder().nOut(CELLS).build())
            .layer(new LastTimeStep(new LSTM.Builder().nOut(CELLS).build()))
            .layer(head())
            .setInputType(InputType.recurrent(1, ConstantForecaster.SHAPE.window())));
  }

  private static MultiLayerNetwork dense() {
    NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder().list();
    for (int i = 0; i < HIDDEN_LAYERS; i++) {
      layers.layer(new DenseLayer.Builder().nOut(UNITS).activation(Activation.RELU).build());
    }
    return network(
        layers
            .layer(head())
            .setInputType(InputType.feedForward(ConstantForecaster.SHAPE.window())));
  }

  private static OutputLayer head() {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nOut(ConstantForecaster.SHAPE.horizon())
        .activation(Activation.IDENTITY)
        .build();
  }

  private static MultiLayerNetwork network(NeuralNetConfiguration.ListBuilder layers) {
    MultiLayerNetwork net = new MultiLayerNetwork(layers.build());
    net.init();
    return net;
  }
}
