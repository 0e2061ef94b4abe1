package io.wavecast.trainer.alerts;

import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;

/** Random Cut Forest; a value breaches when its grade is above 0, the threshold of its authors. */
record ForestDetector() implements ScoreDetector {
  private static final int SHINGLE = 8;
  private static final long SEED = 1;

  @Override
  public String label() {
    return "random-cut-forest";
  }

  @Override
  public double[] scores(LabelledSeries series) {
    ThresholdedRandomCutForest forest =
        ThresholdedRandomCutForest.builder()
            .dimensions(SHINGLE)
            .shingleSize(SHINGLE)
            .randomSeed(SEED)
            .transformMethod(TransformMethod.NORMALIZE)
            .build();
    double[] out = new double[series.size()];
    for (int i = 0; i < out.length; i++) {
      double grade =
          forest
              .process(new double[] {series.values()[i]}, series.timeAt(i) / 1000)
              .getAnomalyGrade();
      out[i] = grade > 0 ? 1 + grade : 0;
    }
    return out;
  }
}
