package io.wavecast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed, as kill -9 does, and taken up again. */
@Tag("slow")
class KilledRunTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_killed_process_taken_up_again_leaves_the_same_file_as_an_undisturbed_one()
      throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    Path killed = Files.createDirectory(folder.resolve("killed"));
    assertThat(train(undisturbed).waitFor()).isZero();

    Process process;
    try (WatchService changes = killed.getFileSystem().newWatchService()) {
      killed.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      process = train(killed, "--resume");
      while (!Files.exists(killed.resolve("checkpoint.bin")) && process.isAlive()) {
        var key = changes.poll(1, TimeUnit.SECONDS);
        if (key != null) {
          key.reset();
        }
      }
    }
    process.destroyForcibly().waitFor();
    assertThat(killed.resolve("checkpoint.bin")).exists();
    assertThat(killed.resolve("lstm.onnx")).doesNotExist();

    assertThat(train(killed, "--resume").waitFor()).isZero();

    assertThat(Files.readAllBytes(killed.resolve("lstm.onnx")))
        .isEqualTo(Files.readAllBytes(undisturbed.resolve("lstm.onnx")));
    assertThat(Files.readString(killed.resolve("run.json")))
        .isEqualTo(Files.readString(undisturbed.resolve("run.json")));
  }

  private static Process train(Path out, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of("train", "lstm", "--epochs", "3", "--batch", "700"));
    command.addAll(List.of("--out", out.toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
