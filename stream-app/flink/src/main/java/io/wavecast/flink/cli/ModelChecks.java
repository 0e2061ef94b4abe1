package io.wavecast.flink.cli;

import io.wavecast.config.ModelRouting;
import io.wavecast.config.Settings;
import io.wavecast.core.text.UsageException;
import io.wavecast.flink.models.CachedModel;
import io.wavecast.flink.models.RepositoryModels;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.run.OnnxForecaster;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.cache.DistributedCache.DistributedCacheEntry;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Checks the models of a job where it is submitted.
 *
 * @param models of the job
 */
record ModelChecks(RepositoryModels models) {
  /**
   * Reads every model that the job needs: from the jar, from the files that travel with it, and
   * from the folder if this machine has it.
   *
   * @param settings that name them
   * @throws UsageException when one is absent, and no models directory is set; with one it is a
   *     failure
   * @throws ModelFileException when its contract does not hold, or its quantiles do not reach the
   *     level
   */
  void readAll(Settings settings) {
    boolean absent = models.folder() != null && !Files.isDirectory(Path.of(models.folder()));
    ModelCatalog catalog =
        new ModelCatalog(
            Optional.ofNullable(models.folder()).map(Path::of).filter(f -> !absent),
            models.trusted());
    Set<String> sent = models.sent().stream().map(CachedModel::name).collect(Collectors.toSet());
    List<String> found = catalog.names();
    if (!absent) {
      ModelRouting.requireKnown(
          settings, Stream.concat(found.stream(), sent.stream()).distinct().sorted().toList());
    }
    for (String name : names()) {
      if (found.contains(name) && !sent.contains(name)) {
        catalog.find(name).requireLevel(models.level());
      }
    }
  }

  /**
   * Opens every model on this machine and closes it again.
   *
   * @param env that the files travel with
   * @throws ModelFileException when one cannot be opened on the device
   */
  void openAll(StreamExecutionEnvironment env) {
    ModelCatalog catalog =
        new ModelCatalog(Optional.ofNullable(models.folder()).map(Path::of), models.trusted());
    List<CachedModel> sent = models.sent();
    for (String name : names()) {
      if (sent.stream().noneMatch(file -> file.name().equals(name))) {
        OnnxForecaster.open(catalog.find(name), models.device()).close();
      }
    }
    for (Tuple2<String, DistributedCacheEntry> file : env.getCachedFiles()) {
      if (sent.stream().anyMatch(model -> model.cacheName().equals(file.f0))) {
        Path path = Path.of(URI.create(file.f1.filePath));
        OnnxForecaster.open(ModelFile.read(path), models.device()).close();
      }
    }
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(List.of(models.model()));
    models.routes().forEach(route -> names.add(route.model()));
    return names;
  }
}
