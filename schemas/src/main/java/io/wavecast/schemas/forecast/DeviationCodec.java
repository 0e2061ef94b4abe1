package io.wavecast.schemas.forecast;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.schemas.json.FloatText;
import io.wavecast.schemas.json.JsonText;
import io.wavecast.schemas.json.JsonValue;
import java.util.stream.IntStream;

/**
 * Reads and writes deviations as JSON. NaN is null on the wire; unknown fields are ignored.
 * Stateless and thread-safe.
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
  private static final byte[] MUTED_BY = JsonText.name("mutedBy");
  private static final byte[] NOT_LEARNED_BY = JsonText.name("notLearnedBy");
  private static final byte[] OUTSIDE = JsonText.name("outside");

  private DeviationCodec() {}

  /**
   * Writes a deviation as a JSON object in UTF-8, its fields in the order of the record. Forecast
   * values and errors are rounded as in {@link ForecastCodec}, by the width of this interval; the
   * observed value, the score and the numbers of the cause are not rounded. The cause, the fields
   * of the calendar and lead times are left out where they say nothing.
   */
  public static byte[] write(Deviation deviation) {
    int decimals = decimals(deviation);
    JsonText json =
        new JsonText(384)
            .text(SERIES, deviation.series())
            .integer(TIMESTAMP, deviation.timestamp())
            .number(Y, deviation.y())
            .integer(LEAD, deviation.lead())
            .number(YHAT, deviation.yhat(), decimals)
            .number(YHAT_LOWER, deviation.yhatLower(), decimals)
            .number(YHAT_UPPER, deviation.yhatUpper(), decimals)
            .number(SCORE, deviation.score())
            .flag(PEAK, deviation.peak())
            .numbers(ERRORS, deviation.errors(), decimals);
    if (!deviation.cause().equals(Cause.NONE)) {
      json.json(CauseCodec.CAUSE, CauseCodec.write(deviation.cause()));
    }
    writeCalendar(json, deviation.calendar());
    if (deviation.outside() != 0) {
      json.integers(OUTSIDE, leads(deviation));
    }
    return json.end().toBytes();
  }

  /** Without errors and lead times, and without yhat and its interval where there are none. */
  static byte[] writeFlat(Deviation deviation) {
    int decimals = decimals(deviation);
    JsonText json =
        new JsonText(320)
            .text(SERIES, deviation.series())
            .integer(TIMESTAMP, deviation.timestamp())
            .number(Y, deviation.y())
            .integer(LEAD, deviation.lead());
    if (deviation.lead() > 0) {
      json.number(YHAT, deviation.yhat(), decimals)
          .number(YHAT_LOWER, deviation.yhatLower(), decimals)
          .number(YHAT_UPPER, deviation.yhatUpper(), decimals);
    }
    json.number(SCORE, deviation.score()).flag(PEAK, deviation.peak());
    if (deviation.cause().code() != Cause.Code.NONE) {
      json.text(CauseCodec.CAUSE, deviation.cause().code().name());
    }
    CauseCodec.writeFlat(json, deviation.cause());
    writeCalendar(json, deviation.calendar());
    return json.end().toBytes();
  }

  private static int decimals(Deviation deviation) {
    return FloatText.decimals((double) deviation.yhatUpper() - deviation.yhatLower());
  }

  private static void writeCalendar(JsonText json, AppliedEntries calendar) {
    if (calendar.isMuted()) {
      json.text(MUTED_BY, calendar.mutedBy());
    }
    if (!calendar.isLearned()) {
      json.text(NOT_LEARNED_BY, calendar.notLearnedBy());
    }
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold no deviation
   */
  public static Deviation read(byte[] value) {
    return JsonValue.read(
        value,
        "a deviation",
        f ->
            new Deviation(
                f.get("series").text(),
                f.get("timestamp").integer(),
                f.get("y").singlePrecision(),
                f.get("lead").smallInteger(),
                f.get("yhat").singlePrecisionOrNaN(),
                f.get("yhatLower").singlePrecisionOrNaN(),
                f.get("yhatUpper").singlePrecisionOrNaN(),
                f.get("score").singlePrecision(),
                f.get("peak").flag(),
                f.get("errors").numbersOrNaN(),
                CauseCodec.read(f.get("cause")),
                new AppliedEntries(text(f.get("mutedBy")), text(f.get("notLearnedBy"))),
                outside(f.get("outside"))));
  }

  private static int[] leads(Deviation deviation) {
    return IntStream.rangeClosed(1, deviation.errors().length)
        .filter(deviation::isOutside)
        .toArray();
  }

  private static long outside(JsonValue field) {
    long bits = 0;
    if (field.isPresent()) {
      for (JsonValue lead : field.elements("an array of lead times", 0, Forecast.MAX_HORIZON)) {
        bits |= 1L << (lead.within(1, Forecast.MAX_HORIZON) - 1);
      }
    }
    return bits;
  }

  private static String text(JsonValue field) {
    return field.isPresent() ? field.text() : "";
  }
}
