package io.wavecast.core.aggregate;

import static io.wavecast.core.aggregate.EventStream.INPUT;
import static io.wavecast.core.aggregate.EventStream.aggregation;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.LatePolicy;
import io.wavecast.schemas.aggregate.RawEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AggregatedLabelsTest {
  @Test
  void a_window_has_the_labels_that_the_events_before_its_end_gave() {
    for (long memory : List.of(0L, 1L << 20)) {
      EventStream stream =
          new EventStream(
              Map.of(INPUT, aggregation(Aggregate.COUNT, 60, 0)),
              LatePolicy.DROP,
              Duration.ofHours(1),
              memory);
      stream.send(new RawEvent("a", 1_000, 1, null, INPUT, Map.of("zone", "b")));
      stream.restart();
      stream.send("a", 61, 1);
      stream.send(new RawEvent("a", 121_000, 1, null, INPUT, Map.of("zone", "c")));
      stream.restart();
      stream.send("a", 181, 1);
      stream.send("b", 1, 1);
      stream.send("b", 61, 1);

      assertThat(stream.outputs)
          .extracting(o -> new String(Objects.requireNonNull(o.value()), UTF_8))
          .containsExactly(
              "{\"timestamp\":0,\"value\":1.0,\"labels\":{\"zone\":\"b\"}}",
              "{\"timestamp\":60000,\"value\":1.0,\"labels\":{\"zone\":\"b\"}}",
              "{\"timestamp\":120000,\"value\":1.0,\"labels\":{\"zone\":\"c\"}}",
              "{\"timestamp\":0,\"value\":1.0}");
    }
  }
}
