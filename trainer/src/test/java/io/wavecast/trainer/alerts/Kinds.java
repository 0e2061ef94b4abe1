package io.wavecast.trainer.alerts;

import static io.wavecast.trainer.alerts.Anomaly.*;

import java.util.List;

/** All kinds of series of the benchmark: a row each. */
final class Kinds {
  private static final int MINUTE = 60;
  private static final int FIVE_MINUTES = 300;
  private static final int TEN_MINUTES = 600;
  private static final int HOUR = 3600;

  private static final int QUARTER = 900;
  private static final int DAY = 86_400;

  /** Three days of minutes. */
  private static final int MINUTES = 4320;

  /** Two weeks of five minutes, or four of ten. */
  private static final int TWO_WEEKS = 4032;

  /** Ten weeks of quarters of an hour. */
  private static final int TEN_WEEKS = 6720;

  /** A hundred days of hours. */
  private static final int HOURS = 2400;

  /** Four years of days. */
  private static final int DAYS = 1500;

  static final List<Kind> ALL =
      List.of(
          Kind.of(
              "web-traffic",
              FIVE_MINUTES,
              TWO_WEEKS,
              ServiceKinds::webTraffic,
              SPIKE,
              DROP,
              ZERO,
              SHIFT,
              SHIFTED_DAY,
              NOISE,
              FLAT),
          Kind.of(
              "cpu", FIVE_MINUTES, TWO_WEEKS, ServiceKinds::cpu, SPIKE, SHIFT, NOISE, FLAT, RAMP),
          Kind.of("latency", MINUTE, MINUTES, ServiceKinds::latency, SPIKE, SHIFT, NOISE, RAMP),
          Kind.of("orders", FIVE_MINUTES, TWO_WEEKS, ServiceKinds::orders, SPIKE, ZERO, SHIFT),
          Kind.of("errors", MINUTE, MINUTES, ServiceKinds::errors, SPIKE, MORE_EVENTS),
          Kind.of("saw-teeth", MINUTE, MINUTES, ServiceKinds::sawTeeth, STUCK_RISE, FLAT, SHIFT),
          Kind.of(
              "night-job",
              FIVE_MINUTES,
              TWO_WEEKS,
              ServiceKinds::nightJob,
              SPIKE,
              SHIFT,
              MISSING_JOB,
              NOISE),
          Kind.of("on-off", MINUTE, MINUTES, SensorKinds::onOff, SPIKE, STUCK, NOISE, THIRD_LEVEL),
          Kind.of(
              "temperature",
              TEN_MINUTES,
              TWO_WEEKS,
              SensorKinds::temperature,
              SPIKE,
              FLAT,
              RAMP,
              SHIFT),
          Kind.of("price", MINUTE, MINUTES, SensorKinds::price, JUMP_BACK, FLAT, NOISE),
          Kind.of("growing-rate", HOUR, HOURS, ServiceKinds::growingRate, SPIKE, DROP, SHIFT, FLAT),
          Kind.of("configured", MINUTE, MINUTES, ServiceKinds::configured, SPIKE, ZERO),
          Kind.of(
              "fast-season",
              MINUTE,
              MINUTES,
              SensorKinds::fastSeason,
              SPIKE,
              OTHER_PERIOD,
              FLAT,
              SHIFT,
              NOISE),
          Kind.of("energy", HOUR, HOURS, SensorKinds::energy, SPIKE, ZERO, SHIFTED_DAY, SHIFT),
          Kind.of("sparse", MINUTE, MINUTES, ServiceKinds::sparse, SPIKE, SHIFT),
          Kind.of("counter", MINUTE, MINUTES, ServiceKinds::counter, STALLED, SURGE),
          Kind.of("queue", MINUTE, MINUTES, ServiceKinds::queue, SPIKE, BACKLOG, SHIFT),
          Kind.of("success-rate", MINUTE, MINUTES, ServiceKinds::successRate, SAG, DROP, DROPOUTS),
          Kind.of("bytes", MINUTE, MINUTES, ServiceKinds::bytes, SPIKE, ZERO, SHIFT, FLAT),
          Kind.of(
              "hits-and-misses", MINUTE, MINUTES, ServiceKinds::hitsAndMisses, SPIKE, FLAT, SHIFT),
          Kind.of(
              "connections",
              FIVE_MINUTES,
              TWO_WEEKS,
              ServiceKinds::connections,
              SPIKE,
              ZERO,
              BACKLOG,
              SATURATED),
          Kind.of("disk", FIVE_MINUTES, TWO_WEEKS, ServiceKinds::disk, SHIFT, FLAT, BACKLOG),
          Kind.of("solar", FIVE_MINUTES, TWO_WEEKS, SensorKinds::solar, ZERO, SHIFT, SATURATED),
          Kind.of("vibration", MINUTE, MINUTES, SensorKinds::vibration, NOISE, FLAT, SHIFT, SPIKE),
          Kind.of(
              "pressure",
              TEN_MINUTES,
              TWO_WEEKS,
              SensorKinds::pressure,
              SPIKE,
              FLAT,
              SHIFT,
              NOISE,
              DROPOUTS),
          Kind.of(
              "occupancy",
              FIVE_MINUTES,
              TWO_WEEKS,
              SensorKinds::occupancy,
              SPIKE,
              ZERO,
              SHIFT,
              SHIFTED_DAY),
          Kind.of(
              "thermostat",
              MINUTE,
              MINUTES,
              SensorKinds::thermostat,
              STUCK,
              STUCK_RISE,
              OTHER_PERIOD,
              NOISE),
          Kind.of(
              "tide",
              TEN_MINUTES,
              TWO_WEEKS,
              SensorKinds::tide,
              SPIKE,
              FLAT,
              SHIFT,
              MIRRORED,
              DROPOUTS),
          Kind.of("battery", FIVE_MINUTES, TWO_WEEKS, SensorKinds::battery, FLAT, SAG, ZERO),
          Kind.of(
              "filling", FIVE_MINUTES, TWO_WEEKS, CapacityKinds::filling, SHIFT, FLAT, RAMP, SPIKE),
          Kind.of("log-file", MINUTE, MINUTES, CapacityKinds::logFile, FLAT, STUCK_RISE, SPIKE),
          Kind.of("error-ratio", MINUTE, MINUTES, CapacityKinds::errorRatio, SPIKE, SHIFT, RAMP),
          Kind.of("replicas", FIVE_MINUTES, TWO_WEEKS, CapacityKinds::replicas, SPIKE, ZERO, SHIFT),
          Kind.of(
              "batch-jobs", HOUR, HOURS, CapacityKinds::batchJobs, SPIKE, ZERO, SHIFT, SHIFTED_DAY),
          Kind.of(
              "three-ways", MINUTE, MINUTES, CapacityKinds::threeWays, SPIKE, SHIFT, FLAT, RAMP),
          Kind.of("lag", MINUTE, MINUTES, CapacityKinds::lag, SPIKE, SHIFT, BACKLOG),
          Kind.of(
              "growing-users",
              FIVE_MINUTES,
              TWO_WEEKS,
              CapacityKinds::growingUsers,
              SPIKE,
              DROP,
              ZERO,
              SHIFT,
              FLAT),
          Kind.of("daily-sales", DAY, DAYS, CapacityKinds::dailySales, SPIKE, DROP, ZERO, SHIFT),
          Kind.of("outdoors", HOUR, HOURS, SensorKinds::outdoors, SPIKE, FLAT, SHIFT, NOISE),
          Kind.of("wind", TEN_MINUTES, TWO_WEEKS, SensorKinds::wind, SPIKE, FLAT, SHIFT, ZERO),
          Kind.of(
              "humidity", TEN_MINUTES, TWO_WEEKS, SensorKinds::humidity, DROP, FLAT, SAG, NOISE),
          Kind.of("heating", MINUTE, MINUTES, SensorKinds::heating, STUCK, ZERO, SPIKE, SHIFT),
          Kind.of("water", MINUTE, MINUTES, SensorKinds::water, STUCK, SPIKE, SHIFT),
          Kind.of("flow", MINUTE, MINUTES, SensorKinds::flow, QUIET, NOISE, SHIFT),
          Kind.of("office", QUARTER, TEN_WEEKS, CapacityKinds::office, ODD_DAY, SPIKE, ZERO));

  private Kinds() {}
}
