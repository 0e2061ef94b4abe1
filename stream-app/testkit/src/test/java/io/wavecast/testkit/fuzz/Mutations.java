package io.wavecast.testkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;

/** Payloads with a few bytes changed. Not thread-safe. */
final class Mutations {
  private static final String TEXT = "0123456789eE.-+\"\\{}[],:;|\n\0";
  private static final int MAX_REPEAT = 2_000;

  private final SplittableRandom random;

  Mutations(long seed) {
    random = new SplittableRandom(seed);
  }

  /** One to four changes; the payload itself is not changed. */
  byte[] of(byte[] payload) {
    byte[] bytes = payload.clone();
    for (int n = random.nextInt(1, 5); n > 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      int end = Math.min(bytes.length, at + random.nextInt(9));
      switch (random.nextInt(9)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) TEXT.charAt(random.nextInt(TEXT.length()));
        case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 3 -> bytes[at] = bytes[random.nextInt(bytes.length)];
        case 4 -> bytes = joined(bytes, at, 0, end);
        case 5 -> bytes = joined(bytes, at, random.nextInt(4), at);
        case 6 -> bytes = filled(bytes, at, end);
        case 7 -> bytes = joined(bytes, at, 0, bytes.length);
        default -> {
          // long runs and deep nesting are rare
          if (random.nextInt(50) == 0) {
            bytes = joined(bytes, at, random.nextInt(MAX_REPEAT), at);
          }
        }
      }
    }
    return bytes;
  }

  /**
   * The bytes before one place, some repetitions of a few of them, and those from another place.
   */
  private byte[] joined(byte[] bytes, int to, int repeat, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, to);
    int length = Math.min(to, random.nextInt(1, 9));
    for (int i = 0; i < repeat; i++) {
      out.write(bytes, to - length, length);
    }
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }

  /** Bytes of large lengths in binary encodings. */
  private byte[] filled(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      bytes[i] = (byte) (i == to - 1 ? random.nextInt(128) : 128 + random.nextInt(128));
    }
    return bytes;
  }
}
