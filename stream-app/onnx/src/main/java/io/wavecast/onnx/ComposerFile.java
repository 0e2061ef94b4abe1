package io.wavecast.onnx;

import io.wavecast.core.music.Composer;
import io.wavecast.core.music.ComposerMetadata;
import io.wavecast.core.music.ComposerMetadata.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A composer's file whose contract holds on paper: it takes {@code note} and {@code place}, float
 * [batch, 1], and its states, float [batch, size]; it gives {@code probabilities}, float [batch,
 * 47], and each state after the note as {@code next_NAME}; it carries the lines of {@link
 * ComposerMetadata}.
 *
 * @param source names the file in messages
 * @param bytes shared: must not be changed
 */
public record ComposerFile(String source, byte[] bytes, ComposerMetadata metadata) {
  /** The composer that travels inside this module. */
  public static final String SHIPPED = "chorale";

  private static final long MAX_BYTES = 512L << 20;

  /**
   * Reads the shipped composer, by its name, or a file.
   *
   * @throws ModelFileException when it cannot be read, or its contract does not hold
   */
  public static ComposerFile of(String nameOrPath) {
    return nameOrPath.equals(SHIPPED) ? shipped() : read(Path.of(nameOrPath));
  }

  private static ComposerFile shipped() {
    String resource = "composers/" + SHIPPED + ".onnx";
    try (InputStream in = ComposerFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ModelFileException(SHIPPED, "it is not in this build");
      }
      return read("shipped:" + SHIPPED, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("shipped composer cannot be read", e);
    }
  }

  private static ComposerFile read(Path path) {
    String source = path.toString();
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new ModelFileException(source, "it must have at most " + MAX_BYTES + " bytes");
      }
      return read(source, Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw new ModelFileException(source, "there is no such file", e);
    } catch (IOException e) {
      throw new ModelFileException(source, "it cannot be read: " + OneLine.of(e), e);
    }
  }

  /**
   * Reads a file's bytes.
   *
   * @throws ModelFileException when the contract does not hold
   */
  public static ComposerFile read(String source, byte[] bytes) {
    OnnxGraph graph;
    try {
      graph = OnnxGraphReader.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(source, "it is not an ONNX file, or only a part of one", e);
    }
    ComposerMetadata metadata;
    try {
      metadata = ComposerMetadata.of(graph.metadata());
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(source, OneLine.of(e), e);
    }
    if (!graph.selfContained()) {
      throw new ModelFileException(source, "its weights must lie in the file itself");
    }
    List<String> inputs = new ArrayList<>(List.of(ComposerMetadata.NOTE, ComposerMetadata.PLACE));
    for (State state : metadata.states()) {
      inputs.add(state.name());
      Contract.check(source, "input", state.name(), graph.inputs(), state.size());
      Contract.check(
          source, "output", ComposerMetadata.NEXT + state.name(), graph.outputs(), state.size());
    }
    Contract.check(source, "input", ComposerMetadata.NOTE, graph.inputs(), 1);
    Contract.check(source, "input", ComposerMetadata.PLACE, graph.inputs(), 1);
    Contract.check(
        source, "output", ComposerMetadata.PROBABILITIES, graph.outputs(), Composer.CLASSES);
    List<String> got = graph.inputs().stream().map(OnnxGraph.Tensor::name).toList();
    if (got.size() != inputs.size()) {
      throw new ModelFileException(source, "its inputs must be " + inputs + ", got: " + got);
    }
    return new ComposerFile(source, bytes, metadata);
  }
}
