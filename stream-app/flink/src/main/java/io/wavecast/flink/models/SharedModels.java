package io.wavecast.flink.models;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.repository.ModelRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * One repository for all subtasks of a job in a process: the first opens it, the last closes it.
 * Flink gives each job classes of its own, so that jobs do not meet here. Thread-safe.
 */
final class SharedModels {
  private static final Map<RepositoryModels, SharedModels> OPEN = new HashMap<>();

  private final ModelRepository repository;
  private final Path scratch;
  private int users;

  private SharedModels(ModelRepository repository, Path scratch) {
    this.repository = repository;
    this.scratch = scratch;
  }

  static ModelSource.Opened<Forecasters> open(
      RepositoryModels models, RuntimeContext context, Metrics metrics) throws IOException {
    synchronized (OPEN) {
      SharedModels shared = OPEN.get(models);
      if (shared == null) {
        shared = first(models, context, metrics);
        OPEN.put(models, shared);
      }
      shared.users++;
      return new Use(models, shared);
    }
  }

  private static SharedModels first(
      RepositoryModels models, RuntimeContext context, Metrics metrics) throws IOException {
    Path scratch = RepositoryModels.scratch();
    boolean opened = false;
    try {
      SharedModels shared = new SharedModels(models.repository(context, metrics, scratch), scratch);
      opened = true;
      return shared;
    } finally {
      if (!opened) {
        delete(scratch);
      }
    }
  }

  private static void release(RepositoryModels models, SharedModels shared) {
    synchronized (OPEN) {
      if (--shared.users == 0) {
        OPEN.remove(models);
        shared.repository.close();
        delete(shared.scratch);
      }
    }
  }

  private static void delete(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What one subtask holds. */
  private static final class Use implements ModelSource.Opened<Forecasters> {
    private final RepositoryModels models;
    private final SharedModels shared;
    private boolean closed;

    Use(RepositoryModels models, SharedModels shared) {
      this.models = models;
      this.shared = shared;
    }

    @Override
    public Forecasters model() {
      return shared.repository;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        release(models, shared);
      }
    }
  }
}
