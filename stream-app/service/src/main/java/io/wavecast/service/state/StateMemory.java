package io.wavecast.service.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the native memory of all state stores of this process: their block caches, indexes,
 * filters and write buffers share one budget. Kafka Streams makes an instance for each store.
 * Thread-safe.
 */
public final class StateMemory implements RocksDBConfigSetter {
  /** Property of Kafka Streams: the budget, bytes. */
  public static final String BYTES = "wavecast.state.memory";

  /** The share of the budget that writes may hold until they are flushed to files. */
  private static final int WRITES = 4;

  /** The share of the cache that only indexes and filters may hold. */
  private static final double INDEXES = 0.1;

  private static final long MIN_WRITE_BUFFER = 1 << 20;

  private static final Map<Long, Budget> BUDGETS = new ConcurrentHashMap<>();

  /** Stores share it, so it is never closed: it lives as long as the process. */
  private record Budget(Cache cache, WriteBufferManager writes) {
    static Budget of(long bytes) {
      RocksDB.loadLibrary();
      Cache cache = new LRUCache(bytes, -1, false, INDEXES);
      return new Budget(cache, new WriteBufferManager(bytes / WRITES, cache));
    }
  }

  /** The properties of Kafka Streams that set a budget, bytes; none for 0, which sets no bound. */
  public static Map<String, String> properties(long bytes) {
    return bytes == 0
        ? Map.of()
        : Map.of("rocksdb.config.setter", StateMemory.class.getName(), BYTES, Long.toString(bytes));
  }

  /** The memory that stores use of their budgets, bytes. */
  public static double used() {
    return BUDGETS.values().stream().mapToLong(budget -> budget.cache().getUsage()).sum();
  }

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    long bytes = Long.parseLong(String.valueOf(configs.get(BYTES)));
    Budget budget = BUDGETS.computeIfAbsent(bytes, Budget::of);
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(budget.cache());
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(budget.writes());
    // many stores may write: a buffer of each grows in small steps
    long buffer =
        Math.max(MIN_WRITE_BUFFER, Math.min(options.writeBufferSize(), bytes / WRITES / 8));
    options.setWriteBufferSize(buffer);
    options.setArenaBlockSize(buffer / 32);
  }

  @Override
  public void close(String store, Options options) {
    // the budget is shared with the other stores
  }
}
