package io.wavecast.service.delivery;

import static io.wavecast.schemas.forecast.Alert.State.CRITICAL;
import static io.wavecast.schemas.forecast.Alert.State.PENDING;
import static io.wavecast.schemas.forecast.Alert.State.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSinkTest {
  private FakeReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new FakeReceiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void each_change_is_sent_as_on_the_topic() throws Exception {
    Alert warning = Alerts.change("pump.7", PENDING, WARNING);
    Alert critical = Alerts.change("pump.7", WARNING, CRITICAL);

    sink(Optional.empty()).deliver(Alerts.notices(warning, critical));

    assertThat(receiver.bodies())
        .extracting(body -> AlertCodec.read(body.getBytes(StandardCharsets.UTF_8)))
        .containsExactly(warning, critical);
    assertThat(receiver.requests().get(0).header("Wavecast-event-id")).isEqualTo(warning.id());
    assertThat(receiver.requests().get(0).header("Wavecast-signature")).isEmpty();
  }

  @Test
  void with_a_secret_each_request_is_signed() throws Exception {
    Alert change =
        new Alert(
            "1",
            "a",
            WARNING,
            PENDING,
            2,
            1,
            2,
            Cause.of("record", Direction.ABOVE),
            "default",
            "a reason");

    sink(Optional.of(() -> "s3cret")).deliver(Alerts.notices(change));

    // printf '1700000000.%s' BODY | openssl dgst -sha256 -hmac s3cret
    assertThat(receiver.bodies().get(0))
        .isEqualTo(
            "{\"id\":\"1\",\"series\":\"a\",\"state\":\"WARNING\",\"previous\":\"PENDING\",\"since\":2,"
                + "\"started\":1,\"score\":2.0,\"cause\":{\"code\":\"SIGNAL\",\"signal\":\"record\",\"direction\":\"ABOVE\"},\"rule\":\"default\",\"reason\":\"a"
                + " reason\"}");
    assertThat(receiver.requests().get(0).header("Wavecast-timestamp")).isEqualTo("1700000000");
    assertThat(receiver.requests().get(0).header("Wavecast-signature"))
        .isEqualTo("sha256=6bb38bb9452bcd89389ac86a921cf710734b200cef92f420c08f84f8c2278900");
  }

  @Test
  void rejections_are_counted_and_failures_are_retried() throws Exception {
    receiver.answer(request -> 422);
    assertThat(sink(Optional.empty()).deliver(Alerts.notices(Alerts.change("a", PENDING, WARNING))))
        .isEqualTo(1);

    receiver.answer(request -> 401);
    assertThatThrownBy(
            () ->
                sink(Optional.empty())
                    .deliver(Alerts.notices(Alerts.change("a", PENDING, WARNING))))
        .isInstanceOf(DeliveryException.class)
        .hasMessage("127.0.0.1 answers 401"); // without the words of the answer
  }

  private WebhookSink sink(Optional<Supplier<String>> secret) {
    return new WebhookSink(
        new HttpPost(() -> receiver.url("/hooks/token-in-path"), FakeReceiver.HTTP, false),
        secret,
        () -> 1_700_000_000_123L);
  }
}
