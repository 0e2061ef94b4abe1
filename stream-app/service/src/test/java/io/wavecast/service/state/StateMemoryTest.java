package io.wavecast.service.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Stores that together hold more than the budget. */
class StateMemoryTest {
  private static final long BUDGET = 16 << 20;
  private static final int STORES = 4;
  private static final int KEYS = 8_000;

  @TempDir private Path folder;

  @Test
  void several_stores_use_one_budget_and_stay_within_it() throws Exception {
    Map<String, Object> configs = new HashMap<>(StateMemory.properties(BUDGET));
    StateMemory memory = new StateMemory();
    List<Options> allOptions = new ArrayList<>();
    List<RocksDB> stores = new ArrayList<>();
    try {
      for (int i = 0; i < STORES; i++) {
        Options options =
            new Options()
                .setCreateIfMissing(true)
                .setTableFormatConfig(new BlockBasedTableConfig());
        allOptions.add(options);
        memory.setConfig("store", options, configs);
        stores.add(RocksDB.open(options, folder.resolve("store-" + i).toString()));
      }
      double before = StateMemory.used();
      for (RocksDB store : stores) {
        fill(store);
        read(store);
      }

      assertThat(before).isLessThan(BUDGET);
      assertThat(StateMemory.used()).isBetween(BUDGET / 2.0, BUDGET * 1.25);
    } finally {
      stores.forEach(RocksDB::close);
      allOptions.forEach(Options::close);
    }
  }

  /** About 8 MB, which cannot be compressed. */
  private static void fill(RocksDB store) throws RocksDBException {
    Random random = new Random(1);
    byte[] value = new byte[1000];
    for (int key = 0; key < KEYS; key++) {
      random.nextBytes(value);
      store.put(key(key), value);
    }
    try (FlushOptions options = new FlushOptions()) {
      store.flush(options);
    }
  }

  private static void read(RocksDB store) throws RocksDBException {
    for (int key = 0; key < KEYS; key++) {
      assertThat(store.get(key(key))).hasSize(1000);
    }
  }

  private static byte[] key(int number) {
    return new byte[] {(byte) (number >> 8), (byte) number};
  }
}
