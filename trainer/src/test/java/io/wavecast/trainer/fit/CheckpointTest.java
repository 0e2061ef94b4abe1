package io.wavecast.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final int HEADER = 4 + 2 + "run".length();

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");
  private Checkpoint checkpoint = new Checkpoint(file, "run");
  private byte[] whole = {};

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("checkpoint.bin");
    checkpoint = new Checkpoint(file, "run");
    Map<String, float[]> weights = new LinkedHashMap<>();
    weights.put("layer0.w", new float[] {1.5f, -2, Float.MIN_VALUE});
    weights.put("layer0.b", new float[] {});
    checkpoint.write(
        new FitState(
            7,
            weights,
            Map.of("layer0.w", new float[] {3, 4}),
            Map.of(),
            0.25,
            5,
            Map.of("layer0.w", new float[] {9}),
            List.of(new Curve.Point(5, 1, 0.25, Double.NaN), new Curve.Point(7, 0.5, 0.5, 2))));
    whole = Files.readAllBytes(file);
  }

  @Test
  void a_state_reads_back_as_it_was_written() throws IOException {
    FitState state = checkpoint.read();

    assertThat(state.step()).isEqualTo(7);
    assertThat(state.weights().keySet()).containsExactly("layer0.w", "layer0.b");
    assertThat(state.weights().get("layer0.w")).containsExactly(1.5f, -2, Float.MIN_VALUE);
    assertThat(state.weights().get("layer0.b")).isEmpty();
    assertThat(state.moments().get("layer0.w")).containsExactly(3, 4);
    assertThat(state.average()).isEmpty();
    assertThat(state.bestScore()).isEqualTo(0.25);
    assertThat(state.bestStep()).isEqualTo(5);
    assertThat(state.best().get("layer0.w")).containsExactly(9);
    assertThat(state.curve())
        .containsExactly(new Curve.Point(5, 1, 0.25, Double.NaN), new Curve.Point(7, 0.5, 0.5, 2));
  }

  @Test
  void a_file_cut_at_any_byte_is_refused() throws IOException {
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThatThrownBy(checkpoint::read)
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class)
          .hasMessage(file + " is cut short");
    }
  }

  @Test
  void a_file_that_is_no_checkpoint_is_refused() throws IOException {
    Files.writeString(file, "timestamp,value\n");

    assertThatThrownBy(checkpoint::read).hasMessage(file + " is not a checkpoint of this version");
  }

  @Test
  void another_end_or_an_impossible_length_is_damage() throws IOException {
    byte[] end = whole.clone();
    end[end.length - 1]++;
    Files.write(file, end);
    assertThatThrownBy(checkpoint::read).hasMessage(file + " is damaged");

    // after the step and the number of arrays: the name, then the length
    int length = HEADER + 8 + 4 + 2 + "layer0.w".length();
    for (int impossible : new int[] {-1, Integer.MAX_VALUE}) {
      Files.write(file, ByteBuffer.wrap(whole.clone()).putInt(length, impossible).array());
      assertThatThrownBy(checkpoint::read).hasMessage(file + " is damaged");
    }
  }

  @Test
  void changed_bytes_give_another_state_or_an_error_of_input() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      Files.write(file, changed);
      try {
        assertThat(checkpoint.read()).isNotNull();
      } catch (IOException expected) {
        assertThat(expected).as("seed 1, change %d", i).hasMessageStartingWith(file + " ");
      }
    }
  }

  @Test
  void an_absent_file_is_no_checkpoint() {
    Checkpoint absent = new Checkpoint(folder.resolve("absent"), "run");

    assertThat(absent.exists()).isFalse();
    assertThatThrownBy(absent::read).isInstanceOf(NoSuchFileException.class);
  }
}
