package io.wavecast.trainer.dl4j;

import io.wavecast.core.text.Throwables;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.ForecasterFile;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A MultiLayerNetwork or ComputationGraph that DL4J's ModelSerializer saved: its input is the
 * window, [batch, 1, 50] step by step or [batch, 50] at once, its output the next ten values, of
 * which the newest step counts. Not thread-safe.
 */
public final class Dl4jNetwork implements ForecasterFile.Body {
  private static final long MAX_BYTES = 1L << 29;

  private final Dl4jGraph graph;
  private final UnaryOperator<INDArray> run;
  private final float shift;
  private final float scale;
  private final long parameters;

  private Dl4jNetwork(
      Dl4jGraph graph, UnaryOperator<INDArray> run, float shift, float scale, long parameters) {
    this.graph = graph;
    this.run = run;
    this.shift = shift;
    this.scale = scale;
    this.parameters = parameters;
  }

  /**
   * Reads a saved network.
   *
   * @param shift what is subtracted from raw values before the network sees them
   * @param scale what they are then divided by, above 0
   * @throws IOException when the file cannot be read, or DL4J cannot restore it
   * @throws IllegalArgumentException that names a layer which cannot be exported
   */
  public static Dl4jNetwork read(Path zip, float shift, float scale) throws IOException {
    if (!(scale > 0) || Float.isInfinite(scale) || !Float.isFinite(shift)) {
      throw new IllegalArgumentException(
          "scale must be above 0 and shift finite, got: %s and %s".formatted(scale, shift));
    }
    boolean isGraph = configuration(zip).contains("\"networkInputs\"");
    File file = zip.toFile();
    try {
      if (isGraph) {
        ComputationGraph net = ModelSerializer.restoreComputationGraph(file, false);
        Dl4jGraph graph = new Dl4jGraph(net);
        return new Dl4jNetwork(graph, x -> net.outputSingle(x), shift, scale, net.numParams());
      }
      MultiLayerNetwork net = ModelSerializer.restoreMultiLayerNetwork(file, false);
      Dl4jGraph graph = new Dl4jGraph(net.toComputationGraph());
      return new Dl4jNetwork(graph, x -> net.output(x), shift, scale, net.numParams());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(zip + ": " + Throwables.oneLine(e), e);
    } catch (RuntimeException e) {
      throw new IOException(zip + ": DL4J cannot restore it: " + Throwables.oneLine(e), e);
    }
  }

  private static String configuration(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      ZipEntry entry = file.getEntry(ModelSerializer.CONFIGURATION_JSON);
      if (entry == null || file.getEntry(ModelSerializer.COEFFICIENTS_BIN) == null) {
        throw new IOException(
            zip + ": it must hold configuration.json and coefficients.bin, as DL4J saves them");
      }
      if (file.stream().mapToLong(ZipEntry::getSize).sum() > MAX_BYTES) {
        throw new IOException(zip + ": it must unpack to at most " + MAX_BYTES + " bytes");
      }
      if (file.getEntry(ModelSerializer.NORMALIZER_BIN) != null) {
        throw new IOException(
            zip
                + ": it holds a normaliser, which is not exported; save the network without it, and"
                + " give --shift and --scale");
      }
      try (InputStream in = file.getInputStream(entry)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (ZipException e) {
      throw new IOException(zip + ": it is not a ZIP file", e);
    }
  }

  /** What it is, for its card: the beginning of a sentence. */
  String title() {
    return "A network of DL4J, %,d parameters".formatted(parameters);
  }

  @Override
  public String values(OnnxAlgebra a, Seq<String> window) {
    boolean plain = shift == 0 && scale == 1;
    String by = plain ? "" : a.scalar(scale);
    String from = plain ? "" : a.scalar(shift);
    Seq<String> seen = plain ? window : window.with(a.div(a.sub(window.value(), from), by));
    Seq<String> out = graph.onnx(a, seen);
    if (out.channels() != WindowSet.HORIZON) {
      throw wrongOutput("[batch, " + out.channels() + "]");
    }
    return plain ? out.value() : a.add(a.mul(out.value(), by), from);
  }

  /**
   * Forecasts as DL4J does, to compare the file with.
   *
   * @param windows [n, 50], in raw units
   * @return [n, 10], in raw units
   */
  float[] forecast(float[] windows) {
    int n = windows.length / WindowSet.WINDOW;
    float[] seen = windows.clone();
    for (int i = 0; i < seen.length; i++) {
      seen[i] = (seen[i] - shift) / scale;
    }
    long[] shape =
        graph.isFlat() ? new long[] {n, WindowSet.WINDOW} : new long[] {n, 1, WindowSet.WINDOW};
    INDArray out = run.apply(Nd4j.create(seen, shape, 'c'));
    if (out.rank() == 3) {
      out = out.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(out.size(2) - 1));
    }
    if (out.rank() != 2 || out.size(0) != n || out.size(1) != WindowSet.HORIZON) {
      throw wrongOutput(Arrays.toString(out.shape()));
    }
    float[] points = Nd4j.toFlattened('c', out).castTo(DataType.FLOAT).toFloatVector();
    for (int i = 0; i < points.length; i++) {
      points[i] = points[i] * scale + shift;
    }
    return points;
  }

  private static IllegalArgumentException wrongOutput(String got) {
    return new IllegalArgumentException(
        "the network's output must be [batch, 10] or [batch, 10, steps], got: " + got);
  }
}
