package io.wavecast.trainer.dl4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks of DL4J with random weights. */
final class Dl4jNetworks {
  static final InputType STEPS = InputType.recurrent(1, 50);
  static final InputType WINDOW = InputType.feedForward(50);

  private Dl4jNetworks() {}

  static Map<String, Model> known() {
    Map<String, Model> all = new LinkedHashMap<>();
    all.put("LSTM", layers(STEPS, lstm(6), lstm(5), rnnOutput(10)));
    all.put("simple RNN and dense", layers(STEPS, simpleRnn(6), dense(7), rnnOutput(10)));
    all.put("the newest state", layers(STEPS, new LastTimeStep(lstm(6)), dense(7), output(10)));
    all.put(
        "causal convolutions",
        layers(
            STEPS,
            conv(ConvolutionMode.Causal, 3, 1, 1, Activation.SOFTSIGN),
            conv(ConvolutionMode.Causal, 2, 1, 4, Activation.LEAKYRELU),
            rnnOutput(10)));
    all.put(
        "convolution that keeps the length",
        layers(STEPS, conv(ConvolutionMode.Same, 3, 1, 1, Activation.ELU), rnnOutput(10)));
    all.put(
        "convolution with an even kernel, dilated",
        layers(STEPS, conv(ConvolutionMode.Same, 4, 1, 2, Activation.SIGMOID), rnnOutput(10)));
    all.put(
        "convolution of every second step",
        layers(
            STEPS, conv(ConvolutionMode.Same, 3, 2, 1, Activation.SELU), lstm(4), rnnOutput(10)));
    all.put(
        "convolution without padding",
        layers(
            STEPS,
            conv(ConvolutionMode.Truncate, 3, 2, 1, Activation.HARDSIGMOID),
            lstm(4),
            rnnOutput(10)));
    all.put(
        "perceptron",
        layers(
            WINDOW,
            dense(12),
            new BatchNormalization(),
            new DropoutLayer(0.5),
            new DenseLayer.Builder().nOut(9).activation(Activation.SOFTPLUS).build(),
            new BatchNormalization.Builder().useLogStd(false).build(),
            output(10)));
    all.put("graph", graph());
    return all;
  }

  static LSTM lstm(int units) {
    return new LSTM.Builder().nOut(units).activation(Activation.TANH).build();
  }

  static SimpleRnn simpleRnn(int units) {
    return new SimpleRnn.Builder().nOut(units).activation(Activation.TANH).build();
  }

  static DenseLayer dense(int units) {
    return new DenseLayer.Builder().nOut(units).activation(Activation.RELU).build();
  }

  static Layer conv(
      ConvolutionMode mode, int kernel, int stride, int dilation, Activation activation) {
    return new Convolution1D.Builder(kernel, stride)
        .convolutionMode(mode)
        .dilation(dilation)
        .nOut(4)
        .activation(activation)
        .build();
  }

  static RnnOutputLayer rnnOutput(int units) {
    return new RnnOutputLayer.Builder(LossFunction.MSE)
        .nOut(units)
        .activation(Activation.IDENTITY)
        .build();
  }

  static OutputLayer output(int units) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nOut(units)
        .activation(Activation.IDENTITY)
        .build();
  }

  static MultiLayerNetwork layers(InputType input, Layer... layers) {
    ListBuilder list = new NeuralNetConfiguration.Builder().seed(1).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork net = new MultiLayerNetwork(list.setInputType(input).build());
    net.init();
    shake(net.paramTable());
    return net;
  }

  private static ComputationGraph graph() {
    GraphBuilder builder = new NeuralNetConfiguration.Builder().seed(1).graphBuilder();
    builder
        .addInputs("in")
        .addLayer("a", conv(ConvolutionMode.Causal, 2, 1, 2, Activation.TANH), "in")
        .addLayer("b", conv(ConvolutionMode.Same, 3, 1, 1, Activation.TANH), "in")
        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
        .addVertex("all", new MergeVertex(), "a", "sum", "in")
        .addLayer("rnn", lstm(5), "all")
        .addVertex("last", new LastTimeStepVertex("in"), "rnn")
        .addLayer("out", output(10), "last")
        .setOutputs("out")
        .setInputTypes(STEPS);
    ComputationGraph net = new ComputationGraph(builder.build());
    net.init();
    shake(net.paramTable());
    return net;
  }

  /** Biases and running means start at zero, where some errors do not show. */
  private static void shake(Map<String, INDArray> params) {
    Random random = new Random(5);
    params.forEach(
        (name, array) -> {
          for (long i = 0; i < array.length(); i++) {
            double value = array.getDouble(i) + 0.2 * random.nextGaussian();
            array.putScalar(i, name.endsWith("var") ? Math.abs(value) + 0.1 : value);
          }
        });
  }

  static Path save(Model net, Path file) {
    try {
      ModelSerializer.writeModel(net, file.toFile(), false);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
