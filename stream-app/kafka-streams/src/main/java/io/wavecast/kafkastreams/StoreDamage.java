package io.wavecast.kafkastreams;

import java.io.File;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
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

  /**
   * Reads every block of a store's files. An open iterator keeps the files that it reads; others
   * may be deleted meanwhile.
   *
   * @param store the folder of the files; nothing is read where it is absent
   * @throws ProcessorStateException when a file is damaged
   */
  static void verify(File store) {
    File[] files = store.listFiles((folder, name) -> name.endsWith(".sst"));
    for (File file : files == null ? new File[0] : files) {
      try (Options options = new Options();
          SstFileReader reader = new SstFileReader(options)) {
        reader.open(file.getPath());
        reader.verifyChecksum();
      } catch (RocksDBException e) {
        if (file.exists()) {
          throw new ProcessorStateException("file " + file + " cannot be read", e);
        }
      }
    }
  }
}
