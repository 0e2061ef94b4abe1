package io.wavecast.flink.cli;

import io.wavecast.flink.StartException;
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

/** Looks after the places of checkpoints and savepoints, on any file system that Flink knows. */
final class Checkpoints {
  private static final String METADATA = "_metadata";
  private static final String CHECKPOINT = "chk-";
  private static final String SAVEPOINT = "savepoint-";

  private Checkpoints() {}

  /**
   * Checks that checkpoints can be written to a folder; makes it when absent.
   *
   * @throws StartException when they can't
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
      throw new StartException(
          "checkpoints can't be written to " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Checks that a checkpoint or savepoint is there.
   *
   * @throws StartException when it isn't
   */
  static void checkReadable(String place) {
    try {
      Path path = new Path(place);
      FileSystem files = path.getFileSystem();
      if (!files.exists(new Path(folder(path), METADATA))) {
        throw new StartException("no checkpoint or savepoint lies in " + place);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException("checkpoint " + place + " can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * The newest whole checkpoint or savepoint of whatever job in a folder: FOLDER/JOB/chk-N,
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
          for (FileStatus place : list(files, entry.getPath())) {
            if (isPlace(place.getPath())) {
              found.add(place.getPath());
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
      throw new StartException("checkpoints in " + folder + " can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * Deletes what a savepoint of a job has made needless: the job's own checkpoints, the place it
   * went on from, and folders of the same owner that hold no place any more. A savepoint needs no
   * file of a checkpoint.
   *
   * @param root where the folders of jobs lie
   * @param savepoint whole, in its job's folder
   * @param from what the job went on from and may delete
   */
  static void deleteNeedless(String root, String savepoint, Owner owner, Optional<String> from)
      throws IOException {
    Path kept = folder(new Path(savepoint));
    FileSystem files = kept.getFileSystem();
    if (!files.exists(new Path(kept, METADATA))) {
      return;
    }
    for (FileStatus made : list(files, kept.getParent())) {
      String name = made.getPath().getName();
      if (name.startsWith(CHECKPOINT) || name.equals("shared") || name.equals("taskowned")) {
        files.delete(made.getPath(), true);
      }
    }
    if (from.isPresent()) {
      files.delete(folder(new Path(from.get())), true);
    }
    for (FileStatus job : list(files, new Path(root))) {
      if (Owner.of(job.getPath()).filter(owner::equals).isPresent() && isEmpty(files, job)) {
        files.delete(job.getPath(), true);
      }
    }
  }

  private static boolean isEmpty(FileSystem files, FileStatus job) throws IOException {
    for (FileStatus place : list(files, job.getPath())) {
      if (isPlace(place.getPath()) && files.exists(new Path(place.getPath(), METADATA))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlace(Path path) {
    return path.getName().startsWith(CHECKPOINT) || path.getName().startsWith(SAVEPOINT);
  }

  /** A place may also be told by its metadata file. */
  static Path folder(Path place) {
    return place.getName().equals(METADATA) ? place.getParent() : place;
  }

  private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
    if (!files.exists(folder) || !files.getFileStatus(folder).isDir()) {
      return new FileStatus[0];
    }
    FileStatus[] found = files.listStatus(folder);
    return found == null ? new FileStatus[0] : found;
  }
}
