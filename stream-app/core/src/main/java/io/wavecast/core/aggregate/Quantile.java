package io.wavecast.core.aggregate;

import io.wavecast.core.stream.SparseBytes;
import io.wavecast.schemas.aggregate.RawEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.tdigest.TDigestDouble;
import org.jspecify.annotations.Nullable;

/**
 * A quantile of the values of a window. Up to {@value #EXACT} values it is exact: the least value
 * that at least this part of them does not exceed (nearest rank). Of more it is an estimate of a
 * t-digest (Dunning, Ertl: Computing Extremely Accurate Quantiles Using t-Digests, 2019).
 *
 * <p>Values are taken into the digest in blocks, so when states are written does not matter: a
 * digest is compressed when it is written.
 */
final class Quantile extends Accumulator {
  /** Values that are kept as they are; then they go into the digest. */
  static final int EXACT = 256;

  /** Size of the digest: at most about 4.5 kB. */
  private static final short COMPRESSION = 200;

  private final double rank;
  private double[] values = new double[8];
  private int size;
  private @Nullable TDigestDouble digest;

  /** The digest as it is written; null where it has changed since. */
  private byte @Nullable [] written;

  /**
   * @param rank in (0, 1)
   */
  Quantile(double rank) {
    this.rank = rank;
  }

  @Override
  void add(RawEvent event) {
    if (size == EXACT) {
      fold();
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.min(EXACT, 2 * size));
    }
    values[size++] = event.value();
  }

  private void fold() {
    TDigestDouble to = digest == null ? new TDigestDouble(COMPRESSION) : digest;
    addTo(to);
    to.compress();
    digest = to;
    written = null;
    size = 0;
  }

  private void addTo(TDigestDouble to) {
    for (int i = 0; i < size; i++) {
      to.update(values[i]);
    }
  }

  @Override
  double result() {
    if (digest == null) {
      double[] sorted = Arrays.copyOf(values, size);
      Arrays.sort(sorted);
      return sorted[Math.max(0, (int) Math.ceil(rank * size) - 1)];
    }
    TDigestDouble all = TDigestDouble.heapify(Memory.wrap(bytes(digest)));
    addTo(all);
    return all.getQuantile(rank);
  }

  private byte[] bytes(TDigestDouble of) {
    byte[] bytes = written;
    if (bytes == null) {
      bytes = of.toByteArray();
      written = bytes;
    }
    return bytes;
  }

  @Override
  void write(ByteArrayOutputStream out) {
    SparseBytes.writeArray(out, digest == null ? new byte[0] : bytes(digest));
    SparseBytes.writeNumber(out, size);
    ByteBuffer rest = ByteBuffer.allocate(size * Double.BYTES).order(ByteOrder.BIG_ENDIAN);
    for (int i = 0; i < size; i++) {
      rest.putDouble(values[i]);
    }
    out.writeBytes(rest.array());
  }

  @Override
  void read(ByteBuffer in) {
    byte[] bytes = SparseBytes.readArray(in);
    if (bytes.length > 0) {
      digest = TDigestDouble.heapify(Memory.wrap(bytes));
      written = bytes;
    }
    size = SparseBytes.readNumber(in);
    values = new double[Math.max(8, size)];
    for (int i = 0; i < size; i++) {
      values[i] = in.getDouble();
    }
  }
}
