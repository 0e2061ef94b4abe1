package io.wavecast.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wavecast.trainer.data.EpochBatches;
import io.wavecast.trainer.data.NotebookWaves;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Flatten;
import io.wavecast.trainer.layer.Lstm;
import io.wavecast.trainer.layer.Relu;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Loss;
import io.wavecast.trainer.net.Networks;
import io.wavecast.trainer.net.Trainable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitterTest {
  private static final float[] SERIES = NotebookWaves.numpy(3, 240, WindowSet.EXAMPLE);
  private static final WindowSet TRAIN = WindowSet.ofExamples(SERIES, 0, 200);
  private static final WindowSet VALID = WindowSet.ofExamples(SERIES, 200, 240);
  private static final Architecture MLP =
      Networks.points(new Flatten(), Dense.he(16, 1), new Relu(), Dense.he(10, 1));
  private static final Architecture LSTM = Networks.points(new Lstm(4), new Dense(10));

  @TempDir private Path folder = Path.of("");

  @Test
  void training_makes_the_score_better() throws IOException {
    Fitted fitted = fit(MLP, options(200, 20, 0, 0), null, new FitListener() {});

    List<Curve.Point> curve = fitted.curve().points();
    assertThat(curve).hasSize(10);
    assertThat(fitted.bestScore()).isLessThan(0.5 * curve.get(0).validScore());
  }

  @Test
  void the_same_seed_gives_the_same_weights_and_another_one_does_not() throws IOException {
    Fitted one = fit(LSTM, options(12, 4, 0, 0), null, new FitListener() {});
    Fitted two = fit(LSTM, options(12, 4, 0, 0), null, new FitListener() {});
    Fitted other = fit(LSTM, withSeed(options(12, 4, 0, 0), 2), null, new FitListener() {});

    assertSame(two, one);
    assertThat(other.bestScore()).isNotEqualTo(one.bestScore());
  }

  @Test
  void a_killed_run_ends_with_the_same_bits_as_one_left_alone() throws IOException {
    FitOptions options = options(60, 10, 0, 0.9);
    Fitted undisturbed = fit(LSTM, options, null, new FitListener() {});
    Checkpoint checkpoint = new Checkpoint(folder.resolve("checkpoint.bin"), "run");

    for (int killedAt : new int[] {7, 23, 44, 50}) {
      assertThatThrownBy(() -> fit(LSTM, options, checkpoint, killAt(killedAt)))
          .hasMessage("killed at " + killedAt);
    }
    Fitted resumed = fit(LSTM, options, checkpoint, new FitListener() {});

    assertSame(resumed, undisturbed);
    assertThat(resumed.curve()).isEqualTo(undisturbed.curve());
  }

  @Test
  void as_printed_the_last_weights_are_kept_however_bad_they_are() throws IOException {
    Schedule wild = Schedule.constant(0.3);
    FitOptions ours = new FitOptions(32, 35, 5, wild, 0, 0, 0, 1, Method.OURS);
    FitOptions printed = new FitOptions(32, 35, 5, wild, 0, 0, 0, 1, Method.KERAS_ADAM);
    Fitted last = fit(MLP, printed, null, new FitListener() {});
    assertThat(last.bestStep()).isEqualTo(35);
    assertThat(last.bestScore()).isEqualTo(last.curve().points().get(6).validScore());
    assertThat(last.curve().points()).anyMatch(p -> p.validScore() < last.bestScore());
    assertThat(fit(MLP, ours, null, new FitListener() {}).bestScore()).isLessThan(last.bestScore());
  }

  @Test
  void a_resumed_run_does_not_make_the_steps_of_the_checkpoint_again() throws IOException {
    FitOptions options = options(60, 10, 0, 0);
    Checkpoint checkpoint = new Checkpoint(folder.resolve("checkpoint.bin"), "run");
    assertThatThrownBy(() -> fit(MLP, options, checkpoint, killAt(45))).hasMessageContaining("45");
    List<Long> steps = new ArrayList<>();
    List<Long> resumed = new ArrayList<>();

    fit(
        MLP,
        options,
        checkpoint,
        new FitListener() {
          @Override
          public void resumed(long step, long all) {
            resumed.addAll(List.of(step, all));
          }

          @Override
          public void stepped(long step, long all) {
            steps.add(step);
          }
        });

    assertThat(resumed).containsExactly(40L, 60L);
    assertThat(steps).hasSize(20).startsWith(41L);
  }

  @Test
  void a_checkpoint_of_another_run_is_refused() throws IOException {
    Path file = folder.resolve("checkpoint.bin");
    fit(MLP, options(10, 5, 0, 0), new Checkpoint(file, "lstm seed 1"), new FitListener() {});

    assertThatThrownBy(
            () ->
                fit(
                    MLP,
                    options(10, 5, 0, 0),
                    new Checkpoint(file, "lstm seed 2"),
                    new FitListener() {}))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " belongs to a run with other settings: 1, now 2");
  }

  @Test
  void the_first_setting_that_differs_is_named() throws IOException {
    Path file = folder.resolve("checkpoint.bin");
    String then =
        "lstm Net[layers=[A[units=7], B[]]] Options[batch=64, steps=9] data " + "ab".repeat(32);
    fit(MLP, options(10, 5, 0, 0), new Checkpoint(file, then), new FitListener() {});

    assertThat(
            refused(
                file,
                "lstm Net[layers=[A[units=7], B[]]] Options[batch=32, steps=9] data "
                    + "cd".repeat(32)))
        .endsWith("settings: batch=64, now batch=32");
    assertThat(refused(file, then + " from x.onnx")).endsWith("settings: nothing, now from");
    assertThat(
            refused(
                file,
                "lstm Net[layers=[A[units=7]]] Options[batch=64, steps=9] data " + "ab".repeat(32)))
        .endsWith("settings: B, now Options");
  }

  private static String refused(Path file, String fingerprint) {
    Checkpoint other = new Checkpoint(file, fingerprint);
    return assertThrows(
            IOException.class, () -> fit(MLP, options(10, 5, 0, 0), other, new FitListener() {}))
        .getMessage();
  }

  @Test
  void a_checkpoint_cut_short_is_refused() throws IOException {
    Path file = folder.resolve("checkpoint.bin");
    Checkpoint checkpoint = new Checkpoint(file, "run");
    fit(MLP, options(10, 5, 0, 0), checkpoint, new FitListener() {});
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> fit(MLP, options(10, 5, 0, 0), checkpoint, new FitListener() {}))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is cut short");
  }

  @Test
  void training_ends_when_patience_is_over_and_gives_the_best_weights_seen() throws IOException {
    // a rate so high that the score soon gets worse
    FitOptions wild = new FitOptions(32, 400, 5, new Schedule(0.5, 0, 1), 0, 0, 3, 1, Method.OURS);

    try (Trainable<WindowSet> net = Networks.trainable(MLP, new Loss.LastStepMse(), 1)) {
      Fitted fitted =
          new Fitter<>(
                  net,
                  new EpochBatches<>(TRAIN, 32, 1),
                  VALID,
                  ValidationScore.MSE,
                  wild,
                  new FitListener() {})
              .run(null);

      assertThat(fitted.steps()).isEqualTo(fitted.bestStep() + 15).isLessThan(400);
      assertThat(ValidationScore.MSE.of(net, VALID)).isEqualTo(fitted.bestScore());
    }
  }

  @Test
  void weight_decay_makes_weights_smaller() throws IOException {
    FitOptions plain = options(40, 40, 0, 0);
    FitOptions decayed = new FitOptions(32, 40, 40, plain.schedule(), 5, 0, 0, 1, Method.OURS);

    assertThat(norm(fit(MLP, decayed, null, new FitListener() {})))
        .isLessThan(0.9 * norm(fit(MLP, plain, null, new FitListener() {})));
  }

  @Test
  void a_loss_that_is_no_number_ends_the_run_with_a_reason() {
    float[] series = SERIES.clone();
    series[5] = Float.NaN;
    WindowSet broken = WindowSet.ofExamples(series, 0, 32);

    try (Trainable<WindowSet> net = Networks.trainable(MLP, new Loss.LastStepMse(), 1)) {
      Fitter<WindowSet> fitter =
          new Fitter<>(
              net,
              step -> broken,
              VALID,
              ValidationScore.MSE,
              options(10, 5, 0, 0),
              new FitListener() {});

      assertThatThrownBy(() -> fitter.run(null))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("the loss is NaN at step 0: the learning rate may be too high");
    }
  }

  @Test
  void memory_stays_where_it_is() {
    try (Trainable<WindowSet> net = Networks.trainable(LSTM, new Loss.SequenceMse(), 1)) {
      Optimiser adam = new Optimiser(net.weights(), options(500, 500, 0, 0));
      for (int step = 0; step < 50; step++) {
        adam.step(net.gradients(TRAIN, 0), step);
      }
      long before = Pointer.physicalBytes();
      for (int step = 50; step < 350; step++) {
        adam.step(net.gradients(TRAIN, 0), step);
      }

      // the gradient of ND4J's own LSTM layer would take more than a gigabyte here
      assertThat(Pointer.physicalBytes() - before).isLessThan(150L << 20);
    }
  }

  private static Fitted fit(
      Architecture architecture,
      FitOptions options,
      @Nullable Checkpoint checkpoint,
      FitListener listener)
      throws IOException {
    Loss loss = architecture == LSTM ? new Loss.SequenceMse() : new Loss.LastStepMse();
    try (Trainable<WindowSet> net = Networks.trainable(architecture, loss, options.seed())) {
      EpochBatches<WindowSet> batches = new EpochBatches<>(TRAIN, options.batch(), options.seed());
      return new Fitter<>(net, batches, VALID, ValidationScore.MSE, options, listener)
          .run(checkpoint);
    }
  }

  private static FitOptions options(int steps, int every, int patience, double averaging) {
    return new FitOptions(
        32, steps, every, new Schedule(0.01, 0, 1), 0, averaging, patience, 1, Method.OURS);
  }

  private static FitOptions withSeed(FitOptions o, long seed) {
    return new FitOptions(
        o.batch(),
        o.steps(),
        o.evaluateEvery(),
        o.schedule(),
        o.weightDecay(),
        o.averaging(),
        o.patience(),
        seed,
        o.method());
  }

  private static FitListener killAt(long at) {
    return new FitListener() {
      @Override
      public void stepped(long step, long steps) {
        if (step == at) {
          throw new IllegalStateException("killed at " + at);
        }
      }
    };
  }

  private static void assertSame(Fitted actual, Fitted expected) {
    assertThat(actual.bestScore()).isEqualTo(expected.bestScore());
    assertThat(actual.weights().keySet()).isEqualTo(expected.weights().keySet());
    for (Map.Entry<String, float[]> entry : expected.weights().entrySet()) {
      assertThat(actual.weights().get(entry.getKey()))
          .as(entry.getKey())
          .isEqualTo(entry.getValue());
    }
  }

  private static double norm(Fitted fitted) {
    double sum = 0;
    for (float[] values : fitted.weights().values()) {
      for (float value : values) {
        sum += value * value;
      }
    }
    return Math.sqrt(sum);
  }
}
