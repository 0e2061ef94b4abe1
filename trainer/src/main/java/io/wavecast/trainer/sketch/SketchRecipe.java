package io.wavecast.trainer.sketch;

import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Method;
import io.wavecast.trainer.fit.Schedule;
import java.util.List;

/**
 * Everything that makes a sketch classifier, but data and seed.
 *
 * @param name what the command line calls the network
 * @param title one line for people
 * @param net the network
 * @param smoothing see {@link SketchNetwork}
 * @param augment how drawings are changed; none where nothing is cut and nothing moves
 * @param plan how it trains; each run has its own seed
 */
public record SketchRecipe(
    String name, String title, SketchNet net, double smoothing, Augment augment, FitOptions plan) {

  /** The notebook's network by name. */
  public static final String NOTEBOOK = "notebook";

  private static final int BATCH = 32;

  /**
   * The notebook's network trained as the notebook prints it: two epochs in batches of 32 of plain
   * gradient steps of 0.01, clipped to a norm of 1; the last weights.
   *
   * @param drawings how many there are to train on
   */
  public static SketchRecipe asPrinted(int drawings) {
    SketchRecipe ours = named(NOTEBOOK);
    int epoch = Math.max(1, drawings / BATCH);
    return new SketchRecipe(
        NOTEBOOK + "-as-printed",
        ours.title() + ", trained as printed",
        ours.net(),
        ours.smoothing(),
        ours.augment(),
        new FitOptions(
            BATCH, 2L * epoch, epoch, Schedule.constant(0.01), 0, 0, 0, 0, Method.CLIPPED_SGD));
  }

  /** All networks, the one that is shipped first. */
  public static List<SketchRecipe> all() {
    return List.of(
        new SketchRecipe(
            "picture",
            "looks at a picture that its graph draws of the strokes",
            new PictureNet(
                List.of(
                    ConvBlock.same(48),
                    ConvBlock.half(96),
                    ConvBlock.same(96),
                    ConvBlock.half(192),
                    ConvBlock.same(192)),
                128,
                0.3),
            0.1,
            Augment.strong(),
            new FitOptions(
                64, 14_400, 900, Schedule.cosine(2e-3, 100), 0.02, 0.98, 0, 0, Method.OURS)),
        new SketchRecipe(
            NOTEBOOK,
            "is the notebook's: three strided convolutions, two LSTMs",
            NotebookSketchNet.original(),
            0,
            Augment.none(),
            new FitOptions(
                BATCH, 12 * 406, 406, Schedule.cosine(1e-3, 0), 0, 0, 0, 0, Method.OURS)));
  }

  /**
   * The recipe of that name.
   *
   * @throws IllegalArgumentException when there is none; the message lists the names
   */
  public static SketchRecipe named(String name) {
    return all().stream()
        .filter(recipe -> recipe.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no sketch network '%s'; networks: %s"
                        .formatted(
                            name,
                            String.join(", ", all().stream().map(SketchRecipe::name).toList()))));
  }
}
