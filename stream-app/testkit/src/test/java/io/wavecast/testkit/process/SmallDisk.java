package io.wavecast.testkit.process;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory of limited size, which can be filled and made read-only. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;
  private final Path filler;

  /**
   * Mounts it; the test is skipped where this user may not.
   *
   * @param folder created
   * @param megabytes size of the file system
   */
  public SmallDisk(Path folder, int megabytes) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.filler = folder.resolve("filler");
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()),
        "this user may not mount a file system");
  }

  /** Takes all the space that is left; again, what has become free since. */
  public void fill() throws IOException {
    byte[] some = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler, CREATE, APPEND)) {
      while (true) {
        out.write(some);
      }
    } catch (IOException e) {
      // another process may have freed some since
      if (folder.toFile().getUsableSpace() > 0
          && !String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
  }

  /** Gives the space back. */
  public void free() throws IOException {
    Files.delete(filler);
  }

  /** Allows writing, or forbids it to every user; no file may be open. */
  public void writable(boolean writable) throws IOException {
    String option = "remount," + (writable ? "rw" : "ro");
    if (!run("mount", "-o", option, folder.toString())) {
      throw new IOException(option + " of " + folder);
    }
  }

  /** All files on it. */
  public List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static boolean run(String... command) throws IOException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (!run("umount", folder.toString())) {
      throw new IOException(folder + " cannot be unmounted");
    }
  }
}
