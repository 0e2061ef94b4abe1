package io.wavecast.flink.cli;

import io.wavecast.flink.StartException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * Which job the places in a folder are of: a file beside them tells. Flink itself would go on with
 * the topics that a place names, whatever the job's options say.
 *
 * @param inputs the application id, and the topic that each part of the job reads, by part
 */
record Owner(TreeMap<String, String> inputs) {
  static final String FILE = "wavecast-job.properties";

  /** Tells in a job's folder that it is of this owner. */
  void write(Path folder) {
    Properties lines = new Properties();
    lines.putAll(inputs);
    try {
      FileSystem files = folder.getFileSystem();
      files.mkdirs(folder);
      try (OutputStream out = files.create(new Path(folder, FILE), WriteMode.OVERWRITE)) {
        lines.store(out, null);
      }
    } catch (IOException e) {
      throw new StartException(folder + " can't be written to: " + e.getMessage(), e);
    }
  }

  /** Whose folder it is; empty where nothing tells. */
  static Optional<Owner> of(Path folder) throws IOException {
    Path file = new Path(folder, FILE);
    FileSystem files = file.getFileSystem();
    if (!files.exists(file)) {
      return Optional.empty();
    }
    Properties lines = new Properties();
    try (InputStream in = files.open(file)) {
      lines.load(in);
    }
    TreeMap<String, String> inputs = new TreeMap<>();
    lines.stringPropertyNames().forEach(name -> inputs.put(name, lines.getProperty(name)));
    return Optional.of(new Owner(inputs));
  }

  /** Parts may differ; what both have must be the same. */
  boolean goesOnFrom(Owner other) {
    return inputs.entrySet().stream()
        .allMatch(e -> other.inputs.getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()));
  }

  /**
   * Checks that a checkpoint or savepoint is this owner's, where that is told.
   *
   * @throws StartException when it is another's
   */
  void check(String place) {
    try {
      Optional<Owner> other = of(Checkpoints.folder(new Path(place)).getParent());
      if (other.isPresent() && !goesOnFrom(other.get())) {
        throw new StartException(
            ("%s is of a job with %s, this one has %s: --restore none begins anew, another --data-dir"
                    + " keeps them apart")
                .formatted(place, other.get(), this));
      }
    } catch (IOException e) {
      throw new StartException("checkpoint " + place + " can't be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return inputs.toString();
  }
}
