package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.DeadLetter;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterListTest {
  private final DeadLetterList list = new DeadLetterList();

  @Test
  void the_newest_stay_whichever_partition_is_read_first() {
    for (int time = 101; time <= 150; time++) {
      add(time, "late");
    }
    for (int time = 1; time <= 99; time += 2) {
      add(time, "early");
    }
    add(200, null);

    List<Object> times = list.json().stream().map(letter -> letter.get("time")).toList();
    assertThat(times).hasSize(DeadLetterList.MOST).startsWith(200L, 150L).endsWith(102L);
    assertThat(list.json().get(0)).containsEntry("message", "").containsKey("key");
    list.clear();
    assertThat(list.json()).isEmpty();
  }

  private void add(long time, String message) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(DeadLetter.ERROR_MESSAGE, message == null ? null : message.getBytes(UTF_8));
    list.add(
        new ConsumerRecord<>(
            "dead-letters",
            0,
            time,
            time,
            TimestampType.CREATE_TIME,
            0,
            0,
            new byte[0],
            new byte[0],
            headers,
            Optional.empty()));
  }
}
