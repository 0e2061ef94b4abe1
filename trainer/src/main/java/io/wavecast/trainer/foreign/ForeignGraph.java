package io.wavecast.trainer.foreign;

import io.wavecast.onnx.file.GatedFile;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * The graph of a foreign ONNX file, to be put into another graph. Its names get a prefix there.
 *
 * @param model the file
 */
record ForeignGraph(ModelProto model) {
  /** From here on axes are inputs of operators, as the nodes around the graph give them. */
  private static final int OLDEST_OPERATORS = 13;

  private static final int OLDEST_IR = 8;
  private static final String PREFIX = "foreign/";

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException when its operators are too old to be put into another
   */
  static ForeignGraph of(GatedFile file) {
    try {
      ForeignGraph graph = new ForeignGraph(ModelProto.parseFrom(file.bytes()));
      graph.check();
      return graph;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("it is no ONNX file: " + e.getMessage(), e);
    }
  }

  private void check() {
    if (operators() < OLDEST_OPERATORS) {
      throw new IllegalArgumentException(
          "its operator set must be at least %d, got: %d".formatted(OLDEST_OPERATORS, operators()));
    }
  }

  private int operators() {
    return (int)
        model.getOpsetImportList().stream()
            .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
            .mapToLong(OperatorSetIdProto::getVersion)
            .max()
            .orElse(0);
  }

  /** What must be given to it: its inputs without those that have a value of their own. */
  List<ValueInfoProto> inputs() {
    Set<String> given = new HashSet<>();
    model.getGraph().getInitializerList().forEach(tensor -> given.add(tensor.getName()));
    return model.getGraph().getInputList().stream()
        .filter(input -> !given.contains(input.getName()))
        .toList();
  }

  List<String> outputs() {
    return model.getGraph().getOutputList().stream().map(ValueInfoProto::getName).toList();
  }

  /** An empty graph with the same versions of operators. */
  OnnxGraphBuilder around() {
    return new OnnxGraphBuilder(operators(), (int) Math.max(OLDEST_IR, model.getIrVersion()));
  }

  /**
   * Adds all nodes and weights to a graph.
   *
   * @param inputs a tensor of that graph for each input
   * @return the name of an output there
   */
  String embed(OnnxGraphBuilder graph, Map<String, String> inputs, String output) {
    UnaryOperator<String> rename =
        name -> name.isEmpty() ? name : inputs.getOrDefault(name, PREFIX + name);
    graph.embed(renamed(model.getGraph(), rename));
    return rename.apply(output);
  }

  private static GraphProto renamed(GraphProto graph, UnaryOperator<String> rename) {
    GraphProto.Builder renamed = GraphProto.newBuilder().setName(graph.getName());
    for (TensorProto tensor : graph.getInitializerList()) {
      renamed.addInitializer(tensor.toBuilder().setName(rename.apply(tensor.getName())));
    }
    for (ValueInfoProto input : graph.getInputList()) {
      renamed.addInput(input.toBuilder().setName(rename.apply(input.getName())));
    }
    for (ValueInfoProto output : graph.getOutputList()) {
      renamed.addOutput(output.toBuilder().setName(rename.apply(output.getName())));
    }
    graph.getNodeList().forEach(node -> renamed.addNode(renamed(node, rename)));
    return renamed.build();
  }

  private static NodeProto renamed(NodeProto node, UnaryOperator<String> rename) {
    NodeProto.Builder renamed =
        node.toBuilder()
            .clearInput()
            .clearOutput()
            .clearAttribute()
            .setName(rename.apply(node.getName()));
    node.getInputList().forEach(input -> renamed.addInput(rename.apply(input)));
    node.getOutputList().forEach(output -> renamed.addOutput(rename.apply(output)));
    for (AttributeProto attribute : node.getAttributeList()) {
      AttributeProto.Builder inner = attribute.toBuilder().clearGraphs();
      if (attribute.hasG()) {
        inner.setG(renamed(attribute.getG(), rename));
      }
      attribute.getGraphsList().forEach(graph -> inner.addGraphs(renamed(graph, rename)));
      renamed.addAttribute(inner);
    }
    return renamed.build();
  }
}
