package io.wavecast.flink;

import io.wavecast.core.contract.EngineSettings;
import io.wavecast.core.contract.EngineUnderTest;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.flink.models.FakeModels;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** The whole job in a cluster of this process, two subtasks an operator, over what was sent. */
final class JobUnderTest implements EngineUnderTest {
  private final JobSettings settings;
  private final List<Message> sent = new ArrayList<>();
  private final List<Message> events = new ArrayList<>();
  private final List<Message> deadLetters = new ArrayList<>();

  JobUnderTest(EngineSettings engine) {
    settings = Given.with(engine);
  }

  @Override
  public void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    RawRecord record = new RawRecord(key, value, timestamp, "observations", 0, sent.size());
    sent.add(new Message(record, List.of()));
  }

  @Override
  @SuppressWarnings("try") // closing the iterator may be interrupted
  public void settle() {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            2, Configuration.fromMap(Map.of("pipeline.generic-types", "false", "rest.port", "0")));
    Outputs out =
        new ForecastJob(settings, FakeModels.MEAN)
            .build(env.fromData(Message.TYPE, sent.toArray(Message[]::new)));
    try (CloseableIterator<Message> all =
        out.events().union(out.deadLetters()).executeAndCollect()) {
      all.forEachRemaining(
          message ->
              (message.record().topic().equals(Given.TOPICS.deadLetters()) ? deadLetters : events)
                  .add(message));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Event> events() {
    return events.stream().map(Given::event).toList();
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return deadLetters.stream().map(Given::deadLetter).toList();
  }

  @Override
  public void close() {}
}
