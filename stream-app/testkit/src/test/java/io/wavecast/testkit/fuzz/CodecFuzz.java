package io.wavecast.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.wavecast.schemas.BadRecordException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A codec reads mutated payloads, or rejects them as documented, in bounded CPU time and memory.
 * {@code -Dwavecast.fuzz=1000000} sets how many.
 *
 * @param name of the codec
 * @param read reads a payload
 * @param payloads that it reads
 */
public record CodecFuzz(String name, Consumer<byte[]> read, List<byte[]> payloads) {
  private static final long SEED = 20261127;
  private static final int PAYLOADS = Integer.getInteger("wavecast.fuzz", 3_000);
  private static final long MAX_CPU_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long MAX_ALLOCATED = 64L << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A codec of events, with the golden payloads of a folder whose names begin so. */
  public static CodecFuzz events(Path golden, String name, Consumer<byte[]> read)
      throws IOException {
    try (Stream<Path> files = Files.list(golden)) {
      List<Path> own =
          files.filter(file -> file.getFileName().toString().startsWith(name)).sorted().toList();
      assertThat(own).as(name).isNotEmpty();
      List<byte[]> payloads = new ArrayList<>();
      for (Path file : own) {
        payloads.add(Files.readAllBytes(file));
      }
      return new CodecFuzz(name, read, payloads);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  /** Reads the mutated payloads. */
  public void check() {
    Mutations mutations = new Mutations(SEED);
    int accepted = 0;
    for (int i = 0; i < PAYLOADS; i++) {
      byte[] payload = mutations.of(payloads.get(i % payloads.size()));
      long start = THREADS.getCurrentThreadCpuTime();
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      try {
        read.accept(payload);
        accepted++;
      } catch (BadRecordException e) {
        // the documented rejection
      } catch (RuntimeException | Error e) {
        fail(at(i, payload), e);
      }
      if (THREADS.getCurrentThreadAllocatedBytes() - allocated > MAX_ALLOCATED) {
        fail("too much memory: " + at(i, payload));
      }
      if (THREADS.getCurrentThreadCpuTime() - start > MAX_CPU_NANOS) {
        fail("too long: " + at(i, payload));
      }
    }
    assertThat(accepted)
        .as("payloads that %s reads", name)
        .isBetween(PAYLOADS / 100, PAYLOADS * 99 / 100);
  }

  private static String at(int i, byte[] payload) {
    return "seed %d, payload %d: %s".formatted(SEED, i, HexFormat.of().formatHex(payload));
  }
}
