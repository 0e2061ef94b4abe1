package io.wavecast.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.fit.Snapshot;
import io.wavecast.trainer.layer.Flatten;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.net.Iterated;
import io.wavecast.trainer.net.Loss;
import io.wavecast.trainer.net.Networks;
import io.wavecast.trainer.net.Trainable;
import io.wavecast.trainer.net.Windows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The trainer's layers, as they are trained, against the layers of DL4J with the same weights. */
class Dl4jReferenceTest {
  private static final long SEED = 11;

  static Stream<Named<MultiLayerNetwork>> networks() {
    return Stream.of(
        net("LSTM", Dl4jNetworks.lstm(6), Dl4jNetworks.lstm(5)),
        net("simple RNN", Dl4jNetworks.simpleRnn(6), Dl4jNetworks.simpleRnn(5)),
        net(
            "dilated convolution",
            Dl4jNetworks.conv(ConvolutionMode.Causal, 3, 1, 1, Activation.IDENTITY),
            Dl4jNetworks.conv(ConvolutionMode.Causal, 2, 1, 4, Activation.IDENTITY)),
        Named.of(
            "batch norm", // DL4J's refuses sequences
            Dl4jNetworks.layers(
                Dl4jNetworks.WINDOW,
                new DenseLayer.Builder().nOut(7).activation(Activation.IDENTITY).build(),
                new BatchNormalization(),
                Dl4jNetworks.output(10))));
  }

  private static Named<MultiLayerNetwork> net(
      String name, org.deeplearning4j.nn.conf.layers.Layer... hidden) {
    List<org.deeplearning4j.nn.conf.layers.Layer> layers = new ArrayList<>(List.of(hidden));
    layers.add(Dl4jNetworks.rnnOutput(10));
    return Named.of(
        name,
        Dl4jNetworks.layers(
            Dl4jNetworks.STEPS, layers.toArray(org.deeplearning4j.nn.conf.layers.Layer[]::new)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void a_layer_computes_what_dl4j_computes(MultiLayerNetwork reference) {
    WindowSet set = Windows.random(16, SEED);
    List<Layer> layers = new ArrayList<>();
    Map<String, float[]> weights = new HashMap<>();
    boolean flat = reference.getLayer(0).conf().getLayer() instanceof DenseLayer;
    if (flat) {
      layers.add(new Flatten());
    }
    for (int i = 0; i < reference.getnLayers(); i++) {
      for (Part part :
          LayerParts.of(
              "" + i,
              reference.getLayer(i).conf().getLayer(),
              reference.getLayer(i).paramTable())) {
        Part.Same same = (Part.Same) part;
        String prefix = "layer" + layers.size() + ".";
        same.weights().arrays().forEach((name, values) -> weights.put(prefix + name, values));
        layers.add(same.layer());
      }
    }

    float[] trained;
    try (Trainable<WindowSet> net =
        Networks.trainable(
            Networks.points(layers.toArray(Layer[]::new)), new Loss.LastStepMse(), SEED)) {
      Snapshot.restore(weights, net.state());
      trained = Iterated.output(net, set);
    }

    assertThat(Parity.difference(trained, output(reference, set, flat))).isLessThan(1e-5);
  }

  private static float[] output(MultiLayerNetwork net, WindowSet set, boolean flat) {
    INDArray windows =
        Nd4j.create(set.windows(), new long[] {set.size(), 1, WindowSet.WINDOW}, 'c');
    if (flat) {
      return net.output(windows.reshape(set.size(), WindowSet.WINDOW)).reshape(-1).toFloatVector();
    }
    INDArray newest =
        net.output(windows)
            .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(WindowSet.WINDOW - 1));
    return Nd4j.toFlattened('c', newest).toFloatVector();
  }
}
