package io.wavecast.service.cli;

import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.OnnxGraph;
import io.wavecast.schemas.json.JsonWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code wavecast models inspect}. */
@Command(name = "inspect", description = "Shows the metadata, inputs and outputs of a model.")
final class ModelsInspect extends ModelCommand {
  @Override
  public Integer call() {
    ContractFile<?> file = read();
    Map<String, @Nullable Object> fields =
        JsonWriter.fields(
            "source", file.source(),
            "bytes", file.size(),
            "sha256", file.sha256(),
            "sealed", file.isSealed());
    List<OnnxGraph.Tensor> inputs = file.graph().inputs();
    for (OnnxGraph.Tensor input : inputs) {
      fields.put(inputs.size() == 1 ? "input" : "input." + input.name(), input);
    }
    for (OnnxGraph.Tensor output : file.graph().outputs()) {
      fields.put("output." + output.name(), output);
    }
    fields.putAll(file.lines());
    if (json) {
      result("", fields);
    } else {
      fields.forEach((name, value) -> print("%-22s %s".formatted(name, value)));
    }
    return 0;
  }
}
