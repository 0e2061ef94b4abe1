package io.wavecast.trainer.foreign;

import ai.onnxruntime.OnnxJavaType;
import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.onnx.file.GatedFile;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.IntervalCalibration;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.Predictions;
import io.wavecast.trainer.net.Head;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import onnx.Onnx.ValueInfoProto;

/**
 * A foreign ONNX forecaster with another context and horizon, put under the contract: the window is
 * padded or cut, scaled where asked, and of the network's values the first ten are taken, all
 * inside the graph.
 *
 * <pre>
 * window [b, 50, 1], scaled, padded to [b, context], network, [b, horizon, levels],
 * first 10, levels to 0.05 .. 0.95, scaled back
 * </pre>
 *
 * Not thread-safe.
 */
public final class AdaptedNetwork implements ForeignModel, AutoCloseable {
  private static final int W = WindowSet.WINDOW;
  private static final int H = WindowSet.HORIZON;
  private static final int BATCH = 256;

  private final ForeignGraph graph;
  private final Adapter adapter;
  private final ForeignSession session;
  private final int context;
  private final int horizon;
  private final boolean levelsFirst;

  /**
   * Opens a file.
   *
   * @throws IllegalArgumentException when it cannot be adapted so
   */
  public AdaptedNetwork(GatedFile file, Adapter asked) {
    this(file, asked, ForeignSession::create);
  }

  AdaptedNetwork(GatedFile file, Adapter asked, ForeignSession.Factory sessions) {
    graph = ForeignGraph.of(file);
    adapter = named(asked);
    session = new ForeignSession(file, adapter, sessions);
    try {
      context = context();
      long[] shape = session.run(new float[2 * context], context).shape();
      levelsFirst = !adapter.isPoints() && shape.length == 3 && shape[1] == adapter.levels().size();
      horizon = horizon(shape);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The same with the names of the file where none are given. */
  private Adapter named(Adapter asked) {
    List<String> inputs = graph.inputs().stream().map(ValueInfoProto::getName).toList();
    List<String> values = inputs.stream().filter(name -> !name.equals(asked.mask())).toList();
    String input = asked.input().isEmpty() && values.size() == 1 ? values.get(0) : asked.input();
    if (values.size() != 1
        || !values.contains(input)
        || (values.size() == inputs.size() && !asked.mask().isEmpty())) {
      throw new IllegalArgumentException(
          "its inputs must be the values and, at most, a mask: name them, got: " + inputs);
    }
    String output = asked.output().isEmpty() ? graph.outputs().get(0) : asked.output();
    if (!graph.outputs().contains(output)) {
      throw new IllegalArgumentException(
          "it has no output '%s'; outputs: %s".formatted(output, graph.outputs()));
    }
    return new Adapter(
        asked.context(),
        input,
        asked.mask(),
        output,
        asked.pad(),
        asked.standardize(),
        asked.levels());
  }

  private int context() {
    long[] shape = session.shape(adapter.input());
    if (session.type(adapter.input()) != OnnxJavaType.FLOAT
        || shape.length < 2
        || shape.length > 3) {
      throw new IllegalArgumentException(
          "input '%s' must be float [batch, steps], [batch, steps, 1] or [batch, 1, steps]"
              .formatted(adapter.input()));
    }
    long declared = shape.length == 3 && shape[1] == 1 ? shape[2] : shape[1];
    if (adapter.context() == 0 && declared < 1) {
      throw new IllegalArgumentException("its context is free: give --context");
    }
    return adapter.context() == 0 ? (int) declared : adapter.context();
  }

  /** Values ahead in [batch, horizon], with 1 or the levels as one more axis. */
  private int horizon(long[] shape) {
    long width = Math.max(1, adapter.levels().size());
    long all = 1;
    for (int i = 1; i < shape.length; i++) {
      all *= shape[i];
    }
    boolean fits = shape.length == 3 && (shape[1] == width || shape[2] == width);
    if (shape[0] != 2 || all % width != 0 || !(fits || (width == 1 && shape.length == 2))) {
      throw new IllegalArgumentException(
          "output '%s' must be [batch, steps%s], got for two windows: %s"
              .formatted(
                  adapter.output(),
                  width == 1 ? "" : ", " + width + "] or [batch, " + width + ", steps",
                  Arrays.toString(shape)));
    }
    if (all / width < H) {
      throw new IllegalArgumentException(
          "it must forecast at least %d values, got: %d".formatted(H, all / width));
    }
    return (int) (all / width);
  }

  /** How the graph scales a window before the network sees it. */
  public Scaling scaling() {
    return adapter.standardize() ? Scaling.WINDOW : Scaling.NONE;
  }

  @Override
  public String title() {
    return "An ONNX network that sees %d values and forecasts %d, padded with %s%s"
        .formatted(
            context,
            horizon,
            adapter.pad().name().toLowerCase(Locale.ROOT),
            adapter.standardize() ? ", standardised by the window" : "");
  }

  @Override
  public Head head() {
    return new Head(H, adapter.served());
  }

  @Override
  public OnnxGraphBuilder graph() {
    return graph.around();
  }

  @Override
  public String values(OnnxGraphBuilder to, OnnxValue window) {
    return new AdapterGraph(to, adapter, context, horizon, levelsFirst)
        .values(graph, window.name(), session);
  }

  /** As the file itself computes it, fed by plain Java. */
  @Override
  public Predictions forecast(float[] windows) {
    int n = windows.length / W;
    int levels = adapter.isPoints() ? 1 : adapter.served().size();
    float[] all = new float[n * H * levels];
    for (int from = 0; from < n; from += BATCH) {
      int to = Math.min(n, from + BATCH);
      PlainAdapter plain =
          new PlainAdapter(
              adapter,
              context,
              horizon,
              levelsFirst,
              Arrays.copyOfRange(windows, from * W, to * W));
      float[] values = plain.values(session.run(plain.seen(), context).values());
      System.arraycopy(values, 0, all, from * H * levels, values.length);
    }
    return adapter.isPoints()
        ? new Predictions(all, new float[0])
        : Predictions.of(all, head(), IntervalCalibration.none());
  }

  @Override
  public void close() {
    session.close();
  }
}
