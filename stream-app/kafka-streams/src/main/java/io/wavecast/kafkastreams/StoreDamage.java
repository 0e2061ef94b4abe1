package io.wavecast.kafkastreams;

import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Tells damaged files of a store from other failures. */
final class StoreDamage {
  private StoreDamage() {}

  /**
   * Whether files of the store have changed or are absent, so that restoring it helps. A store that
   * another process has locked, a full disk or a missing right are no damage.
   */
  static boolean isDamage(ProcessorStateException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RocksDBException e) {
        Status status = e.getStatus();
        String text = String.valueOf(e.getMessage());
        return (status != null && status.getCode() == Status.Code.Corruption)
            || text.startsWith("Corruption")
            || text.contains("checksum mismatch")
            || text.contains("No such file or directory");
      }
    }
    return false;
  }
}
