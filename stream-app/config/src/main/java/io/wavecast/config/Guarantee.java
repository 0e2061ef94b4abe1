package io.wavecast.config;

/** What a crash may change about the forecasts. */
public enum Guarantee {
  /** Every observation that completes a window gets exactly one forecast. */
  EXACTLY_ONCE,
  /** After a crash some forecasts may be repeated or missing; latency is lower. */
  AT_LEAST_ONCE
}
