package io.wavecast.kafkastreams;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksDBException;

class StoreDamageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Corruption: block checksum mismatch: stored = 1, computed = 2 in 000008.sst",
        "block checksum mismatch: stored = 1, computed = 2",
        "IO error: No such file or directory: While open a file: /state/000008.sst",
      })
  void changed_and_absent_files_are_damage(String message) {
    assertThat(StoreDamage.isDamage(failure(message))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IO error: While lock file: /state/LOCK: Resource temporarily unavailable",
        "IO error: No space left on device: While appending to file: /state/000009.sst",
        "IO error: Permission denied: While open a file: /state/CURRENT",
      })
  void a_lock_a_full_disk_and_a_missing_right_are_none(String message) {
    assertThat(StoreDamage.isDamage(failure(message))).isFalse();
  }

  @Test
  void other_failures_are_none() {
    assertThat(StoreDamage.isDamage(new ProcessorStateException("store is closed"))).isFalse();
  }

  private static ProcessorStateException failure(String message) {
    return new ProcessorStateException("Error opening store", new RocksDBException(message));
  }
}
