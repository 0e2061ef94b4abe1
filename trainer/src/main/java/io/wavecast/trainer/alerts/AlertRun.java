package io.wavecast.trainer.alerts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs detectors over labelled series. Not thread-safe. */
public final class AlertRun {
  private final List<Detector> detectors;
  private final Map<String, Judgement> byDetector = new LinkedHashMap<>();
  private final Map<LabelledSeries, List<Span>> shown = new LinkedHashMap<>();

  /**
   * @param first the detector of main interest; simple methods and Random Cut Forest follow
   */
  public AlertRun(Detector first) {
    detectors = new ArrayList<>(List.of(first));
    detectors.addAll(List.of(SimpleDetector.values()));
    detectors.add(new ForestDetector());
  }

  /**
   * Judges all detectors on series.
   *
   * @param progress called with each detector when it begins
   */
  public void over(List<LabelledSeries> all, Consumer<String> progress) {
    for (Detector detector : detectors) {
      progress.accept(detector.label());
      Judge judge = new Judge();
      for (LabelledSeries series : all) {
        List<Span> alerts = detector.alerts(series);
        judge.add(series, alerts);
        if (detector == detectors.get(0) && isShown(series)) {
          shown.put(series, alerts);
        }
      }
      byDetector.put(detector.label(), judge.judgement());
    }
  }

  /** The first series of each kind that has anomalies is shown in a picture. */
  private boolean isShown(LabelledSeries series) {
    return !series.anomalies().isEmpty()
        && shown.keySet().stream().noneMatch(s -> s.kind().equals(series.kind()));
  }

  /** The judgement of each detector. */
  public Map<String, Judgement> byDetector() {
    return byDetector;
  }

  /** A series of each kind, and the alerts of the first detector. */
  public Map<LabelledSeries, List<Span>> shown() {
    return shown;
  }
}
