package io.wavecast.trainer.algebra;

import java.lang.reflect.Field;
import java.util.Map;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.imports.converters.DifferentialFunctionClassHolder;

/**
 * Makes SameDiff clone an op to a subclass of ours. When SameDiff builds the gradient graph it
 * clones every op by its name, so that a subclass with its own gradient would be lost without a
 * word. The registry of names is private, hence the reflection; ND4J stands on the class path, so
 * no flag is needed.
 */
final class OpClones {
  private OpClones() {}

  /** From now on, ops of class {@code stock} are cloned as {@code ours}. May be called again. */
  static synchronized void replace(
      Class<? extends DifferentialFunction> stock, Class<? extends DifferentialFunction> ours) {
    try {
      Field field = DifferentialFunctionClassHolder.class.getDeclaredField("customOpHashToClass");
      field.setAccessible(true);
      @SuppressWarnings("unchecked")
      Map<Long, Class<?>> classes =
          (Map<Long, Class<?>>) field.get(DifferentialFunctionClassHolder.getInstance());
      classes.replaceAll((hash, type) -> type == stock ? ours : type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of ND4J keeps its ops elsewhere", e);
    }
  }
}
