package io.wavecast.service.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.Settings;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.IncidentCodec;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.testkit.kafka.TestTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleFeedTest {
  private static final Incident OPEN =
      new Incident(
          "some-id",
          Incident.State.OPEN,
          Alert.State.WARNING,
          1,
          2,
          1,
          "a",
          List.of("a"),
          List.of(),
          Cause.NONE,
          "",
          "a: no observation for 5m",
          OptionalInt.empty());

  @Test
  void the_first_look_says_that_incidents_are_not_loaded(@TempDir Path data) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(data, 0))) {
      TestTopics topics = new TestTopics(broker.bootstrapServers());
      for (String name : List.of("observations", "forecasts", "alerts", "incidents")) {
        topics.create("wavecast." + name, 1);
      }
      topics.send("wavecast.incidents", OPEN.id(), IncidentCodec.write(OPEN));
      try (ConsoleFeed feed = feed(broker.bootstrapServers())) {
        feed.start();

        assertThat(feed.lookAtIncidents()).isEqualTo(IncidentList.LOADING);
        await().atMost(Duration.ofMinutes(1)).until(() -> feed.lookAtIncidents().loaded());
        assertThat(feed.lookAtIncidents()).isEqualTo(new IncidentList(true, true, List.of(OPEN)));
      }
    }
  }

  private static ConsoleFeed feed(String servers) {
    Map<String, String> settings =
        Map.of("bootstrap-servers", servers, "incidents.enabled", "true");
    ServiceConfig config = ServiceConfig.of(Settings.of(settings));
    return new ConsoleFeed(
        config, TopicFormats.of(config.settings()), new LiveSeries(10, 10), new LiveIncidents(10));
  }
}
