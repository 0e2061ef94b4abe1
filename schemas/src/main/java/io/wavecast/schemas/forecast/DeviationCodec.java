package io.wavecast.schemas.forecast;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.json.Fields;
import io.wavecast.schemas.json.FloatText;
import io.wavecast.schemas.json.JsonText;

/**
 * Reads and writes deviations as JSON. Numbers that are absent are null; fields that it does not
 * know are skipped. Stateless; any thread may use it.
 */
public final class DeviationCodec {
  private static final byte[] SERIES = JsonText.name("series");
  private static final byte[] TIMESTAMP = JsonText.name("timestamp");
  private static final byte[] Y = JsonText.name("y");
  private static final byte[] LEAD = JsonText.name("lead");
  private static final byte[] YHAT = JsonText.name("yhat");
  private static final byte[] YHAT_LOWER = JsonText.name("yhatLower");
  private static final byte[] YHAT_UPPER = JsonText.name("yhatUpper");
  private static final byte[] SCORE = JsonText.name("score");
  private static final byte[] PEAK = JsonText.name("peak");
  private static final byte[] ERRORS = JsonText.name("errors");

  private DeviationCodec() {}

  /**
   * The deviation as a JSON object in UTF-8, its fields in the order of the record. What was
   * forecast and the errors are rounded as in a forecast's event, by the width of the interval
   * here; the observed value and the score are not.
   */
  public static byte[] write(Deviation deviation) {
    int decimals = FloatText.decimals((double) deviation.yhatUpper() - deviation.yhatLower());
    return new JsonText(384)
        .text(SERIES, deviation.series())
        .integer(TIMESTAMP, deviation.timestamp())
        .number(Y, deviation.y())
        .integer(LEAD, deviation.lead())
        .number(YHAT, deviation.yhat(), decimals)
        .number(YHAT_LOWER, deviation.yhatLower(), decimals)
        .number(YHAT_UPPER, deviation.yhatUpper(), decimals)
        .number(SCORE, deviation.score())
        .flag(PEAK, deviation.peak())
        .numbers(ERRORS, deviation.errors(), decimals)
        .end()
        .toBytes();
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold no deviation
   */
  public static Deviation read(byte[] value) {
    Fields f = Fields.of(value, "a deviation");
    try {
      return new Deviation(
          f.text("series"),
          f.integer("timestamp"),
          f.number("y"),
          (int) f.integer("lead"),
          f.number("yhat"),
          f.number("yhatLower"),
          f.number("yhatUpper"),
          f.number("score"),
          f.flag("peak"),
          f.numbers("errors"));
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(Reason.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
    }
  }
}
