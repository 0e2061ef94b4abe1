package io.wavecast.trainer.net;

import io.wavecast.trainer.algebra.Init;
import io.wavecast.trainer.algebra.Params;
import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.data.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network with its weights: gives the loss and its gradients on a batch, and its output on
 * examples. Not thread-safe.
 *
 * @param <S> what it learns from
 */
public final class Trainable<S extends Examples<S>> implements AutoCloseable {
  private final Network<S> network;
  private final long seed;
  private final DataType type;
  private final Params params = new Params();
  private final SameDiff training;
  private final SameDiff serving;
  private final Map<String, String> gradientNames = new LinkedHashMap<>();
  private final Map<List<List<Long>>, Program> trainingPrograms = new HashMap<>();
  private final Map<List<List<Long>>, Program> servingPrograms = new HashMap<>();

  // ND4J's native side on one thread: these networks are made of many small ops. A second thread
  // gains nothing, and where another process wants the core it spins and waits, which makes a step
  // several times dearer. OMP_NUM_THREADS=1 in the environment does the same a little better, since
  // no threads are made at all.
  static {
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    Nd4j.factory().blas().setMaxThreads(1);
  }

  /**
   * The loss on a batch and its gradients.
   *
   * @param loss the loss on the batch
   * @param byWeight the loss's derivative by each weight, in the weight's shape; overwritten by the
   *     next batch
   */
  public record Gradients(double loss, Map<String, INDArray> byWeight) {}

  /**
   * Makes the network.
   *
   * @param seed decides the weights that training starts from, and what dropout drops
   */
  public Trainable(Network<S> network, long seed) {
    this(network, seed, DataType.FLOAT);
  }

  /** As above; in double for tests of gradients. */
  public Trainable(Network<S> network, long seed, DataType type) {
    this.network = network;
    this.seed = seed;
    this.type = type;
    training = graph(true);
    serving = graph(false);
    training.setLossVariables(Network.LOSS);
    if (!weights().isEmpty()) {
      quietly(training::createGradFunction);
    }
    for (String name : params.weights().keySet()) {
      SDVariable gradient = gradientGraph().getVariable(name).getGradient();
      if (gradient == null) {
        throw new IllegalArgumentException("the loss does not depend on the weight " + name);
      }
      gradientNames.put(name, gradient.name());
    }
  }

  private SameDiff graph(boolean forTraining) {
    SameDiff graph = SameDiff.create();
    // SameDiff's own holders copy what they are given; these share it
    graph.setArrayHolders(new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), false);
    network.define(new Scope(graph, "", new Init(seed), type, params, forTraining));
    return graph;
  }

  private SameDiff gradientGraph() {
    return training.getFunction("grad");
  }

  /** The weights by name. The arrays are the network's own: change them to train. */
  public Map<String, INDArray> weights() {
    return params.weights();
  }

  /** The weights and the running means of batch norm, by name: everything an export needs. */
  public Map<String, INDArray> state() {
    return params.all();
  }

  /** How many numbers are trained. */
  public long parameters() {
    return weights().values().stream().mapToLong(INDArray::length).sum();
  }

  /**
   * Runs forward and backward on a batch and moves running means. The result is overwritten by the
   * next call.
   *
   * @param step decides what dropout drops
   */
  public Gradients gradients(S batch, long step) {
    Map<String, Values> values = trainingFeed(batch, step);
    List<String> wanted = new ArrayList<>(gradientNames.values());
    wanted.add(Network.LOSS);
    params.updates().values().forEach(running -> wanted.add(running.variable()));
    Program program = run(gradientGraph(), values, wanted, trainingPrograms);
    Map<String, INDArray> byWeight = new LinkedHashMap<>();
    gradientNames.forEach((weight, name) -> byWeight.put(weight, program.output(name)));
    for (Params.Running running : params.updates().values()) {
      Params.follow(running.mean(), program.output(running.variable()), running.momentum());
    }
    return new Gradients(program.output(Network.LOSS).getDouble(0), byWeight);
  }

  private Map<String, Values> trainingFeed(S batch, long step) {
    Map<String, Values> values = new LinkedHashMap<>(network.feed(batch));
    params
        .dropped()
        .forEach((name, place) -> values.put(name, dropped(name, place, batch.size(), step)));
    return values;
  }

  /** What dropout drops: a function of the run's seed, the step and the name of the place. */
  private Values dropped(String name, Params.Dropped place, int batch, long step) {
    long[] shape = LongStream.of(place.shape()).map(n -> n < 0 ? batch : n).toArray();
    SplittableRandom random =
        new SplittableRandom((seed * 1_000_003 + step) * 1_000_003 + name.hashCode());
    float kept = (float) (1 / (1 - place.rate()));
    float[] drawn = new float[(int) Values.count(shape)];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextDouble() < place.rate() ? 0 : kept;
    }
    return new Values(drawn, shape);
  }

  /** The same gradients by SameDiff's own session, to check against. */
  Map<String, INDArray> gradientsBySameDiff(S batch) {
    Map<String, INDArray> feed = new LinkedHashMap<>();
    trainingFeed(batch, 0).forEach((name, values) -> feed.put(name, values.array(type)));
    return training.calculateGradients(feed, weights().keySet());
  }

  /**
   * The output for each example.
   *
   * @return [size, values of one example], row by row
   */
  public float[] output(S set) {
    float[] all = {};
    for (int from = 0; from < set.size(); from += network.chunk()) {
      int to = Math.min(from + network.chunk(), set.size());
      float[] part = run(set.slice(from, to), Network.OUTPUT).data().asFloat();
      int width = part.length / (to - from);
      if (from == 0) {
        all = new float[set.size() * width];
      }
      System.arraycopy(part, 0, all, from * width, part.length);
    }
    return all;
  }

  /** The loss over a set, as it is served: without a gradient, nothing dropped. */
  public double loss(S set) {
    double sum = 0;
    for (int from = 0; from < set.size(); from += network.chunk()) {
      S chunk = set.slice(from, Math.min(from + network.chunk(), set.size()));
      sum += run(chunk, Network.LOSS).getDouble(0) * chunk.size();
    }
    return sum / set.size();
  }

  /** The training loss on a validation set; NaN where it does not fit that set. */
  public double validationLoss(S set) {
    return network.lossFitsValidation() ? loss(set) : Double.NaN;
  }

  INDArray run(S batch, String output) {
    List<String> wanted = List.of(Network.OUTPUT, Network.LOSS);
    return run(serving, network.feed(batch), wanted, servingPrograms).output(output);
  }

  /** Runs the program for values of these shapes; records it at the first time. */
  private Program run(
      SameDiff part,
      Map<String, Values> values,
      List<String> wanted,
      Map<List<List<Long>>, Program> programs) {
    List<List<Long>> shapes =
        values.values().stream().map(v -> Arrays.stream(v.shape()).boxed().toList()).toList();
    Program program = programs.get(shapes);
    if (program == null) {
      program = Program.record(part, values, type, wanted);
      programs.put(shapes, program);
    } else {
      program.run(values);
    }
    return program;
  }

  @Override
  public void close() {
    for (Map<List<List<Long>>, Program> programs : List.of(trainingPrograms, servingPrograms)) {
      programs.values().forEach(Program::close);
      programs.clear();
    }
  }

  /** SameDiff prints a line for each op that it differentiates. */
  private static synchronized void quietly(Runnable action) {
    java.io.PrintStream out = System.out;
    System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
    try {
      action.run();
    } finally {
      System.setOut(out);
    }
  }
}
