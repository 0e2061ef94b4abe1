package io.wavecast.trainer.dl4j;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Activations of DL4J as operators of ONNX. */
final class Activations {
  private static final Map<Class<?>, String> PLAIN =
      Map.of(
          ActivationTanH.class, "Tanh",
          ActivationSigmoid.class, "Sigmoid",
          ActivationHardSigmoid.class, "HardSigmoid",
          ActivationSoftPlus.class, "Softplus",
          ActivationSoftSign.class, "Softsign",
          ActivationSELU.class, "Selu");

  private Activations() {}

  /** No part for the identity; empty when the activation is not known. */
  static Optional<List<Part>> of(IActivation activation) {
    Class<?> kind = activation.getClass();
    if (kind == ActivationIdentity.class) {
      return Optional.of(List.of());
    }
    String op = PLAIN.get(kind);
    if (op != null) {
      return one(new Part.Each(op));
    }
    if (activation instanceof ActivationELU elu) {
      return alpha("Elu", elu.getAlpha());
    }
    if (activation instanceof ActivationLReLU leaky) {
      return alpha("LeakyRelu", leaky.getAlpha());
    }
    if (activation instanceof ActivationReLU relu && isPlain(relu)) {
      return one(new Part.Each("Relu"));
    }
    return Optional.empty();
  }

  /** Without a limit, a threshold or a slope, which DL4J's ReLU may have. */
  private static boolean isPlain(ActivationReLU relu) {
    return relu.getMax() == null
        && (relu.getThreshold() == null || relu.getThreshold() == 0)
        && (relu.getNegativeSlope() == null || relu.getNegativeSlope() == 0);
  }

  private static Optional<List<Part>> alpha(String op, double alpha) {
    return one(new Part.Each(op, List.of("alpha", (float) alpha)));
  }

  private static Optional<List<Part>> one(Part part) {
    return Optional.of(List.of(part));
  }
}
