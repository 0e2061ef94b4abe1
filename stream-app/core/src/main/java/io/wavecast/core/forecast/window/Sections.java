package io.wavecast.core.forecast.window;

import io.wavecast.core.stream.SparseBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the sections of a written {@link SeriesState} are. */
record Sections(List<Section> all) {
  /** A section, without its tag and length. */
  record Section(byte tag, int at, int length) {
    int end() {
      return at + length;
    }
  }

  static Sections of(byte[] state, int length) {
    List<Section> all = new ArrayList<>(4);
    ByteBuffer in = ByteBuffer.wrap(state, 0, length);
    for (int at = 1; at < length; ) {
      Section each = new Section(in.get(at), at + SeriesState.SECTION_HEAD, in.getInt(at + 1));
      all.add(each);
      at = each.end();
    }
    return new Sections(all);
  }

  @Nullable Section find(byte tag) {
    for (Section each : all) {
      if (each.tag == tag) {
        return each;
      }
    }
    return null;
  }

  /** The length of the state. */
  int length() {
    return all.get(all.size() - 1).end();
  }

  /** Writes tags and lengths, or nothing but a 0 where they are those of an earlier state. */
  void write(Sections earlier, ByteArrayOutputStream out) {
    if (equals(earlier)) {
      out.write(0);
      return;
    }
    SparseBytes.writeNumber(out, all.size());
    for (Section each : all) {
      out.write(each.tag);
      SparseBytes.writeNumber(out, each.length);
    }
  }

  /** Reads what {@link #write} wrote. */
  static Sections read(Sections earlier, ByteBuffer in) {
    int n = SparseBytes.readNumber(in);
    if (n == 0) {
      return earlier;
    }
    List<Section> all = new ArrayList<>(n);
    int at = 1;
    for (int i = 0; i < n; i++) {
      byte tag = in.get();
      Section each = new Section(tag, at + SeriesState.SECTION_HEAD, SparseBytes.readNumber(in));
      all.add(each);
      at = each.end();
    }
    return new Sections(all);
  }
}
