package io.wavecast.kafkastreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

class StoreDamageTest {
  @TempDir private Path dir = Path.of("");

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

  @Test
  void a_file_that_is_being_written_is_awaited() throws Exception {
    byte[] complete = table();
    Path file = dir.resolve("000007.sst");
    Files.write(file, Arrays.copyOf(complete, complete.length - 40));
    Thread writer =
        new Thread(
            () -> {
              try {
                Thread.sleep(600);
                Files.write(file, complete);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();

    assertThatCode(() -> StoreDamage.verify(dir.toFile())).doesNotThrowAnyException();
    writer.join();
  }

  @Test
  void a_file_that_is_being_written_may_vanish() throws Exception {
    Path file = Files.write(dir.resolve("000007.sst"), new byte[100]);
    Thread remover =
        new Thread(
            () -> {
              try {
                Thread.sleep(600);
                Files.delete(file);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    remover.start();

    assertThatCode(() -> StoreDamage.verify(dir.toFile())).doesNotThrowAnyException();
    remover.join();
  }

  @Test
  void an_incomplete_file_that_nobody_writes_is_damaged() throws Exception {
    byte[] complete = table();
    Path file = dir.resolve("000007.sst");
    Files.write(file, Arrays.copyOf(complete, complete.length - 40));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));

    assertThatThrownBy(() -> StoreDamage.verify(dir.toFile()))
        .isInstanceOf(ProcessorStateException.class)
        .hasMessageContaining("000007.sst");
  }

  private byte[] table() throws Exception {
    Path file = dir.resolve("complete");
    try (EnvOptions environment = new EnvOptions();
        Options options = new Options();
        SstFileWriter writer = new SstFileWriter(environment, options)) {
      writer.open(file.toString());
      writer.put(new byte[] {1}, new byte[1000]);
      writer.finish();
    }
    return Files.readAllBytes(file);
  }

  private static ProcessorStateException failure(String message) {
    return new ProcessorStateException("Error opening store", new RocksDBException(message));
  }
}
