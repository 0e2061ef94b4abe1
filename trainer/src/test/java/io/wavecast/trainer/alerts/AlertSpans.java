package io.wavecast.trainer.alerts;

import io.wavecast.schemas.forecast.Alert;
import java.util.ArrayList;
import java.util.List;

/**
 * When a series was in alert, by its transitions: from WARNING or CRITICAL until OK. A relapse
 * while RECOVERING is the same alert. Not thread-safe.
 */
public final class AlertSpans {
  private final LabelledSeries series;
  private final List<Span> spans = new ArrayList<>();
  private int open = -1;

  public AlertSpans(LabelledSeries series) {
    this.series = series;
  }

  /** Takes in the next transition. */
  public void add(Alert alert) {
    int at = series.indexAt(alert.since());
    switch (alert.state()) {
      case WARNING, CRITICAL -> {
        if (open < 0) {
          open = at;
        }
      }
      case OK -> close(at);
      case PENDING, RECOVERING -> {}
    }
  }

  private void close(int at) {
    if (open >= 0) {
      spans.add(new Span(open, at));
    }
    open = -1;
  }

  /** The spans so far; an open one lasts to the end of the series. */
  public List<Span> spans() {
    List<Span> all = new ArrayList<>(spans);
    if (open >= 0) {
      all.add(new Span(open, series.size()));
    }
    return all;
  }
}
