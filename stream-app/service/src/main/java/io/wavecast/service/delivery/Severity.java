package io.wavecast.service.delivery;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import java.util.Locale;

/** How bad what fires is, in Prometheus' terms. */
enum Severity {
  WARNING,
  CRITICAL;

  /** The severity of an alert; a recovering one keeps its previous severity. */
  static Severity of(Alert alert) {
    return of(alert.state() == State.RECOVERING ? alert.previous() : alert.state());
  }

  static Severity of(State state) {
    return state == State.CRITICAL ? CRITICAL : WARNING;
  }

  /** As the value of a label. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
