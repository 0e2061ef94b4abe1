package io.wavecast.flink.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.flink.kafka.TestBroker;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.EventCodec;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statements that the README shows to users of SQL, over events as the job writes them. */
@SuppressWarnings("try") // closing an iterator may be interrupted
@Tag("slow")
class SqlTest {
  private static final Topics TOPICS = Topics.withPrefix(Topics.DEFAULT_PREFIX);

  @TempDir Path dir;

  @Test
  void forecasts_and_alerts_are_tables() throws Exception {
    try (TestBroker broker = new TestBroker(dir)) {
      broker.create(TOPICS);
      send(broker, forecast("cpu", 60_000, true), forecast("cpu", 120_000, false));
      send(broker, alert("cpu", Alert.State.WARNING), alert("disk", Alert.State.WARNING));
      TableEnvironment env = TableEnvironment.create(EnvironmentSettings.inBatchMode());
      List<String> statements = statements(broker);

      env.executeSql(statements.get(0)).await();
      env.executeSql(statements.get(1)).await();
      List<Row> values = rows(env, statements.get(2));
      List<Row> alerts = rows(env, statements.get(3));

      assertThat(values)
          .hasSize(10)
          .contains(
              Row.of("cpu", Instant.ofEpochMilli(180_000), 1, 1f, 0.5f, 1.5f),
              Row.of("cpu", Instant.ofEpochMilli(720_000), 10, 10f, 9.5f, 10.5f));
      assertThat(alerts).containsExactly(Row.of("WARNING", 2L));
    }
  }

  private static List<Row> rows(TableEnvironment env, String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> all = env.executeSql(query).collect()) {
      all.forEachRemaining(rows::add);
    }
    return rows;
  }

  /** Those of the file, over the test's broker, ending where the topics end. */
  private static List<String> statements(TestBroker broker) throws IOException {
    try (InputStream in = SqlTest.class.getResourceAsStream("/sql/forecasts.sql")) {
      String text =
          new String(in.readAllBytes(), UTF_8)
              .replace("127.0.0.1:9092", broker.bootstrapServers())
              .replace(
                  "'scan.startup.mode'",
                  "'scan.bounded.mode' = 'latest-offset', 'scan.startup.mode'");
      return Arrays.stream(text.split(";")).filter(s -> !s.isBlank()).toList();
    }
  }

  private static void send(TestBroker broker, Event... events) throws Exception {
    for (Event event : events) {
      broker.produce(TOPICS.of(event), event.series().getBytes(UTF_8), EventCodec.write(event));
    }
  }

  private static Forecast forecast(String series, long origin, boolean warmup) {
    float[] yhat = new float[10];
    float[] lower = new float[10];
    float[] upper = new float[10];
    for (int i = 0; i < yhat.length; i++) {
      yhat[i] = i + 1;
      lower[i] = i + 0.5f;
      upper[i] = i + 1.5f;
    }
    return new Forecast(
        series, origin, 60_000, yhat, lower, upper, 0.9, new ModelRef("m", "1"), warmup, false);
  }

  private static Alert alert(String series, Alert.State state) {
    return new Alert(
        Alert.idOf(series, 1000, state),
        series,
        state,
        Alert.State.OK,
        1000,
        1000,
        1.5f,
        Cause.of("record", Direction.ABOVE),
        "default",
        "3 of 5 above 1");
  }
}
