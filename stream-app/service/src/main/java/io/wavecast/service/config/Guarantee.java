package io.wavecast.service.config;

/** What a crash may do to the forecasts. */
public enum Guarantee {
  /** Every observation that completes a window gets exactly one forecast. */
  EXACTLY_ONCE,
  /** A crash may repeat forecasts, and leave out some; latency is lower. */
  AT_LEAST_ONCE
}
