package io.wavecast.kafkastreams;

import java.io.File;
import java.time.Duration;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/** The files of a store, read as a whole. */
final class StoreFiles {
  /** A file that cannot be read and was written to this recently may become complete. */
  private static final Duration RECENT = Duration.ofSeconds(10);

  /** Looks at such a file. */
  private static final int LOOKS = 100;

  private StoreFiles() {}

  /**
   * Reads every block of a store's files. An open iterator keeps the files that it reads; others
   * may be deleted meanwhile, or be written just now.
   *
   * @param store the folder of the files; nothing is read where it is absent
   * @throws ProcessorStateException when a file is damaged
   */
  static void verify(File store) {
    File[] files = store.listFiles((folder, name) -> name.endsWith(".sst"));
    for (File file : files == null ? new File[0] : files) {
      for (int look = 1; !isReadable(file, look == LOOKS); look++) {
        pause();
      }
    }
  }

  /**
   * Whether a file is complete, or is no longer there.
   *
   * @param last whether to wait no longer
   * @throws ProcessorStateException when it is damaged
   */
  private static boolean isReadable(File file, boolean last) {
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(file.getPath());
      reader.verifyChecksum();
      return true;
    } catch (RocksDBException e) {
      long age = System.currentTimeMillis() - file.lastModified();
      if (file.exists() && (last || age > RECENT.toMillis())) {
        throw new ProcessorStateException("file " + file + " cannot be read", e);
      }
      return !file.exists();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RECENT.toMillis() / LOOKS * 2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamsException("interrupted while a file of a store was written", e);
    }
  }
}
