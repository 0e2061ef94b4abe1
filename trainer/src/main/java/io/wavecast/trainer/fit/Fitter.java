package io.wavecast.trainer.fit;

import io.wavecast.trainer.algebra.Params;
import io.wavecast.trainer.data.Batches;
import io.wavecast.trainer.data.Examples;
import io.wavecast.trainer.net.Trainable;
import io.wavecast.trainer.net.Trainable.Gradients;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a network: batches, optimiser, regular evaluations on the validation set with a checkpoint
 * each, early stopping. A run that was killed and resumed ends with bit-identical weights to an
 * undisturbed one. Not thread-safe.
 *
 * @param net the network, which holds the best weights in the end
 * @param batches what it trains on
 * @param valid the validation set
 * @param score chooses the best weights on the validation set
 * @param options how long and how fast
 * @param listener observes each step and evaluation
 * @param <S> what the network learns from
 */
public record Fitter<S extends Examples<S>>(
    Trainable<S> net,
    Batches<S> batches,
    S valid,
    ValidationScore<S> score,
    FitOptions options,
    FitListener listener) {
  private static final int AVERAGE_EVERY = 5;

  /**
   * Trains to the end. Resumes from the checkpoint when it exists.
   *
   * @param checkpoint where the state is kept; null to keep none
   * @throws IOException when the checkpoint cannot be read or written
   * @throws ArithmeticException when the loss is not finite
   */
  public Fitted run(@Nullable Checkpoint checkpoint) throws IOException {
    Progress progress = new Progress();
    if (checkpoint != null && checkpoint.exists()) {
      progress.restore(checkpoint.read());
      listener.resumed(progress.step, options.steps());
    }
    while (!progress.isOver()) {
      progress.train();
      if (checkpoint != null) {
        checkpoint.write(progress.state());
      }
      progress.report();
    }
    return progress.fitted();
  }

  /** How far a run has come. */
  private final class Progress {
    private final Optimiser optimiser = new Optimiser(net.weights(), options);
    private final Map<String, INDArray> average = new LinkedHashMap<>();
    private final List<Curve.Point> curve = new ArrayList<>();
    private long step;
    private double bestScore = Double.POSITIVE_INFINITY;
    private long bestStep;
    private Map<String, float[]> best = Map.of();

    Progress() {
      if (options.averaging() > 0) {
        net.state().forEach((name, weight) -> average.put(name, weight.dup()));
      }
    }

    /** Trains up to the next evaluation, and evaluates. */
    void train() {
      double losses = 0;
      int since = 0;
      do {
        Gradients gradients = net.gradients(batches.at(step), step);
        if (!Double.isFinite(gradients.loss())) {
          throw new ArithmeticException(
              "the loss is %s at step %d: the learning rate may be too high"
                  .formatted(gradients.loss(), step));
        }
        losses += gradients.loss();
        since++;
        optimiser.step(gradients, step);
        step++;
        if (step % AVERAGE_EVERY == 0) {
          updateAverage();
        }
        listener.stepped(step, options.steps());
      } while (step % options.evaluateEvery() != 0 && step < options.steps());
      evaluate(losses / since);
    }

    private void updateAverage() {
      net.state()
          .forEach(
              (name, weight) -> {
                INDArray mean = average.get(name);
                if (mean != null) {
                  Params.follow(mean, weight, options.averaging());
                }
              });
    }

    void report() {
      listener.evaluated(curve.get(curve.size() - 1), bestScore, options.steps());
    }

    Fitted fitted() {
      Snapshot.restore(best, net.state());
      return new Fitted(best, bestScore, bestStep, step, new Curve(curve));
    }

    boolean isOver() {
      boolean hasPatience =
          options.patience() == 0
              || curve.isEmpty()
              || step - bestStep < (long) options.patience() * options.evaluateEvery();
      return step >= options.steps() || !hasPatience;
    }

    /** Scores the present weights, and the averaged ones where there are any; keeps the best. */
    private void evaluate(double trainLoss) {
      double now = score.of(net, valid);
      double loss = score.isLoss() ? now : net.validationLoss(valid);
      keepIfBest(now);
      double point = now;
      if (!average.isEmpty()) {
        Map<String, float[]> present = Snapshot.of(net.state());
        Snapshot.restore(Snapshot.of(average), net.state());
        double averaged = score.of(net, valid);
        keepIfBest(averaged);
        point = Math.min(now, averaged);
        Snapshot.restore(present, net.state());
      }
      curve.add(new Curve.Point(step, trainLoss, point, loss));
    }

    private void keepIfBest(double candidate) {
      if (candidate < bestScore || options.method().keepsLast()) {
        bestScore = candidate;
        bestStep = step;
        best = Snapshot.of(net.state());
      }
    }

    FitState state() {
      return new FitState(
          step,
          Snapshot.of(net.state()),
          Snapshot.of(optimiser.state()),
          Snapshot.of(average),
          bestScore,
          bestStep,
          best,
          List.copyOf(curve));
    }

    void restore(FitState state) {
      step = state.step();
      Snapshot.restore(state.weights(), net.state());
      Snapshot.restore(state.moments(), optimiser.state());
      Snapshot.restore(state.average(), average);
      bestScore = state.bestScore();
      bestStep = state.bestStep();
      best = state.best();
      curve.clear();
      curve.addAll(state.curve());
    }
  }
}
