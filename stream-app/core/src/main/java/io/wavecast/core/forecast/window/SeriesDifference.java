package io.wavecast.core.forecast.window;

import static io.wavecast.core.forecast.window.SeriesState.DEVIATION_SECTION;
import static io.wavecast.core.forecast.window.SeriesState.WINDOW_SECTION;

import io.wavecast.core.forecast.deviation.DeviationForesight;
import io.wavecast.core.forecast.window.Sections.Section;
import io.wavecast.core.stream.SparseBytes;
import io.wavecast.core.stream.StateBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two written states of a series. The later one is predicted from the earlier
 * one: the window and the open forecasts move on, a few counters count, all else stays. What the
 * prediction misses is stored, so the later state is exact. The prediction is part of the layout.
 *
 * <pre>
 *   version(1)
 *   {@link Sections} of the later state
 *   values that left the window(1)  values of the later window(1)
 *   time between the latest forecasts of both, ms: number
 *   if above 0: the most frequent change of a calibration factor(2)
 *   {@link SparseBytes}
 * </pre>
 */
final class SeriesDifference {
  private static final byte VERSION = 1;

  private static final int TYPICAL_SIZE = 300;

  private SeriesDifference() {}

  /** What the prediction is told. */
  private record Hints(int gone, int values, long passed, int move) {
    static Hints of(
        byte[] before, Section from, byte[] after, Section to, Sections earlier, Sections later) {
      int gone = WindowBytes.gone(before, from, after, to);
      int values = WindowBytes.values(after, to);
      Section was = earlier.find(DEVIATION_SECTION);
      Section is = later.find(DEVIATION_SECTION);
      if (was == null || is == null || was.length() != is.length()) {
        return new Hints(gone, values, 0, 0);
      }
      long passed = DeviationForesight.passed(before, was.at(), after, is.at(), is.length());
      int move = passed > 0 ? DeviationForesight.move(before, was.at(), after, is.at()) : 0;
      return new Hints(gone, values, passed, move);
    }

    void write(ByteArrayOutputStream out) {
      out.write(gone);
      out.write(values);
      SparseBytes.writeNumber(out, passed);
      if (passed > 0) {
        out.write(move >> Byte.SIZE);
        out.write(move);
      }
    }

    static Hints read(ByteBuffer in) {
      int gone = in.get();
      int values = in.get();
      long passed = SparseBytes.readLong(in);
      return new Hints(gone, values, passed, passed > 0 ? in.getShort() : 0);
    }
  }

  /** The difference; null where a state has no window in the present layout. */
  static byte @Nullable [] of(byte[] before, int length, byte[] after) {
    Sections earlier = Sections.of(before, length);
    Sections later = Sections.of(after, after.length);
    Section from = earlier.find(WINDOW_SECTION);
    Section to = later.find(WINDOW_SECTION);
    if (from == null || to == null) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_SIZE);
    out.write(VERSION);
    later.write(earlier, out);
    Hints hints = Hints.of(before, from, after, to, earlier, later);
    hints.write(out);
    SparseBytes.write(predict(before, earlier, later, hints), after, out);
    return out.toByteArray();
  }

  /**
   * The later state.
   *
   * @throws IllegalArgumentException when the bytes are not such a difference
   */
  static byte[] apply(byte[] before, int length, byte[] difference) {
    return StateBytes.read(
        difference,
        "difference of series",
        VERSION,
        in -> {
          Sections earlier = Sections.of(before, length);
          Sections later = Sections.read(earlier, in);
          byte[] after = predict(before, earlier, later, Hints.read(in));
          SparseBytes.read(in, after);
          return after;
        });
  }

  private static byte[] predict(byte[] before, Sections earlier, Sections later, Hints hints) {
    byte[] after = new byte[later.length()];
    after[0] = before[0];
    ByteBuffer out = ByteBuffer.wrap(after);
    for (Section to : later.all()) {
      out.put(to.at() - SeriesState.SECTION_HEAD, to.tag())
          .putInt(to.at() - Integer.BYTES, to.length());
      Section from = earlier.find(to.tag());
      if (from == null) {
        continue;
      }
      System.arraycopy(before, from.at(), after, to.at(), Math.min(from.length(), to.length()));
      if (to.tag() == WINDOW_SECTION) {
        WindowBytes.predict(before, from, hints.gone, hints.values, hints.passed, after, to);
      } else if (to.tag() == DEVIATION_SECTION && hints.passed > 0) {
        DeviationForesight.predict(after, to.at(), to.length(), hints.passed, hints.move);
      }
    }
    return after;
  }
}
