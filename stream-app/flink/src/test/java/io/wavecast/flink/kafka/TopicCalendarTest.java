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
import java.io.Serializable;
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
  void a_subtask_reads_the_topic_completely_and_sees_changes() throws Exception {
    broker.create("calendar");
    send("first");
    Properties client = new Properties();
    client.put("bootstrap.servers", broker.bootstrapServers());
    TopicCalendar sent = new TopicCalendar("calendar", client, List.of(entry("configured")));
    Subtask subtask = InstantiationUtil.clone(new Subtask(sent, sent.openWith(MODELS)));
    TopicCalendar calendar = subtask.calendar;
    assertThatIllegalStateException().isThrownBy(calendar::current);

    ModelSource.Opened<? extends Forecasters> opened = subtask.models.open(Metrics.NONE);

    assertThat(names(calendar)).containsExactly("configured", "first");
    send("second");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> names(calendar).equals(List.of("configured", "first", "second")));
    opened.release().run();
  }

  /** As an operator has them. */
  private record Subtask(TopicCalendar calendar, ModelSource<Forecasters> models)
      implements Serializable {}

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
