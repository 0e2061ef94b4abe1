package io.wavecast.core.incident;

/** A hash of 64 bits that is the same in every process and release. */
final class SeriesHash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private SeriesHash() {}

  /** FNV-1a over the characters, then the finalizer of MurmurHash3, which spreads the high bits. */
  static long of(String text) {
    long h = OFFSET;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * PRIME;
    }
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
