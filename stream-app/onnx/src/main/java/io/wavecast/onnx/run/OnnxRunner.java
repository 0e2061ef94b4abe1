package io.wavecast.onnx.run;

import ai.onnxruntime.OrtException;
import io.wavecast.core.model.ModelException;
import io.wavecast.core.model.ModelTimeoutException;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.Signature;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * An ONNX Runtime session with reused buffers. A run occupies one thread, the caller's. Several
 * threads may run at once, each with separate buffers. Closing waits for the runs in progress and
 * returns native memory. Thread-safe.
 */
public final class OnnxRunner implements AutoCloseable {
  /** Longest time of one run. */
  static final Duration RUN_LIMIT = Duration.ofSeconds(5);

  /** Longest time of a GPU's first run of a batch size: it loads cuDNN and selects algorithms. */
  private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(2);

  private final String source;
  private final String name;
  private final Signature signature;
  private final Sessions.Opened opened;
  private final ConcurrentLinkedDeque<Tensors> idle = new ConcurrentLinkedDeque<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Duration limit;
  private final boolean replaceable;
  private BatchSizes sizes;
  private boolean closed;
  private volatile boolean disabled;
  private volatile Consumer<String> onDisabled = line -> {};

  private OnnxRunner(
      String source,
      String name,
      Signature signature,
      Sessions.Opened opened,
      Duration limit,
      boolean replaceable) {
    this.limit = limit;
    this.replaceable = replaceable;
    this.source = source;
    this.name = name;
    this.signature = signature;
    this.opened = opened;
    this.sizes = BatchSizes.upTo(opened.device().maxRows());
  }

  /** Copies rows between the caller's arrays and a batch's buffers. */
  @FunctionalInterface
  public interface Copy {
    /**
     * Copies rows of the caller's arrays into a batch, or back.
     *
     * @param tensors the batch, whose rows begin at 0
     * @param from the caller's row that is the batch's first
     * @param rows number of rows, at least 1
     */
    void rows(Tensors tensors, int from, int rows);
  }

  /**
   * Loads a graph. Its batch sizes are not verified.
   *
   * @param name names the model in messages
   * @param onnx bytes of a file whose contract holds, see {@link
   *     io.wavecast.onnx.file.ContractFile}
   * @param signature the inputs and outputs to bind
   * @param device where it runs
   * @param limit longest time of one run
   * @param replaceable whether another model can take its place: then one that takes too long is
   *     disabled, else the next run tries again
   * @throws ModelFileException when ONNX Runtime cannot load it, or the device is not usable
   */
  static OnnxRunner open(
      String source,
      String name,
      byte[] onnx,
      Signature signature,
      Device device,
      Duration limit,
      boolean replaceable) {
    Sessions.Opened opened = Sessions.open(source, onnx, device);
    return new OnnxRunner(source, name, signature, opened, limit, replaceable);
  }

  /**
   * Restricts the batch sizes to those at which every sample gives the same bits. Closes the runner
   * when it throws.
   *
   * @param samples makes as many samples as the largest batch holds
   * @throws ModelFileException when a result violates the contract, or depends on other rows
   */
  void verify(IntFunction<Samples> samples) {
    boolean verified = false;
    try {
      if (device() == Device.CUDA) {
        warmUp(sizes, WARM_UP_LIMIT);
      }
      Samples made = samples.apply(sizes.max());
      SampleRuns runs = new SampleRuns(this, signature, made, sizes.max());
      BatchSizes invariant = BatchInvariance.verify(source, sizes, made, runs);
      lock.writeLock().lock();
      try {
        sizes = invariant;
        closeIdle();
      } finally {
        lock.writeLock().unlock();
      }
      verified = true;
    } catch (ModelException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ModelFileException(source, "it cannot be run: " + Sessions.reason(cause), e);
    } finally {
      if (!verified) {
        close();
      }
    }
  }

  /**
   * Runs zeros once at each batch size.
   *
   * @param longest time of one run, in place of the model's limit
   * @throws ModelException when ONNX Runtime fails, or a run takes too long
   */
  void warmUp(BatchSizes batches, Duration longest) {
    try (Tensors zeros = new Tensors(signature, batches, longest)) {
      for (int rows : batches.toList()) {
        zeros.run(opened.session(), rows);
      }
    } catch (OrtException e) {
      throw new ModelException("model '" + name + "' failed to run: " + Sessions.reason(e), e);
    }
  }

  /**
   * Runs rows, in several batches where one is too small.
   *
   * @param n number of rows, at least 1
   * @param in fills the inputs of a batch
   * @param out reads the outputs of a batch
   * @throws io.wavecast.core.model.ModelTimeoutException when the run takes too long, or one did
   * @throws ModelException when ONNX Runtime fails
   * @throws IllegalStateException when it is closed
   */
  public void run(int n, Copy in, Copy out) {
    Lock running = lock.readLock();
    running.lock();
    try {
      if (closed) {
        throw new IllegalStateException("model '" + name + "' is closed");
      }
      if (disabled) {
        throw new ModelTimeoutException(tooLong(), false, null);
      }
      Tensors tensors = idle.poll();
      if (tensors == null) {
        tensors = new Tensors(signature, sizes, limit);
      }
      try {
        for (int from = 0; from < n; from += sizes.max()) {
          int rows = Math.min(sizes.max(), n - from);
          in.rows(tensors, from, rows);
          tensors.run(opened.session(), rows);
          out.rows(tensors, from, rows);
        }
      } catch (OrtException e) {
        if (tensors.hasEnded()) {
          throw ended(e);
        }
        throw e;
      } finally {
        if (tensors.hasEnded()) {
          tensors.close();
        } else {
          idle.push(tensors);
        }
      }
    } catch (OrtException e) {
      throw new ModelException("model '" + name + "' failed to run: " + Sessions.reason(e), e);
    } finally {
      running.unlock();
    }
  }

  private ModelException ended(OrtException cause) {
    if (!replaceable) {
      return new ModelException(
          "model '%s': a run took longer than %d ms".formatted(name, limit.toMillis()), cause);
    }
    disabled = true;
    onDisabled.accept(tooLong());
    return new ModelTimeoutException(tooLong(), true, cause);
  }

  /** Sets who gets one line when the model is disabled, from the thread that ran it. */
  void onDisabled(Consumer<String> log) {
    onDisabled = log;
  }

  /** Whether a run took too long, so that every other run fails at once. */
  boolean isDisabled() {
    return disabled;
  }

  private String tooLong() {
    return "model '%s' is disabled: a run took longer than %d ms".formatted(name, limit.toMillis());
  }

  /** The batch sizes at which it runs, ascending. */
  public List<Integer> batchSizes() {
    lock.readLock().lock();
    try {
      return sizes.toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Where it runs: {@link Device#CPU} or {@link Device#CUDA}. */
  public Device device() {
    return opened.device();
  }

  private void closeIdle() {
    idle.forEach(Tensors::close);
    idle.clear();
  }

  /** Returns native memory, after the runs in progress. Further calls do nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        closeIdle();
        opened.session().close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("session cannot be closed: " + Sessions.reason(e), e);
    } finally {
      lock.writeLock().unlock();
    }
  }
}
