package io.wavecast.trainer.alerts;

import java.util.List;

/** Something that raises alerts. It sees only what lies before. */
public interface Detector {
  /** The name in tables. */
  String label();

  /**
   * When a series was in alert, in order of time: where each alert began, and where it was over.
   */
  List<Span> alerts(LabelledSeries series);
}
