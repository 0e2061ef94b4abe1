package io.wavecast.config;

import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.incident.IncidentSpec;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.stream.NoModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pipelines of core. Their settings and metrics are those that config and core declare. */
public final class CoreModules {
  private CoreModules() {}

  private interface WithoutModel extends PipelineModule<NoModel> {
    @Override
    default NoModel model(ModelOpener opener) {
      return NoModel.NONE;
    }
  }

  /** From observations to forecasts, deviations and alerts; always enabled. */
  public record Forecasts() implements PipelineModule<Forecasters> {
    @Override
    public String name() {
      return "forecasts";
    }

    @Override
    public String groupSuffix() {
      return "";
    }

    @Override
    public Optional<ForecastSpec> spec(Settings s, int maxRecordBytes) {
      return Optional.of(PipelineSettings.forecasts(s, maxRecordBytes));
    }

    @Override
    public Forecasters model(ModelOpener opener) {
      return opener.forecasters();
    }
  }

  /** From records of other producers to observations and events. */
  public record Inputs() implements WithoutModel {
    @Override
    public String name() {
      return "inputs";
    }

    @Override
    public Optional<IngestSpec> spec(Settings s, int maxRecordBytes) {
      return PipelineSettings.inputs(s, maxRecordBytes);
    }
  }

  /** From events to observations. */
  public record Aggregation() implements WithoutModel {
    @Override
    public String name() {
      return "aggregation";
    }

    @Override
    public List<ModuleTopic> topics() {
      return List.of(
          new ModuleTopic(
              "events",
              "raw events of inputs with an aggregate, keyed by series",
              ModuleTopic.Kept.LATEST,
              false));
    }

    @Override
    public Optional<AggregationSpec> spec(Settings s, int maxRecordBytes) {
      return PipelineSettings.aggregation(s, maxRecordBytes);
    }
  }

  /** From alerts to incidents. */
  public record Incidents() implements WithoutModel {
    @Override
    public String name() {
      return "incidents";
    }

    /** The ids of incidents are ever new, so resolved ones are deleted some time. */
    @Override
    public List<ModuleTopic> topics() {
      return List.of(
          new ModuleTopic(
              "incidents",
              "incidents, where they are enabled; compacted",
              ModuleTopic.Kept.LATEST_OF_KEY,
              false));
    }

    @Override
    public Optional<IncidentSpec> spec(Settings s, int maxRecordBytes) {
      return PipelineSettings.incidents(s, maxRecordBytes);
    }

    /** One task joins all alerts. */
    @Override
    public Map<String, String> streamsProperties() {
      return Map.of("num.stream.threads", "1");
    }
  }
}
