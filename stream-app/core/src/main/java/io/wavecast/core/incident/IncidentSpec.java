package io.wavecast.core.incident;

import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.text.Durations;
import io.wavecast.schemas.incident.IncidentTopics;
import java.time.Duration;
import java.util.List;

/**
 * The pipeline from alerts to incidents.
 *
 * @param topics input and output topics
 * @param window longest time between two alerts that begin together, by their own times; at least 1
 *     s
 * @param maxRecordBytes largest record that may be written; at least 1 million, since the state is
 *     one record
 */
public record IncidentSpec(IncidentTopics topics, Duration window, int maxRecordBytes)
    implements PipelineSpec<AlertChange, NoModel> {
  /** How often held alerts are looked at. */
  private static final Duration LINGER = Duration.ofMillis(500);

  private static final int LEAST_MAX_RECORD_BYTES = 1_000_000;

  private static final PipelineNames NAMES =
      new PipelineNames("alerts", "read-alert", "join", "incidents", "incident-states");

  public IncidentSpec {
    if (window.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "window of incidents must be at least 1 s, got: " + Durations.format(window));
    }
    if (maxRecordBytes < LEAST_MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "largest record must be at least "
              + LEAST_MAX_RECORD_BYTES
              + " bytes for incidents, got: "
              + maxRecordBytes);
    }
  }

  /**
   * An incident joins alerts of any series, so the input is repartitioned by one key: a single task
   * sees all alerts.
   */
  @Override
  public PipelineIo<AlertChange> io() {
    return new PipelineIo<>(
        NAMES,
        new AlertInput(),
        topics.alerts(),
        List.of(topics.incidents()),
        topics.deadLetters(),
        maxRecordBytes,
        LINGER,
        true,
        false);
  }

  @Override
  public Pipeline<AlertChange> create(NoModel model, PipelineContext context) {
    return new IncidentPipeline(this, context);
  }
}
