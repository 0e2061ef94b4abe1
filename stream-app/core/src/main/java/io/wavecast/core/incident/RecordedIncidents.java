package io.wavecast.core.incident;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.IncidentCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Joins recorded alerts into incidents, as the pipeline does that reads them from a topic. Holds
 * all alerts in memory. Not thread-safe.
 */
public final class RecordedIncidents {
  private final IncidentSpec spec;
  private final List<AlertChange> changes = new ArrayList<>();

  /**
   * @param spec how alerts are joined; topics do not matter
   */
  public RecordedIncidents(IncidentSpec spec) {
    this.spec = spec;
  }

  /** Takes in an alert; those of different series in any order. */
  public void add(Alert alert) {
    changes.add(new AlertChange(alert.series(), alert.since(), alert));
  }

  /** Every change of an incident, in order. */
  public List<Incident> incidents() {
    List<Incident> incidents = new ArrayList<>();
    Pipeline<AlertChange> pipeline =
        spec.create(
            NoModel.NONE,
            new PipelineContext(
                new InMemoryStore(),
                output -> incidents.add(IncidentCodec.read(Objects.requireNonNull(output.value()))),
                Metrics.NONE,
                () -> 0));
    pipeline.recover();
    for (AlertChange change : changes.stream().sorted(AlertChange.ORDER).toList()) {
      pipeline.accept(change);
    }
    pipeline.ticks().forEach(tick -> tick.action().run(0, Long.MAX_VALUE));
    return incidents;
  }
}
