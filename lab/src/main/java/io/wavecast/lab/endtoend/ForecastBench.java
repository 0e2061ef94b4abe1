package io.wavecast.lab.endtoend;

import java.util.List;
import picocli.CommandLine.Option;

/** A benchmark of several models. */
public abstract class ForecastBench extends Bench {
  @Option(names = "--models", split = ",", description = "Models. Default: ${DEFAULT-VALUE}.")
  protected List<String> models;

  @Option(
      names = "--observations",
      defaultValue = "1000000",
      description = "Observations per measurement, at least.")
  protected int observations;

  protected ForecastBench(List<String> models) {
    this.models = models;
  }
}
