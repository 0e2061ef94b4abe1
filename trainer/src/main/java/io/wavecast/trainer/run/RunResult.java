package io.wavecast.trainer.run;

import io.wavecast.core.model.Provenance;
import io.wavecast.trainer.fit.Fitted;
import java.util.List;

/**
 * The result of a training run.
 *
 * @param provenance the head of the model's metadata
 * @param fitted the last stage
 * @param parameters number of trained values
 * @param accuracy what was measured; its type depends on the kind of model
 * @param warnings weaknesses of the model, one line each; usually none
 * @param scoreLabel unit of the validation score, for the curve
 * @param file the ONNX file that is served; shared, do not change
 * @param card the page beside the model
 * @param figures the content of {@code run.json}
 */
public record RunResult<A>(
    Provenance provenance,
    Fitted fitted,
    long parameters,
    A accuracy,
    List<String> warnings,
    String scoreLabel,
    byte[] file,
    Markdown card,
    Figures figures) {

  /** The name of the model. */
  public String name() {
    return provenance.name();
  }
}
