package io.wavecast.flink.models;

import io.wavecast.core.model.FileSeal;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * A model file that travels with the job, through Flink's distributed cache.
 *
 * @param name the model's name
 * @param sha256 its checksum, 64 hexadecimal digits
 */
public record CachedModel(String name, String sha256) implements Serializable {
  /** The file's name in the distributed cache. */
  public String cacheName() {
    return "wavecast-model-" + sha256;
  }

  /**
   * Reads the file in a task.
   *
   * @throws IOException when it is not the file that was sent
   */
  byte[] read(RuntimeContext context) throws IOException {
    byte[] bytes = Files.readAllBytes(context.getDistributedCache().getFile(cacheName()).toPath());
    String got = FileSeal.sha256(bytes);
    if (!got.equals(sha256)) {
      throw new IOException(
          "SHA-256 of model '" + name + "' must be " + sha256 + " as it was sent, got: " + got);
    }
    return bytes;
  }
}
