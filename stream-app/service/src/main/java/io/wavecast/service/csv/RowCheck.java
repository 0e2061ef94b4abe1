package io.wavecast.service.csv;

import io.wavecast.schemas.forecast.Observation;
import java.util.Optional;

/** Refuses observations of CSV files for more than their own fields. */
@FunctionalInterface
public interface RowCheck {
  /** Refuses none. */
  RowCheck NONE = row -> Optional.empty();

  /**
   * Checks the next observation.
   *
   * @return what is wrong with it; empty if nothing is
   */
  Optional<String> wrong(Observation row);
}
