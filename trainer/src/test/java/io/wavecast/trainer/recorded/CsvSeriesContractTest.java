package io.wavecast.trainer.recorded;

import io.wavecast.testkit.contract.CsvContract;
import io.wavecast.trainer.recorded.CsvSeries.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** What {@code train} and {@code evaluate} read. */
class CsvSeriesContractTest extends CsvContract {
  @Override
  protected List<String> read(Path file) throws IOException {
    RecordedSeries series = CsvSeries.read(file, Order.STRICT, 1).get(0);
    return IntStream.range(0, series.size())
        .mapToObj(i -> series.timestamps()[i] + "=" + series.values()[i])
        .toList();
  }
}
