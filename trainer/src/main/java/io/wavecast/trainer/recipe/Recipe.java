package io.wavecast.trainer.recipe;

import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.Schedule;
import io.wavecast.trainer.fit.WindowScore;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Loss;
import java.util.function.Supplier;

/**
 * Everything that makes a model, but the seed.
 *
 * @param name what the command line calls it
 * @param title one line for people
 * @param net the network
 * @param loss what training makes small
 * @param score what chooses the best weights
 * @param data what it learns from
 * @param plan how long and how fast
 */
public record Recipe(
    String name,
    String title,
    Architecture net,
    Loss loss,
    WindowScore score,
    Supplier<TrainingData> data,
    Plan plan) {

  /**
   * How long and how fast a recipe trains, where the command line says nothing else.
   *
   * @param epochs passes over the data
   * @param batch windows in a batch
   * @param schedule the learning rate
   * @param weightDecay see {@link io.wavecast.trainer.fit.FitOptions}
   * @param averaging see {@link io.wavecast.trainer.fit.FitOptions}
   */
  public record Plan(
      int epochs, int batch, Schedule schedule, double weightDecay, double averaging) {}
}
