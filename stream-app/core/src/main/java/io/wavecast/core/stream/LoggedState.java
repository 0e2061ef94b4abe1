package io.wavecast.core.stream;

import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.jspecify.annotations.Nullable;

/**
 * A state of {@link LoggedStates} in memory: as it was last written, and as it is now. What was
 * written may be packed by LZ4: half to two thirds of the memory, for some 4 us of CPU per change.
 *
 * @param <S> an immutable state
 */
final class LoggedState<S> {
  private static final LZ4Compressor PACKER = LZ4Factory.fastestInstance().fastCompressor();
  private static final LZ4SafeDecompressor UNPACKER =
      LZ4Factory.fastestInstance().safeDecompressor();

  private static final byte[] NOTHING = {};

  final String key;
  @Nullable S state;
  boolean changed;

  /** Memory that it is taken to need, bytes. */
  int charged;

  /** Differences in the log after the state was written in full. */
  int differences;

  /** The block of the first of them; just after loading the first block that may hold one. */
  long first;

  /** The block of the latest of them. */
  long last;

  /** Whether it may need differences of the log, while states are recovered. */
  boolean awaits;

  /** The latest of those that wait in {@link WaitingDifferences}. */
  long waiting = WaitingDifferences.NONE;

  /** The commit before which it was last changed. */
  long commit;

  /** Its place among those in memory, and when it was used last. */
  int index;

  long used;

  /** Whether it is in memory still. */
  boolean held = true;

  /** What was written last: its first bytes, or all of it packed. */
  private byte[] saved = NOTHING;

  private int length;

  /** The size of what is packed; 0 if it is not. */
  private int packed;

  /** What was written last, while it is needed, if it is packed. */
  private byte @Nullable [] unpacked;

  LoggedState(String key) {
    this.key = key;
  }

  /**
   * Remembers what was written; the bytes are copied into the same array if they fit.
   *
   * @param scratch for packing, of {@link #scratch} bytes at least; null if it is not packed
   */
  void saved(byte[] bytes, int from, byte @Nullable [] scratch) {
    length = bytes.length - from;
    unpacked = null;
    if (scratch == null) {
      packed = 0;
      keep(bytes, from, length);
    } else {
      packed = PACKER.compress(bytes, from, length, scratch, 0);
      keep(scratch, 0, packed);
    }
  }

  private void keep(byte[] bytes, int from, int size) {
    if (saved.length < size || saved.length > size + size / 4) {
      saved = new byte[size + size / 16];
    }
    System.arraycopy(bytes, from, saved, 0, size);
  }

  /** Packs what was written, if it is not packed. */
  void pack(byte[] scratch) {
    if (packed == 0 && length > 0) {
      byte[] plain = copy();
      saved(plain, 0, scratch);
      unpacked = state == null ? null : plain;
    }
  }

  /** How large an array must be for a state of some length to be packed. */
  static int scratch(int length) {
    return PACKER.maxCompressedLength(length);
  }

  /** The length of {@link #saved()}; 0 if nothing was written. */
  int length() {
    return length;
  }

  /** What was written last, in the first {@link #length} bytes. It must not be changed. */
  byte[] saved() {
    return packed == 0 ? saved : unpacked();
  }

  /** What was written last, in an array that nobody changes. */
  byte[] copy() {
    return packed == 0 ? Arrays.copyOf(saved, length) : unpacked();
  }

  private byte[] unpacked() {
    byte[] plain = unpacked;
    if (plain == null) {
      plain = new byte[length];
      UNPACKER.decompress(saved, 0, packed, plain, 0, length);
    }
    return plain;
  }

  /** Decodes what was written last; it will be needed again when the state has changed. */
  S decode(StateCodec<S> codec) {
    byte[] bytes = copy();
    unpacked = packed == 0 ? null : bytes;
    S decoded = codec.read(bytes);
    state = decoded;
    return decoded;
  }

  /** Forgets the present state, which is what was written. */
  void settle() {
    state = null;
    unpacked = null;
  }

  /** Forgets all, since the state leaves memory. */
  void leave() {
    held = false;
    settle();
    saved = NOTHING;
    length = 0;
    packed = 0;
  }

  /**
   * Memory that it is taken to need, bytes.
   *
   * @param typical length of a state
   */
  int memory(int typical) {
    return saved.length + (state == null ? 0 : typical) + (unpacked == null ? 0 : unpacked.length);
  }
}
