package io.wavecast.flink.cli;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
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
 * Which job wrote the checkpoints and savepoints of a folder, recorded in a file beside them. Flink
 * itself would keep reading the topics that a checkpoint names, whatever the job's settings say.
 *
 * @param inputs the application id, and the input topic of each pipeline, by setting
 */
record JobIdentity(TreeMap<String, String> inputs) {
  static final String FILE = "wavecast-job.properties";

  /** Records in a job's folder that this job writes it. */
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
      throw new FailureException(folder + " can't be written to: " + Throwables.reason(e), e);
    }
  }

  /** The job that writes a folder; empty where none is recorded. */
  static Optional<JobIdentity> of(Path folder) throws IOException {
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
    return Optional.of(new JobIdentity(inputs));
  }

  /** Whether what both jobs have is the same; either may run pipelines that the other does not. */
  boolean canRestoreFrom(JobIdentity other) {
    return inputs.entrySet().stream()
        .allMatch(e -> other.inputs.getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()));
  }

  /**
   * Checks that a checkpoint or savepoint is this job's, where its job is recorded.
   *
   * @throws FailureException when it is another job's
   */
  void check(String checkpointPath) {
    try {
      Optional<JobIdentity> other = of(Checkpoints.folder(new Path(checkpointPath)).getParent());
      if (other.isPresent() && !canRestoreFrom(other.get())) {
        throw new FailureException(
            ("%s was written by a job with %s; this job has %s. --restore none starts with empty"
                    + " state at the consumer group's offsets; another --data-dir or --checkpoint-dir"
                    + " separates their checkpoints")
                .formatted(checkpointPath, other.get(), this));
      }
    } catch (IOException e) {
      throw new FailureException(
          "checkpoint " + checkpointPath + " can't be read: " + Throwables.reason(e), e);
    }
  }

  @Override
  public String toString() {
    return inputs.toString();
  }
}
