package io.wavecast.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.service.cli.Cli;
import io.wavecast.service.resilience.ServeProcess;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/WARM_START.md, as they are written there, and what they promise. */
@Tag("slow")
class WarmStartTest {
  private static final Path PAGE = Path.of("../../docs/WARM_START.md");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Instant LIVE = Instant.parse("2026-06-01T00:00:00Z");
  private static final int HISTORY = 500;
  private static final int VALUES = 40;
  private static final int ANOMALY = 25;

  @TempDir Path dir;

  @Test
  void the_first_alert_after_a_history_is_that_of_an_anomaly() throws Exception {
    series("history/web.cpu.csv", -HISTORY, VALUES);
    series("history/web.memory.csv", -HISTORY, VALUES);
    series("archived/db.load.csv", -HISTORY, VALUES);
    series("archived/other.load.csv", -HISTORY, VALUES);
    for (String key : List.of("web.cpu", "web.memory", "db.load")) {
      series("live/" + key + ".csv", 0, VALUES);
    }
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(new BrokerSettings(dir.resolve("broker"), 0))) {
      String kafka = broker.bootstrapServers();
      run("topics create --topics-names observations=archive", kafka);
      run("send %s --topics-names observations=archive".formatted(dir.resolve("archived")), kafka);
      try (ServeProcess serve = new ServeProcess(kafka, dir.resolve("data"))) {
        await().atMost(PATIENCE).until(serve::isReady);
        List<String> commands = commands();
        Cli files = run(commands.get(0), kafka);
        Cli topic = run(commands.get(1), kafka);
        await().atMost(PATIENCE).until(() -> values(serve, "learned") == 3 * HISTORY);
        assertThat(files.out()).startsWith("1000 observations of 2 series (0 rows");
        assertThat(topic.out()).startsWith("500 observations of 1 series");
        for (String output : List.of("forecasts", "deviations", "alerts", "dead-letters")) {
          assertThat(CommittedRecords.byKey(kafka, "wavecast." + output)).as(output).isEmpty();
        }

        run("send " + dir.resolve("live"), kafka);
        List<ConsumerRecord<byte[], byte[]>> forecasts = new ArrayList<>();
        try (CommittedRecords records = new CommittedRecords(kafka, "wavecast.forecasts")) {
          records.read(() -> forecasts.size() >= 3 * VALUES, PATIENCE, forecasts::add);
        }

        assertThat(forecasts)
            .hasSize(3 * VALUES)
            .noneMatch(f -> new String(f.value(), UTF_8).contains("\"warmup\":true"));
        assertThat(firstAlert(kafka))
            .satisfies(
                alert -> {
                  assertThat(alert.series()).isEqualTo("web.cpu");
                  assertThat(alert.started())
                      .isEqualTo(LIVE.plusSeconds(60L * ANOMALY).toEpochMilli());
                });

        Cli refused = Cli.run(arguments(commands.get(0), kafka));

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
            .contains("history of live series was refused, such as of 'web.")
            .contains("send it before the first live value");
        await().atMost(PATIENCE).until(() -> values(serve, "refused") == 2 * HISTORY);
      }
    }
  }

  private static double values(ServeProcess serve, String outcome) throws InterruptedException {
    Matcher found =
        Pattern.compile(
                "wavecast_backfill_values_total\\{[^}]*outcome=\"" + outcome + "\"[^}]*} (\\S+)")
            .matcher(serve.get("/metrics"));
    return found.find() ? Double.parseDouble(found.group(1)) : -1;
  }

  private static Alert firstAlert(String kafka) {
    List<Alert> alerts = new ArrayList<>();
    try (CommittedRecords records = new CommittedRecords(kafka, "wavecast.alerts")) {
      records.read(
          () -> !alerts.isEmpty(), PATIENCE, record -> alerts.add(AlertCodec.read(record.value())));
    }
    return alerts.stream().min(Comparator.comparingLong(Alert::since)).orElseThrow();
  }

  /** The commands of the page, without the name of the launcher. */
  private static List<String> commands() throws Exception {
    Matcher matcher =
        Pattern.compile("(?ms)^```sh\\n\\./wavecast (.*?)\\n```$").matcher(Files.readString(PAGE));
    return matcher.results().map(found -> found.group(1)).toList();
  }

  private Cli run(String command, String kafka) {
    Cli cli = Cli.run(arguments(command, kafka));
    assertThat(cli.code()).as(cli.err()).isZero();
    return cli;
  }

  private String[] arguments(String command, String kafka) {
    Stream<String> words =
        Stream.of(command.replace(" --bootstrap-servers 127.0.0.1:9092", "").split(" ", -1))
            .map(word -> word.replace("'", ""))
            .map(word -> word.equals("history/") ? dir.resolve("history").toString() : word);
    return Stream.concat(words, Stream.of("--bootstrap-servers", kafka)).toArray(String[]::new);
  }

  /** A value a minute, from so many before the first live one; an anomaly of one series. */
  private void series(String file, int from, int to) throws Exception {
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    for (int i = from; i < to; i++) {
      double noise = new SplittableRandom(file.length() + 100L * i).nextDouble();
      double fault = file.endsWith("web.cpu.csv") && i >= ANOMALY ? 90 : 0;
      double value = 40 + 10 * Math.sin(i / 7.0) + noise + fault;
      rows.append(LIVE.plusSeconds(60L * i)).append(',').append(value).append('\n');
    }
    Files.writeString(path, rows);
  }
}
