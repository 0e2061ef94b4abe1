package io.wavecast.trainer.recipe;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.data.NotebookData;
import io.wavecast.trainer.fit.Schedule;
import io.wavecast.trainer.fit.ValidationScore;
import io.wavecast.trainer.layer.Ascending;
import io.wavecast.trainer.layer.Flatten;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Mirrored;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.net.Pinball;
import java.util.ArrayList;
import java.util.List;

/**
 * Beyond the notebook, on its series, the networks of the table {@code waves.txt}: quantiles, loss
 * on the forecast alone, a rate that falls along a cosine, averaged weights; on the 7,000 series
 * smoothed and changed at random, or on new ones.
 */
final class WaveRecipes {
  private static final Head HEAD = Head.quantiles();

  private WaveRecipes() {}

  static List<Recipe> all() {
    return NotebookRecipes.rows("waves.txt").stream().map(WaveRecipes::recipe).toList();
  }

  private static Recipe recipe(String... row) {
    boolean isFresh = row[3].equals("fresh");
    return new Recipe(
        row[0],
        row[1]
            + (isFresh
                ? ", new series in each batch"
                : ", the notebook's series smoothed and changed"),
        new Architecture(Scaling.NONE, layers(row[2]), HEAD),
        new Pinball(HEAD.levels(), NotebookData.NOISE, 30),
        ValidationScore.MSE,
        isFresh ? NotebookData::fresh : NotebookData::changed,
        new Recipe.Plan(
            Integer.parseInt(row[4]),
            Integer.parseInt(row[5]),
            Schedule.cosine(Double.parseDouble(row[6]), 500),
            Double.parseDouble(row[7]),
            0.99));
  }

  private static List<Layer> layers(String text) {
    List<Layer> layers = new ArrayList<>(NotebookRecipes.layers(text, false));
    layers.add(new Ascending(HEAD.width()));
    // these series are as likely upside down, and two rows in one product cost little more
    return layers.get(0) instanceof Flatten ? List.of(new Mirrored(layers, HEAD.width())) : layers;
  }
}
