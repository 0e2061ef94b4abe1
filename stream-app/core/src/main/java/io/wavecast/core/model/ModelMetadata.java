package io.wavecast.core.model;

import io.wavecast.schemas.ModelRef;
import java.util.Map;

/** The metadata of a model file of any kind: the {@code metadata_props} of its ONNX file. */
public interface ModelMetadata {

  /** Where the model comes from. */
  Provenance provenance();

  /** The {@code metadata_props}, in the fixed order in which files carry them. */
  Map<String, String> toMap();

  /** Name and version. */
  default ModelRef model() {
    return provenance().model();
  }
}
