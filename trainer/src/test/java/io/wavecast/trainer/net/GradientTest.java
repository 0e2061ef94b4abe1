package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Layer;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every layer's gradient against central differences, in double. */
class GradientTest {
  private static final double STEP = 2e-5;
  private static final double TOLERANCE = 1e-6;
  private static final int PROBES = 8;
  private static final long SEED = 20240607;

  @ParameterizedTest
  @MethodSource("io.wavecast.trainer.net.Networks#all")
  void the_gradient_is_the_slope_of_the_loss(Networks.Case given) {
    WindowSet batch = Windows.random(3, SEED);
    try (Trainable<WindowSet> net =
        new Trainable<>(new WindowNetwork(given.net(), given.loss()), SEED, DataType.DOUBLE)) {
      Random random = new Random(SEED);
      net.weights().values().forEach(w -> shake(w, random));

      Map<String, double[]> gradients = new LinkedHashMap<>();
      net.gradients(batch, 0).byWeight().forEach((name, g) -> gradients.put(name, doubles(g)));

      gradients.forEach(
          (name, gradient) -> {
            INDArray weight = net.weights().get(name);
            double largest = largest(gradient);
            assertThat(largest).as("some gradient by %s", name).isPositive();
            for (int probe = 0; probe < PROBES; probe++) {
              int i = random.nextInt(gradient.length);
              double slope = slope(net, batch, weight, i);
              assertThat(Math.abs(slope - gradient[i]) / largest)
                  .as(
                      "by %s[%d], seed %d: gradient %s, slope %s",
                      name, i, SEED, gradient[i], slope)
                  .isLessThan(TOLERANCE);
            }
          });
    }
  }

  @Test
  void no_layer_is_left_out() throws ReflectiveOperationException {
    Set<Class<?>> layers = new HashSet<>();
    for (Named<Networks.Case> named : Networks.all().toList()) {
      collect(named.getPayload().net().layers(), layers);
    }

    assertThat(layers).containsAll(kinds(Layer.class).toList());
  }

  /** The records that a sealed interface permits, directly or through another one. */
  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(GradientTest::kinds)
        : Stream.of(type);
  }

  /** Layers, and the layers in them. */
  private static void collect(Object part, Set<Class<?>> layers)
      throws ReflectiveOperationException {
    if (part instanceof List<?> parts) {
      for (Object each : parts) {
        collect(each, layers);
      }
    } else if (part instanceof Layer layer) {
      layers.add(layer.getClass());
      for (RecordComponent component : layer.getClass().getRecordComponents()) {
        collect(component.getAccessor().invoke(layer), layers);
      }
    }
  }

  /** Central differences of fourth order: deep recurrent networks bend too much for the second. */
  private static double slope(Trainable<WindowSet> net, WindowSet batch, INDArray weight, int i) {
    double near = loss(net, batch, weight, i, STEP) - loss(net, batch, weight, i, -STEP);
    double far = loss(net, batch, weight, i, 2 * STEP) - loss(net, batch, weight, i, -2 * STEP);
    return (8 * near - far) / (12 * STEP);
  }

  private static double loss(
      Trainable<WindowSet> net, WindowSet batch, INDArray weight, int i, double change) {
    double value = weight.data().getDouble(i);
    weight.data().put(i, value + change);
    double loss = net.gradients(batch, 0).loss();
    weight.data().put(i, value);
    return loss;
  }

  /** Biases start at zero, where some errors do not show. */
  private static void shake(INDArray weight, Random random) {
    for (long i = 0; i < weight.length(); i++) {
      weight.data().put(i, weight.data().getDouble(i) + 0.3 * random.nextGaussian());
    }
  }

  private static double[] doubles(INDArray array) {
    return array.data().asDouble();
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
