package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.testkit.kafka.TestTopics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleCommandTest {
  private static final Pattern URL = Pattern.compile("wavecast: console of .* on (http://\\S+)");

  @TempDir Path dir;

  @Test
  void it_shows_the_series_of_topics_that_another_process_writes_and_says_that_it_is_alone()
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(dir, 0))) {
      String[] args = {"--bootstrap-servers", broker.bootstrapServers()};
      Cli early = Cli.run("console", args[0], args[1], "--http-port", "0");
      Cli created = Cli.run("topics", "create", args[0], args[1]);
      assertThat(created.code()).as(created.err()).isZero();
      float[] errors = {0};
      Deviation value =
          new Deviation("pump.1", 60_000, 5, 1, 5, 4, 6, 0, false, errors, Cause.NONE);
      new TestTopics(broker.bootstrapServers())
          .send("wavecast.deviations", "pump.1", new String(DeviationCodec.write(value), UTF_8));

      Cli console = new Cli();
      Thread running = console.start("console", args[0], args[1], "--http-port", "0");
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !running.isAlive() || URL.matcher(console.err()).find());
      Matcher url = URL.matcher(console.err());
      assertThat(url.find()).as(console.err()).isTrue();
      String series = get(url.group(1) + "/api/series");
      String status = get(url.group(1) + "/api/status");
      String ready = get(url.group(1) + "/health/ready");
      running.interrupt();
      running.join(30_000);

      assertThat(early.code()).isEqualTo(1);
      assertThat(early.err())
          .contains("topic 'wavecast.forecasts' does not exist: what 'serve' or a Flink job");
      assertThat(series).contains("\"key\":\"pump.1\"", "\"total\":1", "\"complete\":true");
      assertThat(status).startsWith("{\"alone\":\"This is the console alone: ");
      assertThat(ready).contains("\"status\":\"ready\"");
      assertThat(console.code()).as(console.err()).isZero();
    }
  }

  private static String get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
