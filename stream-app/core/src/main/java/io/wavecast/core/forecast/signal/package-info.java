/**
 * The score of an observation. {@code Signals} lists the signals; each gives evidence in decades
 * from an immutable context, one rule combines them, and {@code Detector} compares the result with
 * the border that the budget of false alerts sets. Here are also the anomaly that lasts and the
 * calibration of intervals.
 */
@org.jspecify.annotations.NullMarked
package io.wavecast.core.forecast.signal;
