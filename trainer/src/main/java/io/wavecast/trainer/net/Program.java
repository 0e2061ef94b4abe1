package io.wavecast.trainer.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.config.ExecutionResult;
import org.nd4j.autodiff.samediff.config.SDValue;
import org.nd4j.autodiff.samediff.internal.FrameIter;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.shape.CreateView;
import org.nd4j.linalg.api.ops.impl.transforms.same.Identity;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A SameDiff graph as a straight list of native calls on arrays that stay where they are.
 *
 * <p>SameDiff works out what to run, in which order, on arrays of which shapes, again for every
 * batch; in graphs of a thousand small ops that costs several times what the ops themselves do, and
 * leaves garbage. Here SameDiff runs once, is watched, and from then on the very same calls are
 * made again: same numbers, no allocation. The price is that the shapes are fixed, so that each
 * batch size needs its own program, and that every intermediate result keeps its memory.
 *
 * <p>Not thread-safe.
 *
 * @param inputs arrays of the placeholders, by name
 * @param calls in their order
 * @param owned every array that SameDiff allocated
 * @param outputs where the variables that were asked for are found, by name
 */
record Program(
    Map<String, INDArray> inputs,
    List<Call> calls,
    List<INDArray> owned,
    Map<String, INDArray> outputs)
    implements AutoCloseable {

  record Call(DifferentialFunction op, OpContext context) {
    void run() {
      if (op instanceof CustomOp custom) {
        Nd4j.exec(custom, context);
      } else {
        Nd4j.exec((Op) op, context);
      }
    }
  }

  /**
   * Runs a graph once and keeps what was done.
   *
   * @param values of the placeholders, by name
   * @param type of the placeholders
   * @param outputs names of the variables wanted
   */
  static Program record(
      SameDiff graph, Map<String, Values> values, DataType type, List<String> outputs) {
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    values.forEach((name, given) -> inputs.put(name, given.array(type)));
    Recorder recorder = new Recorder(graph);
    Map<String, INDArray> found =
        recorder.output(outputs, inputs, null, List.of(), List.of(), At.defaultAt());
    return new Program(inputs, recorder.calls, recorder.memory.owned, found);
  }

  /**
   * Makes the calls again, on what the weights hold now.
   *
   * @param values of the placeholders, of the shapes that were recorded
   */
  void run(Map<String, Values> values) {
    values.forEach((name, given) -> given.writeTo(found(inputs, name)));
    for (Call call : calls) {
      call.run();
    }
  }

  /** Where a wanted variable's value is found after each run. Shared: read, do not close. */
  INDArray output(String name) {
    return found(outputs, name);
  }

  private static INDArray found(Map<String, INDArray> arrays, String name) {
    INDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("this program has no variable " + name);
    }
    return array;
  }

  @Override
  public void close() {
    for (Call call : calls) {
      try {
        call.context.close();
      } catch (Exception e) {
        throw new IllegalStateException("the context of an op could not be closed", e);
      }
    }
    inputs.values().forEach(INDArray::close);
    owned.stream().filter(INDArray::closeable).forEach(INDArray::close);
  }

  /** SameDiff's own session, watched. */
  private static final class Recorder extends InferenceSession {
    private final List<Call> calls = new ArrayList<>();
    private final KeepAll memory = new KeepAll();

    Recorder(SameDiff graph) {
      super(graph);
      setMmgr(memory);
    }

    @Override
    public ExecutionResult doExec(
        DifferentialFunction op,
        OpContext context,
        FrameIter frame,
        Set<VarId> inputs,
        Set<VarId> iterationInputs,
        Set<String> constants,
        Map<String, SDValue> placeholders) {
      int before = memory.owned.size();
      ExecutionResult result =
          super.doExec(op, context, frame, inputs, iterationInputs, constants, placeholders);
      boolean handedThrough = op instanceof Identity || op instanceof CreateView;
      boolean constant = memory.owned.size() > before; // made by SameDiff itself, once
      if (!handedThrough && !constant) {
        calls.add(new Call(op, copy(op, context)));
      }
      return result;
    }

    /** SameDiff empties its contexts after each op. */
    private static OpContext copy(DifferentialFunction op, OpContext context) {
      OpContext copy = Nd4j.getExecutioner().buildContext();
      copy.setInputArrays(context.getInputArrays().toArray(INDArray[]::new));
      copy.setOutputArrays(context.getOutputArrays().toArray(INDArray[]::new));
      if (op instanceof CustomOp custom) {
        copy.setIArguments(custom.iArgs());
        copy.setTArguments(custom.tArgs());
        copy.setBArguments(custom.bArgs());
        copy.setDArguments(custom.dArgs());
      }
      return copy;
    }
  }

  /** Never gives an array a second use. */
  private static final class KeepAll extends AbstractMemoryMgr {
    private final List<INDArray> owned = new ArrayList<>();

    @Override
    public INDArray allocate(boolean detached, DataType type, long... shape) {
      INDArray array = Nd4j.createUninitializedDetached(type, shape);
      owned.add(array);
      return array;
    }

    @Override
    public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
      return allocate(detached, descriptor.dataType(), descriptor.getShape());
    }

    @Override
    public void release(INDArray array) {}

    @Override
    public void close() {}
  }
}
