package io.wavecast.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.service.cli.Cli;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EndToEndTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String FORECASTS = "wavecast.forecasts";

  @TempDir Path dir;

  @Test
  void the_demo_forecasts_live_series_and_continues_after_a_restart() throws Exception {
    demo(
        (kafka, console) -> {
          List<Forecast> full = read(kafka, all -> all.stream().anyMatch(f -> !f.warmup()));
          assertThat(full).anyMatch(f -> f.series().startsWith("wave."));
          assertThat(full).anyMatch(f -> f.series().startsWith("host."));
          await()
              .atMost(PATIENCE)
              .until(
                  () -> get(console + "/api/history?series=wave.1").contains("\"warmup\":false"));
          assertThat(get(console + "/health/ready")).contains("\"status\":\"ready\"");
          assertThat(get(console + "/metrics"))
              .contains("wavecast_forecasts_total{model=\"default\"}", "kafka_stream_thread");
        });
    demo(
        (kafka, console) -> {
          await()
              .atMost(PATIENCE)
              .until(() -> get(console + "/metrics").contains("wavecast_windows_restarted_total"));
          await()
              .atMost(PATIENCE)
              .until(() -> get(console + "/metrics").contains("wavecast_ready 1.0"));
          assertThat(get(console + "/metrics"))
              .contains("wavecast_interval_level 0.9")
              .contains(
                  "wavecast_build_info{", "process_resident_memory_bytes ", "process_open_fds ");
          List<Forecast> all = read(kafka, forecasts -> gap(forecasts, "wave.1"));
          Set<String> seen = new HashSet<>();
          for (Forecast f : all) {
            assertThat(seen.add(f.series() + "@" + f.origin())).as(f.toString()).isTrue();
          }
        });
  }

  @Test
  void replay_and_stream_give_equal_forecasts() throws Exception {
    Path a = Files.writeString(dir.resolve("a.csv"), rows(1));
    Path b = Files.writeString(dir.resolve("b.csv"), rows(2));
    Path out = dir.resolve("out");
    Cli replay = Cli.run("replay", a.toString(), b.toString(), "--out", out.toString());
    assertThat(replay.code()).as(replay.err()).isZero();
    List<String> expected = new ArrayList<>(Files.readAllLines(out.resolve("a.forecasts.jsonl")));
    expected.addAll(Files.readAllLines(out.resolve("b.forecasts.jsonl")));

    List<String> live = new ArrayList<>();
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(new BrokerSettings(dir.resolve("broker"), 0))) {
      String kafka = broker.bootstrapServers();
      assertThat(Cli.run("topics", "create", "--bootstrap-servers", kafka).code()).isZero();
      Cli send =
          Cli.run("send", a.toString(), b.toString(), "--bootstrap-servers", kafka, "--json");
      assertThat(send.out()).startsWith("{\"observations\":426,\"series\":2,");
      Cli serve = new Cli();
      Thread serving =
          serve.start(
              "serve",
              "--bootstrap-servers",
              kafka,
              "--http-port",
              "0",
              "--data-dir",
              dir.resolve("data").toString());
      read(kafka, all -> all.size() >= expected.size())
          .forEach(f -> live.add(new String(ForecastCodec.write(f), StandardCharsets.UTF_8)));
      end(serving);
      assertThat(serve.code()).as(serve.err()).isZero();
    }

    live.sort(Comparator.comparing(line -> line.substring(0, "{\"series\":\"a\"".length())));
    assertThat(live).isEqualTo(expected);
  }

  /** 210 rows, a step of which is absent, a gap too long to fill, a duplicate and two late ones. */
  private static String rows(long seed) {
    Random random = new Random(seed);
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 210; i++) {
      int minute = i < 70 ? i : i < 120 ? i + 2 : i + 100;
      double value = Math.sin(i / 5.0) + 0.1 * random.nextGaussian();
      rows.append(1_700_000_000L + 60L * minute).append(',').append(value).append('\n');
      if (i == 60) {
        rows.append("1700003600,0\n1700000000,0\n1700000060,0\n");
      }
    }
    return rows.toString();
  }

  private interface Look {
    void at(String kafka, String console) throws Exception;
  }

  private void demo(Look look) throws Exception {
    Cli demo = new Cli();
    Thread running =
        demo.start(
            "demo",
            "--broker-port",
            "0",
            "--http-port",
            "0",
            "--interval",
            "100ms",
            "--data-dir",
            dir.resolve("demo").toString());
    try {
      String kafka = printed(demo, running, "Kafka on (\\S+)");
      look.at(kafka, printed(demo, running, "console on (\\S+)"));
    } finally {
      end(running);
    }
    assertThat(demo.code()).as(demo.err()).isZero();
  }

  private static String printed(Cli cli, Thread running, String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    await().atMost(PATIENCE).until(() -> wanted.matcher(cli.err()).find() || !running.isAlive());
    Matcher matcher = wanted.matcher(cli.err());
    assertThat(matcher.find()).as(cli.err()).isTrue();
    return matcher.group(1);
  }

  private static void end(Thread running) throws InterruptedException {
    running.interrupt();
    running.join(60_000);
    assertThat(running.isAlive()).isFalse();
  }

  /** Whether a series has forecasts on both sides of a gap. */
  private static boolean gap(List<Forecast> forecasts, String series) {
    List<Long> origins =
        forecasts.stream().filter(f -> f.series().equals(series)).map(Forecast::origin).toList();
    for (int i = 1; i < origins.size(); i++) {
      if (origins.get(i) - origins.get(i - 1) > 1000) {
        return true;
      }
    }
    return false;
  }

  private static List<Forecast> read(String kafka, Predicate<List<Forecast>> enough) {
    List<Forecast> forecasts = new ArrayList<>();
    try (CommittedRecords records = new CommittedRecords(kafka, FORECASTS)) {
      boolean read =
          records.await(
              () -> enough.test(forecasts),
              PATIENCE,
              record -> forecasts.add(ForecastCodec.read(record.value())));
      assertThat(read).as("enough within %s, got %d", PATIENCE, forecasts.size()).isTrue();
    }
    return forecasts;
  }

  private static String get(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
