package io.wavecast.core.forecast.window;

import static io.wavecast.core.forecast.window.SeriesState.DEVIATION_SECTION;
import static io.wavecast.core.forecast.window.SeriesState.WINDOW_SECTION;

import io.wavecast.core.forecast.deviation.DeviationForesight;
import io.wavecast.core.forecast.window.Sections.Section;
import io.wavecast.core.stream.BitOutput;
import io.wavecast.core.stream.SparseBytes;
import io.wavecast.core.stream.StateBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two written states of a series. The later one is predicted from the earlier
 * one, and what the prediction misses is stored, so the later state is exact. The prediction is
 * part of the layout.
 *
 * <pre>
 *   version(1)
 *   {@link Sections} of the later state
 *   values that left the window(1)  values of the later window(1)
 *   time between the latest forecasts of both, ms: number
 *   if above 0, whether there are several observations(1)
 *     one:      {@link DeviationForesight#write}
 *     several:  the most frequent change of a calibration factor(2)
 *   {@link SparseBytes}
 * </pre>
 *
 * <p>The first version knows several observations only, and does not say so. Not thread-safe:
 * arrays are used again.
 */
final class SeriesDifference {
  private static final byte FIRST = 1;
  private static final byte VERSION = 2;

  private static final int TYPICAL_SIZE = 160;

  private final DeviationForesight foresight = new DeviationForesight();

  /** Used again for a state of the same size. */
  private byte[] predicted = {};

  /** The difference; null where a state has no window in the present layout. */
  byte @Nullable [] of(byte[] before, int length, byte[] after) {
    Sections earlier = Sections.of(before, length);
    Sections later = Sections.of(after, after.length);
    Section from = earlier.find(WINDOW_SECTION);
    Section to = later.find(WINDOW_SECTION);
    if (from == null || to == null) {
      return null;
    }
    BitOutput out = new BitOutput(TYPICAL_SIZE);
    out.write(VERSION);
    later.write(earlier, out);
    int gone = WindowBytes.gone(before, from, after, to);
    int values = WindowBytes.values(after, to);
    out.write(gone);
    SparseBytes.writeNumber(out, values);
    Section was = earlier.find(DEVIATION_SECTION);
    Section is = later.find(DEVIATION_SECTION);
    long passed =
        was == null || is == null || was.length() != is.length()
            ? 0
            : DeviationForesight.passed(before, was.at(), after, is.at(), is.length());
    SparseBytes.writeNumber(out, passed);
    if (predicted.length != later.length()) {
      predicted = new byte[later.length()];
    }
    copy(before, earlier, later, predicted);
    WindowBytes.predict(before, from, gone, values, passed, predicted, to);
    if (was != null && is != null && passed > 0) {
      boolean several = !DeviationForesight.isNext(before, was.at(), after, is.at());
      out.write(several ? 1 : 0);
      if (several) {
        int move = DeviationForesight.move(before, was.at(), after, is.at());
        out.write(move >> Byte.SIZE);
        out.write(move);
        foresight.predict(predicted, is.at(), is.length(), passed, move);
      } else {
        float y = foresight.write(predicted, is.at(), is.length(), passed, after, is.at(), out);
        WindowBytes.append(predicted, to, values, y);
      }
    }
    SparseBytes.write(predicted, after, out);
    return out.toByteArray();
  }

  /**
   * The later state.
   *
   * @throws IllegalArgumentException when the bytes are not such a difference
   */
  byte[] apply(byte[] before, int length, byte[] difference) {
    return StateBytes.read(
        difference,
        "difference of series",
        difference.length > 0 && difference[0] == FIRST ? FIRST : VERSION,
        in -> {
          Sections earlier = Sections.of(before, length);
          Sections later = Sections.read(earlier, in);
          byte[] after = read(before, earlier, later, in, difference[0] == FIRST);
          SparseBytes.read(in, after);
          return after;
        });
  }

  private byte[] read(
      byte[] before, Sections earlier, Sections later, ByteBuffer in, boolean first) {
    int gone = in.get();
    int values = SparseBytes.readNumber(in);
    long passed = SparseBytes.readLong(in);
    byte[] after = new byte[later.length()];
    copy(before, earlier, later, after);
    Section from = earlier.find(WINDOW_SECTION);
    Section to = later.find(WINDOW_SECTION);
    if (from != null && to != null) {
      WindowBytes.predict(before, from, gone, values, passed, after, to);
    }
    if (passed > 0) {
      boolean several = first || in.get() != 0;
      short move = several ? in.getShort() : 0;
      Section deviation = later.find(DEVIATION_SECTION);
      if (deviation != null && several) {
        foresight.predict(after, deviation.at(), deviation.length(), passed, move);
      } else if (deviation != null && to != null) {
        float y = foresight.read(after, deviation.at(), deviation.length(), passed, in);
        WindowBytes.append(after, to, values, y);
      }
    }
    return after;
  }

  /** Copies the earlier sections to the places of the later ones. */
  private static void copy(byte[] before, Sections earlier, Sections later, byte[] after) {
    after[0] = before[0];
    ByteBuffer out = ByteBuffer.wrap(after);
    for (Section to : later.all()) {
      out.put(to.at() - SeriesState.SECTION_HEAD, to.tag())
          .putInt(to.at() - Integer.BYTES, to.length());
      Section from = earlier.find(to.tag());
      int same = from == null ? 0 : Math.min(from.length(), to.length());
      if (from != null) {
        System.arraycopy(before, from.at(), after, to.at(), same);
      }
      Arrays.fill(after, to.at() + same, to.end(), (byte) 0);
    }
  }
}
