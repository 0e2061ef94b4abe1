package io.wavecast.chorales;

import io.wavecast.chorales.cli.ComposeCommand;
import io.wavecast.chorales.event.ChoraleTopics;
import io.wavecast.chorales.model.OnnxComposer;
import io.wavecast.chorales.pipeline.ChoraleSpec;
import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.config.ConsolePage;
import io.wavecast.config.KeyRegistry;
import io.wavecast.config.ModelOpener;
import io.wavecast.config.ModelSetting;
import io.wavecast.config.ModuleTopic;
import io.wavecast.config.PipelineModule;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.metrics.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chorales, composed on request, note by note. */
public record ChoraleModule() implements PipelineModule<Composer> {
  private static final ModelSetting<OnnxComposer> MODEL =
      new ModelSetting<>(ChoraleKeys.MODEL, OnnxComposer.KIND);
  private static final ModuleTopic REQUESTS =
      new ModuleTopic(
          "chorale-requests",
          "requests for chorales, where these are enabled",
          ModuleTopic.Kept.LATEST,
          true);
  private static final ModuleTopic NOTES =
      new ModuleTopic("chorale-notes", "notes of chorales", ModuleTopic.Kept.LATEST, false);

  @Override
  public String name() {
    return "chorales";
  }

  @Override
  public List<KeyRegistry> settings() {
    return List.of(ChoraleKeys.CHORALES);
  }

  @Override
  public List<ModuleTopic> topics() {
    return List.of(REQUESTS, NOTES);
  }

  @Override
  public Optional<ChoraleSpec> spec(Settings s, int maxRecordBytes) {
    return s.get(ChoraleKeys.ENABLED)
        ? Optional.of(
            new ChoraleSpec(
                new ChoraleTopics(
                    REQUESTS.name(s), NOTES.name(s), TopicKeys.name(s, "dead-letters")),
                maxRecordBytes))
        : Optional.empty();
  }

  @Override
  public List<Metric> metrics() {
    return Metric.declaredIn(ChoraleMetrics.class);
  }

  @Override
  public Optional<ModelSetting<?>> modelFile() {
    return Optional.of(MODEL);
  }

  @Override
  public Composer model(ModelOpener opener) {
    return opener.open(MODEL);
  }

  /** The model runs on one thread at a time, and slices are composed between polls. */
  @Override
  public Map<String, String> streamsProperties() {
    return Map.of("num.stream.threads", "1", "poll.ms", "5");
  }

  @Override
  public List<Object> commands() {
    return List.of(new ComposeCommand());
  }

  @Override
  public Optional<ConsolePage> page() {
    return Optional.of(
        new ConsolePage(
            "chorales",
            "Chorales",
            "/io/wavecast/chorales/chorales.js",
            ChoraleKeys.ENABLED,
            REQUESTS,
            NOTES));
  }
}
