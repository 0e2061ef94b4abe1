package io.wavecast.kafkastreams;

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
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.SstFileWriter;

class StoreFilesTest {
  @TempDir private Path dir = Path.of("");

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

    assertThatCode(() -> StoreFiles.verify(dir.toFile())).doesNotThrowAnyException();
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

    assertThatCode(() -> StoreFiles.verify(dir.toFile())).doesNotThrowAnyException();
    remover.join();
  }

  @Test
  void an_incomplete_file_that_nobody_writes_is_damaged() throws Exception {
    byte[] complete = table();
    Path file = dir.resolve("000007.sst");
    Files.write(file, Arrays.copyOf(complete, complete.length - 40));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));

    assertThatThrownBy(() -> StoreFiles.verify(dir.toFile()))
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
}
