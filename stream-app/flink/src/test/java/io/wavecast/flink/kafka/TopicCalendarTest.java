package io.wavecast.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.wavecast.core.calendar.CalendarText;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntryCodec;
import io.wavecast.testkit.fakes.FakeForecaster;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** The calendar topic in the subtasks of a job. */
class TopicCalendarTest extends OnBroker {
  private static final ModelSource<Forecasters> MODELS =
      metrics -> new ModelSource.Opened<>(Forecasters.of(FakeForecaster.mean()), () -> {});

  @Test
  void subtasks_share_what_was_read_completely_and_see_changes() throws Exception {
    broker.create("calendar");
    send("first");
    Properties client = new Properties();
    client.put("bootstrap.servers", broker.bootstrapServers());
    TopicCalendar sent = new TopicCalendar("calendar", client, List.of(entry("configured")));
    TopicCalendar calendar = InstantiationUtil.clone(sent);
    assertThatIllegalStateException().isThrownBy(calendar::current);

    ModelSource<Forecasters> source = calendar.openWith(MODELS);
    ModelSource.Opened<? extends Forecasters> one = source.open(Metrics.NONE);
    ModelSource.Opened<? extends Forecasters> two = sent.openWith(MODELS).open(Metrics.NONE);

    assertThat(names(calendar)).containsExactly("configured", "first");
    assertThat(calendar.current()).isSameAs(sent.current());

    one.release().run();
    send("second");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> names(sent).equals(List.of("configured", "first", "second")));

    two.release().run();
    assertThatIllegalStateException().isThrownBy(InstantiationUtil.clone(sent)::current);
  }

  private static List<String> names(TopicCalendar calendar) {
    return calendar.current().entries().stream().map(CalendarEntry::name).toList();
  }

  private static CalendarEntry entry(String name) {
    return CalendarText.read(name + " * start=2026-12-25", ZoneOffset.UTC);
  }

  private static void send(String name) throws Exception {
    broker.produce("calendar", name.getBytes(UTF_8), CalendarEntryCodec.write(entry(name)));
  }
}
