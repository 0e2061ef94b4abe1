package io.wavecast.service.csv;

import io.wavecast.onnx.support.CsvException;

/** Takes the rows of a CSV file that are no observations. */
@FunctionalInterface
public interface BadRows {
  /** Ends the reading at the first one. */
  BadRows REFUSE =
      e -> {
        throw e;
      };

  /**
   * Takes a row, which is then skipped.
   *
   * @param e says which row it is and what is wrong with it
   * @throws CsvException to end the reading
   */
  void bad(CsvException e);
}
