package io.wavecast.onnx.run;

import ai.onnxruntime.OrtEnvironment;
import java.util.Locale;

/** Where a model runs. */
public enum Device {
  /** A CUDA GPU where one is usable, otherwise the CPU. */
  AUTO,
  /** The CPU. */
  CPU,
  /** A CUDA GPU; a model is refused where none is usable. Needs a build with {@code -Pcuda}. */
  CUDA;

  /** The largest batch: a GPU needs large ones to be efficient. */
  public int maxRows() {
    return this == CUDA ? 1024 : 64;
  }

  /** The name in configuration and metrics, e.g. {@code cpu}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The version of ONNX Runtime, as in its jar; it is not loaded for that. */
  public static String runtimeVersion() {
    return String.valueOf(OrtEnvironment.class.getPackage().getImplementationVersion());
  }
}
