package io.wavecast.trainer.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Alerts that were raised before, by the name of their series. */
public final class AlertEvents implements Detector {
  private final Map<String, List<Alert>> bySeries = new HashMap<>();

  private AlertEvents() {}

  /**
   * Reads what {@code replay --alerts} prints; lines that are no JSON object are left out.
   *
   * @throws io.wavecast.schemas.BadRecordException when an object is no alert
   */
  public static AlertEvents read(Path file) throws IOException {
    AlertEvents events = new AlertEvents();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("{")) {
        Alert alert = AlertCodec.read(line.getBytes(UTF_8));
        String name = alert.series().substring(alert.series().lastIndexOf('/') + 1);
        events.bySeries.computeIfAbsent(name, n -> new ArrayList<>()).add(alert);
      }
    }
    return events;
  }

  @Override
  public String label() {
    return "events";
  }

  @Override
  public List<Span> alerts(LabelledSeries series) {
    AlertSpans spans = new AlertSpans(series);
    bySeries.getOrDefault(series.name(), List.of()).forEach(spans::add);
    return spans.spans();
  }
}
