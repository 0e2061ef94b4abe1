'use strict';

/* The data of a chart, without drawing it: pure functions, which the build tests. */

/** A forecast whose origin is more than this many steps behind the newest value is not drawn. */
const STALE_STEPS = 5;

/**
 * The columns that uPlot draws, with null for gaps: time (s), actual value, earlier forecast (value, lower, upper), newest
 * forecast (value, lower, upper). The newest forecast starts at the value it was made from.
 */
function columns(series) {
  const last = series.t[series.t.length - 1];
  const fan = series.fan && series.fan.origin >= last - STALE_STEPS * series.fan.stepMs ? series.fan : null;
  const leads = fan ? fan.yhat.map((_, i) => fan.origin + (i + 1) * fan.stepMs) : [];
  const times = series.t.concat(leads.filter(time => time > last));
  const row = new Map(times.map((time, i) => [time, i]));
  const padded = values => times.map((_, i) => i < values.length ? values[i] : null);
  const newest = values => {
    const column = times.map(() => null);
    if (fan && row.has(fan.origin)) column[row.get(fan.origin)] = series.y[row.get(fan.origin)];
    leads.forEach((time, i) => { if (row.has(time)) column[row.get(time)] = values[i]; });
    return column;
  };
  return [
    times.map(time => time / 1000),
    padded(series.y),
    padded(series.ahead.yhat), padded(series.ahead.lower), padded(series.ahead.upper),
    newest(fan ? fan.yhat : []), newest(fan ? fan.lower : []), newest(fan ? fan.upper : []),
  ];
}

/** Smallest and largest number of some columns; [Infinity, -Infinity] if there is none. */
function extent(data, indices) {
  const values = indices.flatMap(i => data[i]).filter(v => v != null);
  return [values.reduce((low, v) => Math.min(low, v), Infinity), values.reduce((high, v) => Math.max(high, v), -Infinity)];
}

/** The range of the y axis: values and newest forecast in full, intervals only as far as they do not flatten these. */
function range(data) {
  const [low, high] = extent(data, [1, 5]);
  if (!(low <= high)) return [0, 1];
  const spread = Math.max(high - low, Math.abs(high) * 1e-3, 1e-9);
  const [lower, upper] = extent(data, [3, 4, 6, 7]);
  const from = Math.max(Math.min(low, lower), low - spread * 0.6);
  const to = Math.min(Math.max(high, upper), high + spread * 0.6);
  return [from - spread * 0.06, to + spread * 0.06];
}
