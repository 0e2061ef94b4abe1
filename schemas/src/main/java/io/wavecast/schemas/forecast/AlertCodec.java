package io.wavecast.schemas.forecast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.json.JsonText;
import io.wavecast.schemas.json.JsonValue;
import io.wavecast.schemas.json.JsonWriter;
import java.util.Map;

/** Reads and writes alerts as JSON. Unknown fields are ignored. Stateless and thread-safe. */
public final class AlertCodec {
  private static final byte[] ID = JsonText.name("id");
  private static final byte[] SERIES = JsonText.name("series");
  private static final byte[] STATE = JsonText.name("state");
  private static final byte[] PREVIOUS = JsonText.name("previous");
  private static final byte[] SINCE = JsonText.name("since");
  private static final byte[] STARTED = JsonText.name("started");
  private static final byte[] SCORE = JsonText.name("score");
  private static final byte[] RULE = JsonText.name("rule");
  private static final byte[] REASON = JsonText.name("reason");
  private static final byte[] LABELS = JsonText.name("labels");

  private AlertCodec() {}

  /**
   * Writes an alert as a JSON object in UTF-8, its fields in the order of the record; without the
   * field {@code labels} where there are none.
   */
  public static byte[] write(Alert alert) {
    JsonText json = begin(alert);
    json.json(CauseCodec.CAUSE, CauseCodec.write(alert.cause()));
    json.text(RULE, alert.rule()).text(REASON, alert.reason());
    if (!alert.labels().isEmpty()) {
      json.json(LABELS, JsonWriter.value(alert.labels()));
    }
    return json.end().toBytes();
  }

  /** With its cause as scalars, and its labels as the text of a JSON object. */
  static byte[] writeFlat(Alert alert) {
    JsonText json = begin(alert);
    json.text(CauseCodec.CAUSE, alert.cause().code().name());
    CauseCodec.writeFlat(json, alert.cause());
    json.text(RULE, alert.rule()).text(REASON, alert.reason());
    if (!alert.labels().isEmpty()) {
      json.text(LABELS, new String(JsonWriter.value(alert.labels()), UTF_8));
    }
    return json.end().toBytes();
  }

  private static JsonText begin(Alert alert) {
    return new JsonText(512)
        .text(ID, alert.id())
        .text(SERIES, alert.series())
        .text(STATE, alert.state().name())
        .text(PREVIOUS, alert.previous().name())
        .integer(SINCE, alert.since())
        .integer(STARTED, alert.started())
        .number(SCORE, alert.score());
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold no alert
   */
  public static Alert read(byte[] value) {
    return JsonValue.read(
        value,
        "an alert",
        f ->
            new Alert(
                f.get("id").text(),
                f.get("series").text(),
                f.get("state").oneOf(State.class),
                f.get("previous").oneOf(State.class),
                f.get("since").integer(),
                f.get("started").integer(),
                f.get("score").singlePrecision(),
                CauseCodec.of(f.get("cause")),
                f.get("rule").text(),
                f.get("reason").text(),
                f.get("labels").isPresent() ? f.get("labels").texts() : Map.of()));
  }
}
