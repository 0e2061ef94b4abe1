package io.wavecast.service.cli;

import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.OnnxGraph;
import io.wavecast.schemas.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code wavecast models inspect}. */
@Command(name = "inspect", description = "Shows the metadata, inputs and outputs of a model.")
final class ModelsInspect extends ModelCommand {
  @Override
  public Integer call() {
    ContractFile file = model.read(config());
    List<Object> lines = new ArrayList<>();
    add(lines, "source", file.source());
    add(lines, "bytes", file.size());
    add(lines, "sha256", file.sha256());
    add(lines, "sealed", file.isSealed());
    List<OnnxGraph.Tensor> inputs = file.graph().inputs();
    for (OnnxGraph.Tensor input : inputs) {
      add(lines, inputs.size() == 1 ? "input" : "input." + input.name(), input);
    }
    for (OnnxGraph.Tensor output : file.graph().outputs()) {
      add(lines, "output." + output.name(), output);
    }
    file.lines().forEach((name, value) -> add(lines, name, value));
    if (json) {
      out().println(JsonWriter.line(lines.toArray()));
    } else {
      for (int i = 0; i < lines.size(); i += 2) {
        out().printf("%-22s %s%n", lines.get(i), lines.get(i + 1));
      }
    }
    out().flush();
    return 0;
  }

  private static void add(List<Object> lines, String name, Object value) {
    lines.add(name);
    lines.add(value);
  }
}
