package io.wavecast.lab.engines;

import io.wavecast.config.Settings;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.lab.endtoend.ConstantForecaster;
import io.wavecast.lab.endtoend.Tally.Moment;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One engine in a separate process, with its own libraries. Each line of its standard input, {@code
 * MODEL WINDOWS}, starts a run until the model has forecast that number of windows. The process
 * answers with three lines: {@code BEGIN} after the first tenth, {@code END}, and {@code STOPPED}
 * when the state is saved. It ends at the end of its input.
 */
final class EngineProcess {
  static final String KAFKA_STREAMS = "kafka-streams";
  static final String FLINK = "flink";

  /** The first tenth of a run is excluded. */
  private static final int WARMUP_SHARE = 10;

  private EngineProcess() {}

  /** {@code ENGINE SERVERS PREFIX OBSERVATIONS DIR [KEY=VALUE...]}. */
  public static void main(String[] args) throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                "bootstrap.servers", args[1],
                "application.id", args[0],
                "topics.prefix", args[2],
                "topics.names", "observations=" + args[3]));
    Path dir = Path.of(args[4]);
    Map<String, String> more = new HashMap<>();
    for (String setting : List.of(args).subList(5, args.length)) {
      String[] pair = setting.split("=", 2);
      more.put(pair[0], pair[1]);
    }
    Engine engine =
        args[0].equals(FLINK)
            ? new FlinkEngine(settings, dir, more)
            : new KafkaStreamsEngine(settings, dir);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] command = line.split(" ", -1);
      run(engine, command[0], Long.parseLong(command[1]));
    }
    System.exit(0);
  }

  private static void run(Engine engine, String model, long windows) throws Exception {
    if (model.equals("constant")) {
      run(engine, new ConstantForecaster(), windows);
    } else {
      try (OnnxForecaster onnx =
          OnnxForecaster.open(ModelCatalog.shipped().find(model), Device.CPU)) {
        run(engine, onnx, windows);
      }
    }
  }

  private static void run(Engine engine, Forecaster model, long windows) throws Exception {
    CountingForecaster counting = new CountingForecaster(model);
    engine.start(counting);
    say("BEGIN", counting.tally().await(windows / WARMUP_SHARE, engine::requireLive));
    say("END", counting.tally().await(windows, engine::requireLive));
    engine.stop();
    System.out.println("STOPPED");
  }

  private static void say(String what, Moment m) throws IOException {
    System.out.printf("%s %d %d %d %d%n", what, m.results(), m.runs(), m.nanos(), m.cpuNanos());
    System.out.flush();
  }
}
