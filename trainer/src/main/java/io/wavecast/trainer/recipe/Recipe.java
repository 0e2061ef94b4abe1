package io.wavecast.trainer.recipe;

import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Method;
import io.wavecast.trainer.fit.Schedule;
import io.wavecast.trainer.fit.ValidationScore;
import io.wavecast.trainer.layer.SimpleRnn;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Loss;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a model: everything that decides it, except the random seed.
 *
 * @param name what the command line calls it
 * @param title one line for people
 * @param net the network
 * @param loss what training minimises
 * @param score what chooses the best weights
 * @param data the training data
 * @param plan how long and how fast
 */
public record Recipe(
    String name,
    String title,
    Architecture net,
    Loss loss,
    ValidationScore<WindowSet> score,
    Supplier<TrainingData> data,
    Plan plan) {
  private static final int QUICK_STEPS = 60;

  /** The same on other data. */
  public Recipe on(TrainingData other) {
    return new Recipe(name, title, net, loss, score, () -> other, plan);
  }

  /** True for a recipe that trains as the notebook prints it. */
  public boolean isAsPrinted() {
    return plan.method().keepsLast();
  }

  /** True when the notebook feeds the network its forecasts in a window that grows. */
  public boolean growsItsWindow() {
    return net.head().isIterated() && net.layers().get(0) instanceof SimpleRnn;
  }

  /**
   * The options of a run.
   *
   * @throws IllegalArgumentException when a change is out of its range
   */
  public FitOptions options(TrainingData data, Changes changes, long seed) {
    return options(data.stepsPerEpoch(), changes, seed);
  }

  /**
   * This recipe, when it can be changed so: known before data are read.
   *
   * @throws IllegalArgumentException when a change is out of its range
   */
  public Recipe checked(Changes changes) {
    options(batch -> 1, changes, 0);
    return this;
  }

  private FitOptions options(IntUnaryOperator stepsPerEpoch, Changes changes, long seed) {
    int epochs = Objects.requireNonNullElse(changes.epochs(), plan.epochs());
    if (epochs < 1) {
      throw new IllegalArgumentException("--epochs must be at least 1, got: " + epochs);
    }
    int size = Objects.requireNonNullElse(changes.batch(), plan.batch());
    double rate = Objects.requireNonNullElse(changes.rate(), plan.schedule().peak());
    int perEpoch = stepsPerEpoch.applyAsInt(Math.max(1, size));
    long steps = changes.quick() ? QUICK_STEPS : (long) perEpoch * epochs;
    return new FitOptions(
        size,
        steps,
        changes.quick() ? QUICK_STEPS / 3 : perEpoch,
        plan.schedule().withPeak(rate).within(steps),
        plan.weightDecay(),
        plan.averaging(),
        changes.patience(),
        seed,
        plan.method());
  }

  /**
   * What the command line changes of a plan.
   *
   * @param epochs passes over the data; null for the plan's own
   * @param batch windows in a batch; null for the plan's own
   * @param rate highest learning rate; null for the plan's own
   * @param patience see {@link FitOptions}
   * @param quick a few steps only, as a check
   */
  public record Changes(
      @Nullable Integer epochs,
      @Nullable Integer batch,
      @Nullable Double rate,
      int patience,
      boolean quick) {

    /** The recipe as it stands, or a few steps of it. */
    public static Changes none(boolean quick) {
      return new Changes(null, null, null, 0, quick);
    }
  }

  /**
   * How long and how fast a recipe trains, unless the command line overrides it.
   *
   * @param epochs passes over the data
   * @param batch windows in a batch
   * @param schedule the learning rate
   * @param weightDecay see {@link io.wavecast.trainer.fit.FitOptions}
   * @param averaging see {@link io.wavecast.trainer.fit.FitOptions}
   * @param method see {@link io.wavecast.trainer.fit.FitOptions}
   */
  public record Plan(
      int epochs,
      int batch,
      Schedule schedule,
      double weightDecay,
      double averaging,
      Method method) {

    /** With our method. */
    public Plan(int epochs, int batch, Schedule schedule, double weightDecay, double averaging) {
      this(epochs, batch, schedule, weightDecay, averaging, Method.OURS);
    }

    /** The plan that the notebook prints: a constant rate, no averages, the last weights kept. */
    public static Plan printed(int epochs, double rate) {
      return new Plan(epochs, 32, Schedule.constant(rate), 0, 0, Method.KERAS_ADAM);
    }
  }
}
