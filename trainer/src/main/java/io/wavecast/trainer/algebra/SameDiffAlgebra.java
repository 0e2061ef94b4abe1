package io.wavecast.trainer.algebra;

import io.wavecast.trainer.layer.Scope;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;

/** Operations of a graph that is trained. */
public record SameDiffAlgebra(Scope scope) implements Algebra<SDVariable> {
  @Override
  public SDVariable apply(Binary op, SDVariable a, SDVariable b) {
    return switch (op) {
      case ADD -> a.add(b);
      case SUB -> a.sub(b);
      case MUL -> a.mul(b);
      case DIV -> a.div(b);
    };
  }

  @Override
  public SDVariable apply(Unary op, SDVariable a) {
    return switch (op) {
      case RELU -> scope.graph().nn().relu(a, 0);
      case ABS -> scope.graph().math().abs(a);
      case SQRT -> scope.graph().math().sqrt(a);
      case FLOOR -> scope.graph().math().floor(a);
    };
  }

  @Override
  public SDVariable plus(SDVariable a, double b) {
    return a.add(b);
  }

  @Override
  public SDVariable times(SDVariable a, double b) {
    return a.mul(b);
  }

  @Override
  public SDVariable clip(SDVariable a) {
    return scope.graph().math().clipByValue(a, 0, 1);
  }

  @Override
  public SDVariable matmul(SDVariable a, SDVariable b) {
    return scope.graph().mmul(a, b);
  }

  @Override
  public SDVariable reshape(SDVariable a, long... shape) {
    return a.reshape(shape);
  }

  @Override
  public SDVariable slice(SDVariable a, int rank, int axis, int from, int to) {
    SDIndex[] index = new SDIndex[rank];
    Arrays.fill(index, SDIndex.all());
    index[axis] = SDIndex.interval(from, to);
    return a.get(index);
  }

  @Override
  public SDVariable concat(int axis, List<SDVariable> parts) {
    return scope.graph().concat(axis, parts.toArray(SDVariable[]::new));
  }

  @Override
  public SDVariable max(SDVariable a, int axis) {
    return a.max(true, axis);
  }

  @Override
  public SDVariable sum(SDVariable a, int axis) {
    return a.sum(true, axis);
  }

  @Override
  public SDVariable constant(String name, float[] values, int... shape) {
    return scope.constant(name, values, shape);
  }
}
