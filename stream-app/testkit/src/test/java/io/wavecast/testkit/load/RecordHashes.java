package io.wavecast.testkit.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The records of a topic, by key and in order: of each the first 8 bytes of its SHA-256. Millions
 * of records fit. Not thread-safe.
 */
final class RecordHashes {
  private static final int MOST_DIFFERENCES = 3;

  private final Map<String, Hashes> byKey = new LinkedHashMap<>();
  private final MessageDigest sha256;

  RecordHashes() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Those of a key. */
  private static final class Hashes {
    private long[] all = new long[16];
    private int size;

    /** Records of the key before the first one here. */
    private int before;

    void add(long hash) {
      if (size == all.length) {
        all = Arrays.copyOf(all, 2 * size);
      }
      all[size++] = hash;
    }
  }

  /**
   * Where the records of a key differ first.
   *
   * @param expected how many records of the key were expected before
   * @param written how many were written before
   */
  record Place(String key, int expected, int written) {}

  /**
   * How the records of a topic differ from those expected.
   *
   * @param records how many were written
   * @param differences the first of some keys
   */
  record Counts(long records, long lost, long more, long wrong, List<Place> differences) {}

  void add(String key, String text) {
    byte[] hash = sha256.digest(text.getBytes(ISO_8859_1));
    byKey.computeIfAbsent(key, k -> new Hashes()).add(ByteBuffer.wrap(hash).getLong());
  }

  long size() {
    return byKey.values().stream().mapToLong(hashes -> hashes.size).sum();
  }

  /** As many of the last records of each key as are written, at least one. */
  RecordHashes endsOf(RecordHashes written) {
    RecordHashes ends = new RecordHashes();
    byKey.forEach(
        (key, all) -> {
          Hashes other = written.byKey.get(key);
          int n = Math.min(all.size, Math.max(1, other == null ? 0 : other.size));
          Hashes end = new Hashes();
          end.before = all.size - n;
          for (int i = end.before; i < all.size; i++) {
            end.add(all.all[i]);
          }
          ends.byKey.put(key, end);
        });
    return ends;
  }

  /** Compares these, which are expected, with what was written. */
  Counts compare(RecordHashes written) {
    TreeSet<String> keys = new TreeSet<>(byKey.keySet());
    keys.addAll(written.byKey.keySet());
    long lost = 0;
    long more = 0;
    long wrong = 0;
    List<Place> differences = new ArrayList<>();
    for (String key : keys) {
      Hashes a = byKey.getOrDefault(key, new Hashes());
      Hashes b = written.byKey.getOrDefault(key, new Hashes());
      lost += Math.max(0, a.size - b.size);
      more += Math.max(0, b.size - a.size);
      int both = Math.min(a.size, b.size);
      int different = Arrays.mismatch(a.all, 0, both, b.all, 0, both);
      int same = different < 0 ? both : different;
      wrong += both - same;
      if (same < Math.max(a.size, b.size) && differences.size() < MOST_DIFFERENCES) {
        differences.add(new Place(key, a.before + same, same));
      }
    }
    return new Counts(written.size(), lost, more, wrong, differences);
  }
}
