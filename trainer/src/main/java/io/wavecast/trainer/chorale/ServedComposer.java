package io.wavecast.trainer.chorale;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.wavecast.trainer.chorale.ComposerNet.State;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A composer's two files at work on ONNX Runtime, to measure them and to compare them with the
 * network. Not thread-safe.
 */
final class ServedComposer implements AutoCloseable {
  private static final int CHUNK = 64;
  private static final int N = NoteWindows.NOTES;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession whole;
  private final OrtSession step;
  private final List<State> states;

  ServedComposer(byte[] whole, byte[] step, List<State> states) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      this.whole = environment.createSession(whole, options);
      this.step = environment.createSession(step, options);
      this.states = states;
    } catch (OrtException e) {
      throw new IllegalStateException("the model cannot be opened: " + e.getMessage(), e);
    }
  }

  /** The lines of the step's {@code metadata_props}. */
  Map<String, String> metadata() {
    try {
      return step.getMetadata().getCustomMetadata();
    } catch (OrtException e) {
      throw new IllegalStateException("the model has no metadata: " + e.getMessage(), e);
    }
  }

  /** What the file for whole windows says: [windows, notes - 1, 47]. */
  float[] whole(NoteWindows windows) {
    float[] all = new float[windows.size() * (N - 1) * Notes.CLASSES];
    int at = 0;
    for (int from = 0; from < windows.size(); from += CHUNK) {
      NoteWindows chunk = windows.slice(from, Math.min(from + CHUNK, windows.size()));
      int n = chunk.size();
      float[] notes = new float[n * N];
      float[] places = new float[n];
      for (int i = 0; i < n; i++) {
        places[i] = chunk.places()[i];
        for (int k = 0; k < N; k++) {
          notes[i * N + k] = chunk.windows().get(i)[k];
        }
      }
      Map<String, float[]> in = new LinkedHashMap<>();
      in.put(ComposerModelWriter.NOTES, notes);
      in.put(ComposerModelWriter.PLACE, places);
      float[] p = run(whole, n, in, List.of(ComposerModelWriter.PROBABILITIES)).get(0);
      System.arraycopy(p, 0, all, at, p.length);
      at += p.length;
    }
    return all;
  }

  /** What the file for one step says, note after note, all windows together: the same shape. */
  float[] stepByStep(NoteWindows windows) {
    int n = windows.size();
    float[] all = new float[n * (N - 1) * Notes.CLASSES];
    Map<String, float[]> in = new LinkedHashMap<>();
    List<String> wanted = new ArrayList<>(List.of(ComposerModelWriter.PROBABILITIES));
    for (State state : states) {
      in.put(state.name(), new float[n * state.size()]);
      wanted.add(ComposerModelWriter.NEXT + state.name());
    }
    for (int k = 0; k < N - 1; k++) {
      float[] note = new float[n];
      float[] place = new float[n];
      for (int i = 0; i < n; i++) {
        note[i] = windows.windows().get(i)[k];
        place[i] = (windows.places()[i] * Notes.VOICES + k) % (Notes.BAR * Notes.VOICES);
      }
      in.put(ComposerModelWriter.NOTE, note);
      in.put(ComposerModelWriter.PLACE, place);
      List<float[]> out = run(step, n, in, wanted);
      for (int i = 0; i < states.size(); i++) {
        in.put(states.get(i).name(), out.get(i + 1));
      }
      for (int i = 0; i < n; i++) {
        System.arraycopy(
            out.get(0), i * Notes.CLASSES, all, (i * (N - 1) + k) * Notes.CLASSES, Notes.CLASSES);
      }
    }
    return all;
  }

  private List<float[]> run(
      OrtSession session, int n, Map<String, float[]> in, List<String> wanted) {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, float[]> entry : in.entrySet()) {
        long[] shape = {n, entry.getValue().length / n};
        FloatBuffer values = FloatBuffer.wrap(entry.getValue());
        tensors.put(entry.getKey(), OnnxTensor.createTensor(environment, values, shape));
      }
      List<float[]> out = new ArrayList<>();
      try (OrtSession.Result result = session.run(tensors)) {
        for (String name : wanted) {
          FloatBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
          float[] values = new float[buffer.remaining()];
          buffer.get(values);
          out.add(values);
        }
      }
      return out;
    } catch (OrtException e) {
      throw new IllegalStateException("the model cannot be run: " + e.getMessage(), e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() {
    try {
      whole.close();
      step.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the model cannot be closed: " + e.getMessage(), e);
    }
  }
}
