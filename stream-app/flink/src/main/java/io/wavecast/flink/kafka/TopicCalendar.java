package io.wavecast.flink.kafka;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarSource;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.kafka.calendar.CalendarFollower;
import io.wavecast.schemas.calendar.CalendarEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calendar of a job that follows the calendar topic, in each subtask, which reads the topic
 * completely before it begins. Not thread-safe.
 */
public final class TopicCalendar implements CalendarSource {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(TopicCalendar.class);

  private final String topic;
  private final HashMap<String, String> client = new HashMap<>();
  private final ArrayList<CalendarEntry> configured;
  private transient @Nullable CalendarFollower follower;

  /**
   * @param client properties of Kafka's clients
   * @param configured entries of the settings
   */
  public TopicCalendar(String topic, Properties client, List<CalendarEntry> configured) {
    this.topic = topic;
    this.configured = new ArrayList<>(configured);
    client.stringPropertyNames().forEach(name -> this.client.put(name, client.getProperty(name)));
  }

  @Override
  public Calendar current() {
    if (follower == null) {
      throw new IllegalStateException("the calendar must be opened with the models");
    }
    return follower.current();
  }

  /** Opens the calendar before the models of a subtask, and closes it after them. */
  public <M> ModelSource<M> openWith(ModelSource<M> models) {
    return metrics -> {
      CalendarFollower opened =
          CalendarFollower.start(client, topic, configured, metrics, LOG::warn);
      try {
        ModelSource.Opened<? extends M> model = models.open(metrics);
        follower = opened;
        return new ModelSource.Opened<M>(
            model.model(),
            () -> {
              try {
                model.release().run();
              } finally {
                opened.close();
              }
            });
      } catch (Exception | Error e) {
        opened.close();
        throw e;
      }
    };
  }
}
