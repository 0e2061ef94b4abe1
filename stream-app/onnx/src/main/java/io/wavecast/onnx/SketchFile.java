package io.wavecast.onnx;

import io.wavecast.core.sketch.SketchMetadata;
import io.wavecast.core.sketch.SketchPoints;
import io.wavecast.schemas.ModelRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The file of a sketch classifier whose contract holds on paper: it takes {@code points} float
 * [batch, 100, 3], gives {@code probabilities} float [batch, classes], and carries the lines of
 * {@link SketchMetadata}. Immutable.
 */
public final class SketchFile implements ContractFile {
  /** The name of the classifier that is shipped. */
  public static final String SHIPPED = "sketch";

  private final String source;
  private final byte[] bytes;
  private final String sha256;
  private final OnnxGraph graph;
  private final SketchMetadata metadata;

  private SketchFile(String source, byte[] bytes, OnnxGraph graph, SketchMetadata metadata) {
    this.source = source;
    this.bytes = bytes;
    this.sha256 = Contract.sha256(bytes);
    this.graph = graph;
    this.metadata = metadata;
  }

  /** The classifier that is shipped. */
  public static SketchFile shipped() {
    String name = "sketches/" + SHIPPED + ".onnx";
    try (InputStream in = SketchFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new ModelFileException(name, "it is not shipped");
      }
      return read("shipped:" + SHIPPED, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("shipped model file " + name + " cannot be read", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws ModelFileException when it cannot be read, or its contract does not hold
   */
  public static SketchFile read(Path path) {
    return read(path.toString(), Contract.bytes(path));
  }

  /**
   * Reads a file's bytes.
   *
   * @param source names the file in messages
   * @param bytes shared: must not be changed afterwards
   * @throws ModelFileException when the contract does not hold
   */
  public static SketchFile read(String source, byte[] bytes) {
    OnnxGraph graph = Contract.graph(source, bytes);
    SketchMetadata metadata;
    try {
      metadata = SketchMetadata.of(graph.metadata());
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(source, OneLine.of(e), e);
    }
    Contract.onlyInput(source, graph, SketchMetadata.INPUT);
    Contract.check(
        source,
        "input",
        SketchMetadata.INPUT,
        graph.inputs(),
        SketchPoints.MAX,
        SketchPoints.WIDTH);
    int classes = metadata.classes().size();
    Contract.check(source, "output", SketchMetadata.PROBABILITIES, graph.outputs(), classes);
    return new SketchFile(source, bytes, graph, metadata);
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public int size() {
    return bytes.length;
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public OnnxGraph graph() {
    return graph;
  }

  @Override
  public ModelRef model() {
    return metadata.model();
  }

  @Override
  public Map<String, String> lines() {
    return metadata.toMap();
  }

  /** What it says of itself. */
  public SketchMetadata metadata() {
    return metadata;
  }

  /** The file itself: shared, must not be changed. */
  byte[] bytes() {
    return bytes;
  }
}
