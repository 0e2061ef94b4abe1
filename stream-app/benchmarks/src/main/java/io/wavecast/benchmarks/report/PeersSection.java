package io.wavecast.benchmarks.report;

import io.wavecast.benchmarks.endtoend.ConstantForecaster;
import io.wavecast.benchmarks.endtoend.HandWritten;
import io.wavecast.benchmarks.endtoend.StreamBench;
import io.wavecast.benchmarks.endtoend.Throughput;
import io.wavecast.config.Settings;
import io.wavecast.onnx.run.OnnxForecaster;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What else could make the forecasts from topic to topic: a loop written by hand, the same with one
 * call per record, and one that asks a model server.
 */
final class PeersSection implements Section {
  private static final int WINDOW_ROUNDS = ConstantForecaster.SHAPE.window() + 1;
  private static final int BATCH = 64;

  @Override
  public List<Table> measure(TestBed bed) throws IOException, InterruptedException {
    Table table =
        new Table(
            "Beside other ways to forecast",
            "%,d series, exactly once, two threads, broker in the same process. The loops by hand"
                    .formatted(TestBed.FEW)
                + " read with Kafka's consumer and write forecasts in transactions of 500 ms, and"
                + " forget all when they end. The first runs Wavecast's pipeline without writing"
                + " states. The others only forecast: they do not judge, calibrate, alert or meter,"
                + " and write no deviations. The"
                + " model server is a stand-in in the same process, which answers a request of one"
                + " window in JSON; %d requests are pending at once.".formatted(BATCH),
            "way",
            "model",
            "observations/s",
            "CPU us",
            "to Wavecast");
    int rounds = bed.rounds(TestBed.FEW);
    for (String name : bed.models()) {
      String id = "peers-" + name;
      Settings settings = bed.topics().apply(id, Map.of());
      long n = (long) rounds * TestBed.FEW;
      try (OnnxForecaster model = TestBed.open(name);
          StreamBench bench =
              new StreamBench(settings, TestBed.FEW, Map.of(), bed.dir().resolve(id));
          ModelServer server = ModelServer.start(model);
          RemoteForecaster remote = server.client()) {
        bench.throughput(model, WINDOW_ROUNDS + rounds);
        Throughput ours = bench.throughput(model, rounds);
        add(table, "Wavecast", name, ours, ours);
        long before = n + (WINDOW_ROUNDS - 1L) * TestBed.FEW; // the first have no forecast
        Throughput same = HandWritten.pipeline(settings, model, before, n);
        add(table, "by hand, all of the pipeline", name, same, ours);
        add(table, "by hand", name, HandWritten.forecasts(settings, model, BATCH, n), ours);
        Throughput single = HandWritten.forecasts(settings, model, 1, n);
        add(table, "by hand, one call per record", name, single, ours);
        Throughput asked = HandWritten.forecasts(settings, remote, BATCH, n / 10);
        add(table, "by hand, a model server", name, asked, ours);
      }
    }
    return List.of(table);
  }

  private static void add(
      Table table, String way, String model, Throughput measured, Throughput ours) {
    table.row(
        way,
        model,
        measured.perSecond(),
        measured.cpuMicros(),
        measured.perSecond() / ours.perSecond());
  }
}
