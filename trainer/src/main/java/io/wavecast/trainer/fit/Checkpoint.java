package io.wavecast.trainer.fit;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A training run's state in a file. A new state is forced to the disk and replaces the old one
 * atomically, so that after a kill or a power cut one of the two is complete.
 *
 * @param file where the state is kept
 * @param fingerprint what the run is: model, data, options. The state of another run is refused
 */
public record Checkpoint(Path file, String fingerprint) {
  private static final int MAGIC = 0x57434b32; // WCK2

  /** Bytes that are forced to the disk at once. */
  private static final int BUFFER = 1 << 20;

  /** Whether a state is kept, of this run or of another one. */
  public boolean exists() {
    return Files.exists(file);
  }

  /** Keeps a state; when this returns it is on the disk. */
  void write(FitState state) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    OutputStream disk = Files.newOutputStream(next, CREATE, TRUNCATE_EXISTING, WRITE, DSYNC);
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(disk, BUFFER))) {
      write(state, out);
    }
    Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  private void write(FitState state, DataOutputStream out) throws IOException {
    out.writeInt(MAGIC);
    out.writeUTF(fingerprint);
    out.writeLong(state.step());
    writeArrays(out, state.weights());
    writeArrays(out, state.moments());
    writeArrays(out, state.average());
    out.writeDouble(state.bestScore());
    out.writeLong(state.bestStep());
    writeArrays(out, state.best());
    out.writeInt(state.curve().size());
    for (Curve.Point point : state.curve()) {
      out.writeLong(point.step());
      out.writeDouble(point.trainLoss());
      out.writeDouble(point.validScore());
      out.writeDouble(point.validLoss());
    }
    out.writeInt(MAGIC);
  }

  /**
   * Reads the state.
   *
   * @throws IOException when the file cannot be read, is no checkpoint, or is one of another run
   */
  FitState read() throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " is not a checkpoint of this version");
      }
      String found = in.readUTF();
      if (!found.equals(fingerprint)) {
        throw new IOException(
            "%s belongs to a run with other settings: %s".formatted(file, difference(found)));
      }
      FitState state =
          new FitState(
              in.readLong(),
              readArrays(in),
              readArrays(in),
              readArrays(in),
              in.readDouble(),
              in.readLong(),
              readArrays(in),
              readCurve(in));
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " is damaged");
      }
      return state;
    } catch (EOFException e) {
      throw new IOException(file + " is cut short", e);
    } catch (UTFDataFormatException e) {
      throw new IOException(file + " is damaged", e);
    }
  }

  /** The first setting that differs, as it was and as it is. */
  private String difference(String found) {
    String[] then = found.split("[ ,\\[\\]]+");
    String[] now = fingerprint.split("[ ,\\[\\]]+");
    int at = Arrays.mismatch(then, now);
    return "%s, now %s"
        .formatted(at < then.length ? then[at] : "nothing", at < now.length ? now[at] : "nothing");
  }

  private static void writeArrays(DataOutputStream out, Map<String, float[]> arrays)
      throws IOException {
    out.writeInt(arrays.size());
    for (Map.Entry<String, float[]> entry : arrays.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue().length);
      for (float value : entry.getValue()) {
        out.writeFloat(value);
      }
    }
  }

  private Map<String, float[]> readArrays(DataInputStream in) throws IOException {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      int length = in.readInt();
      if (length < 0 || length > Files.size(file) / Float.BYTES) {
        throw new IOException(file + " is damaged");
      }
      float[] values = new float[length];
      for (int j = 0; j < values.length; j++) {
        values[j] = in.readFloat();
      }
      arrays.put(name, values);
    }
    return arrays;
  }

  private static List<Curve.Point> readCurve(DataInputStream in) throws IOException {
    List<Curve.Point> curve = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      curve.add(new Curve.Point(in.readLong(), in.readDouble(), in.readDouble(), in.readDouble()));
    }
    return curve;
  }
}
