package io.wavecast.trainer.dl4j;

import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.algebra.Seq.Layout;
import io.wavecast.trainer.data.WindowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A saved network as a list of parts, each after its inputs. */
final class Dl4jGraph {

  /** Its inputs are numbers of other nodes, from 1; 0 is the window. */
  private record Node(Part part, List<Integer> inputs) {}

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Integer> byName = new HashMap<>();
  private final int output;
  private boolean flat;

  /**
   * Reads a network's structure and weights.
   *
   * @throws IllegalArgumentException that names what cannot be exported
   */
  Dl4jGraph(ComputationGraph net) {
    List<String> inputs = net.getConfiguration().getNetworkInputs();
    List<String> outputs = net.getConfiguration().getNetworkOutputs();
    if (inputs.size() != 1 || outputs.size() != 1) {
      throw new IllegalArgumentException(
          "the network must have one input and one output, got: %s and %s"
              .formatted(inputs, outputs));
    }
    String input = inputs.get(0);
    byName.put(input, 0);
    for (int index : net.topologicalSortOrder()) {
      String name = net.getVertices()[index].getVertexName();
      if (!name.equals(input)) {
        add(net, name, of(net.getConfiguration().getVertexInputs(), name), input);
      }
    }
    output = of(byName, outputs.get(0));
  }

  /** True when the first layer takes the 50 values at once, not step by step. */
  boolean isFlat() {
    return flat;
  }

  private static <T> T of(Map<String, T> all, String name) {
    T found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the network has no part '" + name + "'");
    }
    return found;
  }

  private void add(ComputationGraph net, String name, List<String> from, String input) {
    GraphVertex vertex = of(net.getConfiguration().getVertices(), name);
    List<Integer> inputs = from.stream().map(each -> of(byName, each)).toList();
    for (Part part : parts(net, name, vertex, from.contains(input))) {
      nodes.add(new Node(part, inputs));
      inputs = List.of(nodes.size());
    }
    byName.put(name, inputs.get(0));
  }

  private List<Part> parts(ComputationGraph net, String name, GraphVertex vertex, boolean first) {
    if (vertex instanceof LayerVertex of) {
      Layer layer = of.getLayerConf().getLayer();
      check(name, of.getPreProcessor());
      if (first) {
        checkInput(name, layer, of.getPreProcessor() == null);
      }
      return LayerParts.of(name, layer, net.getVertex(name).paramTable(false));
    }
    if (vertex instanceof MergeVertex) {
      return List.of(new Part.Beside());
    }
    if (vertex instanceof LastTimeStepVertex) {
      return List.of(new Part.Last());
    }
    if (vertex instanceof ElementWiseVertex of) {
      return switch (of.getOp()) {
        case Add -> List.of(new Part.Between("Add"));
        case Subtract -> List.of(new Part.Between("Sub"));
        case Product -> List.of(new Part.Between("Mul"));
        case Max -> List.of(new Part.Between("Max"));
        default -> throw unknown(name, vertex.getClass().getSimpleName() + " " + of.getOp());
      };
    }
    throw unknown(name, vertex.getClass().getSimpleName());
  }

  private void checkInput(String name, Layer layer, boolean isDirect) {
    flat = layer instanceof DenseLayer && isDirect;
    int width = flat ? WindowSet.WINDOW : 1;
    if (layer instanceof FeedForwardLayer of && of.getNIn() != width) {
      throw new IllegalArgumentException(
          "layer '%s' must take %d value%s, got: %d"
              .formatted(name, width, flat ? "s, the window" : " in a step", of.getNIn()));
    }
  }

  /** Between steps and rows nothing has to be done here; all else is refused. */
  private static void check(String name, InputPreProcessor before) {
    if (before != null
        && !(before instanceof RnnToFeedForwardPreProcessor)
        && !(before instanceof FeedForwardToRnnPreProcessor)) {
      throw unknown(name, before.getClass().getSimpleName());
    }
  }

  private static IllegalArgumentException unknown(String name, String what) {
    return new IllegalArgumentException(
        "'%s' cannot be exported: %s is not known".formatted(name, what));
  }

  /**
   * Adds the network.
   *
   * @param window [batch, 50, 1]
   * @return the newest step of its output, [batch, units]
   */
  Seq<String> onnx(OnnxAlgebra a, Seq<String> window) {
    Seq<String> seen =
        flat
            ? new Seq<>(
                a.reshape(window.value(), 0, WindowSet.WINDOW), Layout.ROWS, 1, WindowSet.WINDOW)
            : window;
    List<Seq<String>> values = new ArrayList<>(List.of(seen));
    for (Node node : nodes) {
      values.add(node.part().onnx(a, node.inputs().stream().map(values::get).toList()));
    }
    return a.as(a.newest(values.get(output), 1), Layout.ROWS);
  }
}
