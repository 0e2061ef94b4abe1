package io.wavecast.flink.cli;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** Finds, checks and deletes checkpoints and savepoints, on any file system that Flink supports. */
final class Checkpoints {
  private static final String METADATA = "_metadata";
  private static final String CHECKPOINT = "chk-";
  private static final String SAVEPOINT = "savepoint-";

  private Checkpoints() {}

  /**
   * Checks that checkpoints can be written to a folder; creates it when absent.
   *
   * @throws FailureException when they can't
   */
  static void checkWritable(String folder) {
    try {
      Path path = new Path(folder);
      FileSystem files = path.getFileSystem();
      files.mkdirs(path);
      Path probe = new Path(path, ".wavecast-" + UUID.randomUUID());
      try (OutputStream out = files.create(probe, WriteMode.OVERWRITE)) {
        out.write(0);
      }
      files.delete(probe, false);
    } catch (IOException | IllegalArgumentException e) {
      throw new FailureException(
          "checkpoints can't be written to " + folder + ": " + Throwables.reason(e), e);
    }
  }

  /**
   * Checks that a checkpoint or savepoint exists, and that its metadata is complete. Flink would
   * fail after the start, with the bare exception.
   *
   * @throws FailureException when it doesn't or isn't
   */
  static void checkReadable(String checkpointPath) {
    try {
      Path path = new Path(checkpointPath);
      FileSystem files = path.getFileSystem();
      Path metadata = new Path(folder(path), METADATA);
      if (!files.exists(metadata)) {
        throw new FailureException("no checkpoint or savepoint is in " + checkpointPath);
      }
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(files.open(metadata)))) {
        var unused =
            org.apache.flink.runtime.checkpoint.Checkpoints.loadCheckpointMetadata(
                in, Checkpoints.class.getClassLoader(), checkpointPath);
      }
    } catch (EOFException e) {
      throw new FailureException(
          ("checkpoint %s is broken, its file %s ends early: copy it back, or --restore names"
                  + " another one; with 'none', states are empty and input continues at the"
                  + " consumer group's offsets")
              .formatted(checkpointPath, METADATA),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new FailureException(
          "checkpoint " + checkpointPath + " can't be read: " + Throwables.reason(e), e);
    }
  }

  /**
   * The newest complete checkpoint or savepoint of any job in a folder: FOLDER/JOB/chk-N,
   * FOLDER/JOB/savepoint-... or FOLDER/savepoint-...
   */
  static Optional<String> newest(String folder) {
    try {
      Path root = new Path(folder);
      FileSystem files = root.getFileSystem();
      List<Path> found = new ArrayList<>();
      for (FileStatus entry : list(files, root)) {
        if (entry.getPath().getName().startsWith(SAVEPOINT)) {
          found.add(entry.getPath());
        } else {
          for (FileStatus each : list(files, entry.getPath())) {
            if (isCheckpoint(each.getPath())) {
              found.add(each.getPath());
            }
          }
        }
      }
      Path newest = null;
      long time = Long.MIN_VALUE;
      for (Path path : found) {
        Path metadata = new Path(path, METADATA);
        if (files.exists(metadata)) {
          long written = files.getFileStatus(metadata).getModificationTime();
          if (written > time) {
            time = written;
            newest = path;
          }
        }
      }
      return Optional.ofNullable(newest).map(Path::toString);
    } catch (IOException | IllegalArgumentException e) {
      throw new FailureException(
          "checkpoints in " + folder + " can't be read: " + Throwables.reason(e), e);
    }
  }

  /**
   * Deletes what a savepoint of a job makes obsolete: the job's own checkpoints, the checkpoint or
   * savepoint that it was restored from, and folders of the same job that hold neither any more. A
   * savepoint needs no file of a checkpoint.
   *
   * @param root the folder that contains the folders of jobs
   * @param savepoint complete, in its job's folder
   * @param restored what the job was restored from and may delete
   */
  static void deleteObsolete(
      String root, String savepoint, JobIdentity job, Optional<String> restored)
      throws IOException {
    Path kept = folder(new Path(savepoint));
    FileSystem files = kept.getFileSystem();
    if (!files.exists(new Path(kept, METADATA))) {
      return;
    }
    for (FileStatus written : list(files, kept.getParent())) {
      String name = written.getPath().getName();
      if (name.startsWith(CHECKPOINT) || name.equals("shared") || name.equals("taskowned")) {
        files.delete(written.getPath(), true);
      }
    }
    if (restored.isPresent()) {
      files.delete(folder(new Path(restored.get())), true);
    }
    for (FileStatus folder : list(files, new Path(root))) {
      if (JobIdentity.of(folder.getPath()).filter(job::equals).isPresent()
          && isEmpty(files, folder)) {
        files.delete(folder.getPath(), true);
      }
    }
  }

  private static boolean isEmpty(FileSystem files, FileStatus job) throws IOException {
    for (FileStatus each : list(files, job.getPath())) {
      if (isCheckpoint(each.getPath()) && files.exists(new Path(each.getPath(), METADATA))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCheckpoint(Path path) {
    return path.getName().startsWith(CHECKPOINT) || path.getName().startsWith(SAVEPOINT);
  }

  /** The folder of a checkpoint, which may be given as its metadata file. */
  static Path folder(Path checkpoint) {
    return checkpoint.getName().equals(METADATA) ? checkpoint.getParent() : checkpoint;
  }

  /** Lists again when an entry vanishes meanwhile: a job that ended still deletes checkpoints. */
  private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
    for (int left = 9; ; left--) {
      try {
        if (!files.exists(folder) || !files.getFileStatus(folder).isDir()) {
          return new FileStatus[0];
        }
        FileStatus[] found = files.listStatus(folder);
        return found == null ? new FileStatus[0] : found;
      } catch (FileNotFoundException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }
}
