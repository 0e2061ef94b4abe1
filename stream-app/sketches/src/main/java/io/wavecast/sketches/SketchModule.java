package io.wavecast.sketches;

import io.wavecast.config.ConsolePage;
import io.wavecast.config.EngineKeys;
import io.wavecast.config.InputKeys;
import io.wavecast.config.KeyRegistry;
import io.wavecast.config.ModelOpener;
import io.wavecast.config.ModelSetting;
import io.wavecast.config.ModuleTopic;
import io.wavecast.config.PipelineModule;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.metrics.Metric;
import io.wavecast.sketches.cli.SketchCommand;
import io.wavecast.sketches.event.SketchTopics;
import io.wavecast.sketches.model.OnnxSketchClassifier;
import io.wavecast.sketches.pipeline.SketchClassifier;
import io.wavecast.sketches.pipeline.SketchSpec;
import java.util.List;
import java.util.Optional;

/** Labels of sketches, while these are drawn. */
public record SketchModule() implements PipelineModule<SketchClassifier> {
  private static final ModelSetting<OnnxSketchClassifier> MODEL =
      new ModelSetting<>(SketchKeys.MODEL, OnnxSketchClassifier.KIND);
  private static final ModuleTopic SKETCHES =
      new ModuleTopic(
          "sketches", "sketches, where they are enabled", ModuleTopic.Kept.LATEST, true);
  private static final ModuleTopic LABELS =
      new ModuleTopic(
          "sketch-labels", "labels of sketches; compacted", ModuleTopic.Kept.NEWEST_OF_KEY, false);

  @Override
  public String name() {
    return "sketches";
  }

  @Override
  public List<KeyRegistry> settings() {
    return List.of(SketchKeys.SKETCHES);
  }

  @Override
  public List<ModuleTopic> topics() {
    return List.of(SKETCHES, LABELS);
  }

  @Override
  public Optional<SketchSpec> spec(Settings s, int maxRecordBytes) {
    return s.get(SketchKeys.ENABLED)
        ? Optional.of(
            new SketchSpec(
                new SketchTopics(
                    SKETCHES.name(s), LABELS.name(s), TopicKeys.name(s, "dead-letters")),
                s.get(InputKeys.LATE_POLICY),
                s.get(EngineKeys.BATCH_SIZE),
                s.get(EngineKeys.BATCH_LINGER),
                s.get(SketchKeys.KEEP),
                maxRecordBytes))
        : Optional.empty();
  }

  @Override
  public List<Metric> metrics() {
    return Metric.declaredIn(SketchMetrics.class);
  }

  @Override
  public Optional<ModelSetting<?>> modelFile() {
    return Optional.of(MODEL);
  }

  @Override
  public SketchClassifier model(ModelOpener opener) {
    return opener.open(MODEL);
  }

  @Override
  public List<Object> commands() {
    return List.of(new SketchCommand());
  }

  @Override
  public Optional<ConsolePage> page() {
    return Optional.of(
        new ConsolePage(
            "sketchpad",
            "Sketch pad",
            "/io/wavecast/sketches/sketchpad.js",
            SketchKeys.ENABLED,
            SKETCHES,
            LABELS));
  }
}
