package io.wavecast.service.csv;

import io.wavecast.schemas.forecast.Observation;
import io.wavecast.testkit.contract.CsvContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code replay} and {@code send} read. */
class CsvSeriesContractTest extends CsvContract {
  @Override
  protected List<String> read(Path file) {
    List<String> all = new ArrayList<>();
    try (CsvSeries rows = CsvReading.USUAL.open(file, "s")) {
      for (Observation row = rows.next(); row != null; row = rows.next()) {
        all.add(row.timestamp() + "=" + row.value());
      }
    }
    return all;
  }
}
