package io.wavecast.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
  /** Leaves a file in its temporary folder, as libraries that are unpacked. */
  static final class Unpacking {
    public static void main(String[] args) throws IOException {
      Path folder = Files.createTempDirectory("unpacked");
      Files.writeString(folder.resolve("library"), "x");
      System.out.println("folder " + folder);
      ChildJvm.awaitParent();
    }
  }

  @Test
  void what_a_killed_process_unpacked_is_deleted() throws InterruptedException {
    Path folder;
    try (ChildJvm child = ChildJvm.start(Unpacking.class, "32m")) {
      folder = Path.of(child.await("folder "));
      assertThat(folder.resolve("library")).exists();

      child.kill();
    }

    assertThat(folder.getParent()).doesNotExist();
  }
}
