package io.wavecast.onnx.run;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.wavecast.core.chorale.Composer;
import io.wavecast.core.chorale.ComposerMetadata;
import io.wavecast.core.chorale.ComposerMetadata.State;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Native memory for a composer's runs: one buffer for each input and output, and tensors of every
 * size of a ladder that lie over their beginnings. A run allocates nothing of the batch's size. Of
 * one thread at a time.
 */
final class ComposerWorkspace implements AutoCloseable {
  private final BatchSizes ladder;
  private final int stateSize;
  private final List<State> states;
  private final Buffers in;
  private final Buffers out;

  /** Buffers by name, and tensors by size and name. */
  private static final class Buffers {
    final Map<String, FloatBuffer> buffers = new HashMap<>();
    final List<Map<String, OnnxTensor>> tensors = new ArrayList<>();

    Buffers(BatchSizes ladder) {
      for (int i = 0; i < ladder.count(); i++) {
        tensors.add(new HashMap<>());
      }
    }

    void add(BatchSizes ladder, String name, int width) throws OrtException {
      FloatBuffer buffer =
          ByteBuffer.allocateDirect(ladder.max() * width * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      buffers.put(name, buffer);
      for (int i = 0; i < ladder.count(); i++) {
        int rows = ladder.size(i);
        FloatBuffer part = buffer.slice(0, rows * width);
        long[] shape = {rows, width};
        tensors.get(i).put(name, OnnxTensor.createTensor(Sessions.ENVIRONMENT, part, shape));
      }
    }

    FloatBuffer get(String name) {
      FloatBuffer buffer = buffers.get(name);
      if (buffer == null) {
        throw new IllegalStateException("no buffer is called " + name);
      }
      return buffer;
    }

    void close() {
      tensors.forEach(all -> all.values().forEach(OnnxTensor::close));
    }
  }

  ComposerWorkspace(ComposerMetadata metadata, BatchSizes ladder) throws OrtException {
    this.ladder = ladder;
    this.stateSize = metadata.stateSize();
    this.states = metadata.states();
    this.in = new Buffers(ladder);
    this.out = new Buffers(ladder);
    try {
      in.add(ladder, ComposerMetadata.NOTE, 1);
      in.add(ladder, ComposerMetadata.PLACE, 1);
      out.add(ladder, ComposerMetadata.PROBABILITIES, Composer.CLASSES);
      for (State state : states) {
        in.add(ladder, state.name(), state.size());
        out.add(ladder, ComposerMetadata.NEXT + state.name(), state.size());
      }
    } catch (OrtException e) {
      close();
      throw e;
    }
  }

  /**
   * One run. Rows beyond {@code n} are padding: their notes and places are 0, their states what
   * lies there.
   *
   * @param size of the batch, one of the ladder's
   * @param n pieces, at most {@code size}; for the rest see {@link Composer#hear}
   */
  void run(
      OrtSession session,
      int size,
      int n,
      int[] notes,
      int[] places,
      float[] state,
      float[] probabilities)
      throws OrtException {
    FloatBuffer note = in.get(ComposerMetadata.NOTE);
    FloatBuffer place = in.get(ComposerMetadata.PLACE);
    for (int row = 0; row < size; row++) {
      note.put(row, row < n ? notes[row] : 0);
      place.put(row, row < n ? places[row] : 0);
    }
    int from = 0;
    for (State part : states) {
      FloatBuffer buffer = in.get(part.name());
      for (int row = 0; row < n; row++) {
        buffer.put(row * part.size(), state, row * stateSize + from, part.size());
      }
      from += part.size();
    }
    int index = ladder.indexFor(size);
    session.run(in.tensors.get(index), Set.of(), out.tensors.get(index)).close();
    out.get(ComposerMetadata.PROBABILITIES).get(0, probabilities, 0, n * Composer.CLASSES);
    from = 0;
    for (State part : states) {
      FloatBuffer buffer = out.get(ComposerMetadata.NEXT + part.name());
      for (int row = 0; row < n; row++) {
        buffer.get(row * part.size(), state, row * stateSize + from, part.size());
      }
      from += part.size();
    }
  }

  @Override
  public void close() {
    in.close();
    out.close();
  }
}
