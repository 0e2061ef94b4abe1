package io.wavecast.service.config;

/** What a crash may do to the forecasts. */
public enum Guarantee {
  /** Every observation that completes a window gets exactly one forecast. */
  EXACTLY_ONCE,
  /** Forecasts may be repeated; latency is lower. */
  AT_LEAST_ONCE
}
