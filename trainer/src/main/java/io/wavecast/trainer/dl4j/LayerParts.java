package io.wavecast.trainer.dl4j;

import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.layer.BatchNorm;
import io.wavecast.trainer.layer.Conv1D;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Lstm;
import io.wavecast.trainer.layer.SimpleRnn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers of DL4J as the trainer's own, with their weights. */
final class LayerParts {
  /** The trainer's gates i, z, f, o in DL4J's order z, f, o, i. */
  private static final int[] GATES = {3, 0, 1, 2};

  /** Operators of ONNX. */
  private static final Map<Class<?>, String> ACTIVATIONS =
      Map.of(
          ActivationTanH.class, "Tanh",
          ActivationSigmoid.class, "Sigmoid",
          ActivationHardSigmoid.class, "HardSigmoid",
          ActivationSoftPlus.class, "Softplus",
          ActivationSoftSign.class, "Softsign",
          ActivationSELU.class, "Selu");

  private final String name;
  private final Layer layer;
  private final Map<String, INDArray> params;

  private LayerParts(String name, Layer layer, Map<String, INDArray> params) {
    this.name = name;
    this.layer = layer;
    this.params = params;
  }

  /**
   * A layer, one part after the other.
   *
   * @param name the layer's name, for messages
   * @param params its weights by DL4J's names
   * @throws IllegalArgumentException that names a layer which is not known
   */
  static List<Part> of(String name, Layer layer, Map<String, INDArray> params) {
    return new LayerParts(name, layer, params).parts();
  }

  private List<Part> parts() {
    Class<?> kind = layer.getClass();
    if (layer instanceof LastTimeStep last) {
      List<Part> parts = new ArrayList<>(of(name, last.getUnderlying(), params));
      parts.add(new Part.Last());
      return parts;
    }
    if (kind == LSTM.class) {
      return List.of(lstm((LSTM) layer));
    }
    if (kind == org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.class) {
      requireTanh((BaseLayer) layer);
      requireTimeLast(((BaseRecurrentLayer) layer).getRnnDataFormat());
      int units = weight("b").length;
      return List.of(
          same(
              new SimpleRnn(units), Map.of("w", weight("W"), "u", weight("RW"), "b", weight("b"))));
    }
    if (kind == Convolution1D.class || kind == Convolution1DLayer.class) {
      Convolution1DLayer conv = (Convolution1DLayer) layer;
      return Part.chain(convolution(conv), activation(conv.getActivationFn()));
    }
    if (kind == BatchNormalization.class) {
      return List.of(batchNorm((BatchNormalization) layer));
    }
    if (kind == RnnOutputLayer.class) {
      requireTimeLast(((RnnOutputLayer) layer).getRnnDataFormat());
    }
    if (kind == DenseLayer.class || kind == OutputLayer.class || kind == RnnOutputLayer.class) {
      return Part.chain(dense(), activation(((BaseLayer) layer).getActivationFn()));
    }
    if (kind == LossLayer.class || kind == RnnLossLayer.class) {
      return activation(((BaseLayer) layer).getActivationFn());
    }
    if (kind == ActivationLayer.class) {
      return activation(((ActivationLayer) layer).getActivationFn());
    }
    if (kind == DropoutLayer.class) {
      return List.of();
    }
    throw unknown(kind.getSimpleName());
  }

  private Part lstm(LSTM conf) {
    requireTanh(conf);
    requireTimeLast(conf.getRnnDataFormat());
    if (!(conf.getGateActivationFn() instanceof ActivationSigmoid)) {
      throw unknown("gate activation " + conf.getGateActivationFn());
    }
    int units = weight("b").length / GATES.length;
    float[] input = gates(weight("W"), units);
    float[] recurrent = gates(weight("RW"), units);
    float[] all = new float[input.length + recurrent.length];
    System.arraycopy(input, 0, all, 0, input.length);
    System.arraycopy(recurrent, 0, all, input.length, recurrent.length);
    return same(new Lstm(units), Map.of("w", all, "b", gates(weight("b"), units)));
  }

  /** Columns [n, 4 units] in the trainer's order of gates. */
  private static float[] gates(float[] columns, int units) {
    float[] ordered = new float[columns.length];
    for (int from = 0; from < columns.length; from += GATES.length * units) {
      for (int g = 0; g < GATES.length; g++) {
        System.arraycopy(columns, from + GATES[g] * units, ordered, from + g * units, units);
      }
    }
    return ordered;
  }

  private Part dense() {
    require("g", "layer normalisation");
    int units = array("W").columns();
    return same(new Dense(units), Map.of("w", weight("W"), "b", bias(units)));
  }

  private Part convolution(Convolution1DLayer conf) {
    requireTimeLast(conf.getRnnDataFormat());
    // declared as [out, in, kernel, 1], but the convolution reads the same numbers as [kernel, in,
    // out]
    long[] shape = array("W").shape();
    int out = (int) shape[0];
    int kernel = (int) shape[2];
    int stride = conf.getStride()[0];
    int dilation = conf.getDilation()[0];
    float[] taps = weight("W");
    if (conf.getConvolutionMode() == ConvolutionMode.Causal && stride == 1) {
      return same(new Conv1D(out, kernel, dilation), Map.of("w", taps, "b", bias(out)));
    }
    if (conf.getConvolutionMode() == ConvolutionMode.Causal) {
      throw unknown("causal convolution with stride " + stride);
    }
    return new Part.Conv(
        taps,
        bias(out),
        kernel,
        stride,
        dilation,
        conf.getConvolutionMode() == ConvolutionMode.Same ? Part.Conv.SAME : conf.getPadding()[0]);
  }

  private Part batchNorm(BatchNormalization conf) {
    Map<String, float[]> weights = new HashMap<>();
    weights.put("mean", weight("mean"));
    int channels = weights.get("mean").length;
    boolean fixed = conf.isLockGammaBeta();
    weights.put("gamma", fixed ? constant(channels, conf.getGamma()) : weight("gamma"));
    weights.put("beta", fixed ? constant(channels, conf.getBeta()) : weight("beta"));
    if (params.containsKey("var")) {
      weights.put("variance", weight("var"));
    } else {
      float[] variance = weight("log10stdev");
      for (int i = 0; i < variance.length; i++) {
        variance[i] = (float) Math.pow(10, 2 * variance[i]);
      }
      weights.put("variance", variance);
    }
    return same(new BatchNorm(conf.getDecay(), conf.getEps()), weights);
  }

  private static float[] constant(int channels, double value) {
    float[] values = new float[channels];
    Arrays.fill(values, (float) value);
    return values;
  }

  /** No part for the identity. */
  private List<Part> activation(IActivation activation) {
    Class<?> kind = activation.getClass();
    if (kind == ActivationIdentity.class) {
      return List.of();
    }
    String op = ACTIVATIONS.get(kind);
    if (op != null) {
      return List.of(new Part.Each(op));
    }
    if (activation instanceof ActivationELU elu) {
      return List.of(new Part.Each("Elu", List.of("alpha", (float) elu.getAlpha())));
    }
    if (activation instanceof ActivationLReLU leaky) {
      return List.of(new Part.Each("LeakyRelu", List.of("alpha", (float) leaky.getAlpha())));
    }
    if (activation instanceof ActivationReLU relu && isPlain(relu)) {
      return List.of(new Part.Each("Relu"));
    }
    throw unknown("activation " + activation);
  }

  /** Without a limit, a threshold or a slope, which DL4J's ReLU may have. */
  private static boolean isPlain(ActivationReLU relu) {
    return relu.getMax() == null
        && (relu.getThreshold() == null || relu.getThreshold() == 0)
        && (relu.getNegativeSlope() == null || relu.getNegativeSlope() == 0);
  }

  private static Part same(io.wavecast.trainer.layer.Layer layer, Map<String, float[]> weights) {
    return new Part.Same(layer, new Weights(weights, ""));
  }

  private INDArray array(String key) {
    INDArray array = params.get(key);
    if (array == null) {
      throw unknown("a layer without the weight '" + key + "'");
    }
    return array;
  }

  /** Row by row. */
  private float[] weight(String key) {
    return Nd4j.toFlattened('c', array(key)).castTo(DataType.FLOAT).toFloatVector();
  }

  private float[] bias(int units) {
    return params.containsKey("b") ? weight("b") : new float[units];
  }

  private void require(String absent, String what) {
    if (params.containsKey(absent)) {
      throw unknown(what);
    }
  }

  private void requireTanh(BaseLayer conf) {
    require("g", "layer normalisation");
    if (!(conf.getActivationFn() instanceof ActivationTanH)) {
      throw unknown("activation " + conf.getActivationFn() + " of a recurrent layer");
    }
  }

  private void requireTimeLast(RNNFormat format) {
    if (format == RNNFormat.NWC) {
      throw unknown("format NWC");
    }
  }

  private IllegalArgumentException unknown(String what) {
    return new IllegalArgumentException(
        "layer '%s' (%s) cannot be exported: %s is not known"
            .formatted(name, layer.getClass().getSimpleName(), what));
  }
}
