package io.wavecast.flink.kafka;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarSource;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.flink.metrics.SharedMetrics;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.kafka.calendar.CalendarFollower;
import io.wavecast.schemas.calendar.CalendarEntry;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calendar of a job that follows the calendar topic. All its subtasks in a task manager share
 * one follower: the first opens it, which reads the topic completely, the last closes it. Flink
 * loads separate classes for each job, so jobs share nothing. Thread-safe.
 */
public final class TopicCalendar implements CalendarSource {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(TopicCalendar.class);
  private static final Map<Place, Shared> OPEN = new HashMap<>();

  private final Place place;
  private transient volatile @Nullable CalendarFollower follower;

  /** What is read. */
  private record Place(
      String topic, Map<String, String> client, ArrayList<CalendarEntry> configured)
      implements Serializable {}

  /** A follower in use. */
  private record Shared(CalendarFollower follower, SharedMetrics metrics) {}

  /**
   * @param client properties of Kafka's clients
   * @param configured entries of the settings
   */
  public TopicCalendar(String topic, Properties client, List<CalendarEntry> configured) {
    Map<String, String> properties = new HashMap<>();
    client.stringPropertyNames().forEach(name -> properties.put(name, client.getProperty(name)));
    place = new Place(topic, properties, new ArrayList<>(configured));
  }

  @Override
  public Calendar current() {
    CalendarFollower known = follower;
    if (known == null) {
      known = shared();
      follower = known;
    }
    return known.current();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof TopicCalendar other && place.equals(other.place);
  }

  @Override
  public int hashCode() {
    return place.hashCode();
  }

  private CalendarFollower shared() {
    synchronized (OPEN) {
      Shared shared = OPEN.get(place);
      if (shared == null) {
        throw new IllegalStateException("the calendar must be opened with the models");
      }
      return shared.follower;
    }
  }

  /** Opens the calendar before the models of a subtask, and closes it after them. */
  public <M> ModelSource<M> openWith(ModelSource<M> models) {
    Place opened = place;
    return metrics -> {
      open(opened, metrics);
      try {
        ModelSource.Opened<? extends M> model = models.open(metrics);
        return new ModelSource.Opened<M>(
            model.model(),
            () -> {
              try {
                model.release().run();
              } finally {
                release(opened, metrics);
              }
            });
      } catch (Exception | Error e) {
        release(opened, metrics);
        throw e;
      }
    };
  }

  private static void open(Place place, Metrics metrics) {
    synchronized (OPEN) {
      Shared shared = OPEN.get(place);
      if (shared != null) {
        shared.metrics.add(metrics);
        return;
      }
      SharedMetrics all = new SharedMetrics(metrics);
      CalendarFollower follower =
          CalendarFollower.start(place.client, place.topic, place.configured, all, LOG::warn);
      OPEN.put(place, new Shared(follower, all));
    }
  }

  private static void release(Place place, Metrics metrics) {
    synchronized (OPEN) {
      Shared shared = OPEN.get(place);
      if (shared != null && shared.metrics.isLast(metrics)) {
        OPEN.remove(place);
        shared.follower.close();
      } else if (shared != null) {
        shared.metrics.remove(metrics);
      }
    }
  }
}
