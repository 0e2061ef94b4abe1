package io.wavecast.service.produce;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.config.KafkaConfig;
import io.wavecast.core.text.FailureException;
import io.wavecast.schemas.forecast.Observation;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservationProducerTest {
  @Test
  void a_failed_send_is_reported_once_and_does_not_end_the_sending() {
    Observation observation = new Observation("s", 1, 2);
    // nobody listens on port 1
    KafkaConfig absent = new KafkaConfig("127.0.0.1:1", Map.of("max.block.ms", "50"));
    try (ObservationProducer producer = new ObservationProducer(absent, "observations")) {
      producer.send(observation);

      assertThatThrownBy(() -> producer.send(observation))
          .isInstanceOf(FailureException.class)
          .hasMessageStartingWith("cannot write to topic observations: ");
      assertThatCode(() -> producer.send(observation)).doesNotThrowAnyException();
    }
  }
}
