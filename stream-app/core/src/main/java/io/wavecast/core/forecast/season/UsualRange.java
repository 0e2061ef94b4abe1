package io.wavecast.core.forecast.season;

/**
 * Between which values a series usually is at an hour of the week. The hours beside it count too,
 * because what happens by the clock is not always on time.
 *
 * @param pace share of an hour that a value stands for, in (0, 1]
 * @param sure whether the hour has come back often enough to judge a value by it; before that it is
 *     only learned how far values lie outside
 */
public record UsualRange(double low, double high, double pace, boolean sure) {}
