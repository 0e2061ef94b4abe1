'use strict';

/* One series as a chart: what was, what had been forecast for it, and the fan of what is to come. */

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The columns that uPlot draws: time, actual, ahead (value, low, high), fan (value, low, high). */
function columns(series) {
  const times = series.t.slice();
  const last = times.length - 1;
  const fan = series.fan;
  const fresh = fan && last >= 0 && fan.origin >= times[last] - 5 * fan.stepMs;
  const future = [];
  for (let i = 1; fresh && i <= fan.yhat.length; i++) {
    const time = fan.origin + i * fan.stepMs;
    future.push(time);
    if (time > times[last] && time > times[times.length - 1]) times.push(time);
  }
  const width = times.length;
  const padded = values => values.concat(Array(width - values.length).fill(null));
  const at = new Map(times.map((time, i) => [time, i]));
  const spread = values => {
    const column = Array(width).fill(null);
    if (!fresh) return column;
    const origin = at.get(fan.origin);
    if (origin !== undefined) column[origin] = series.y[origin];
    future.forEach((time, i) => { if (at.has(time)) column[at.get(time)] = values[i]; });
    return column;
  };
  return [
    times.map(time => time / 1000),
    padded(series.y),
    padded(series.ahead.yhat), padded(series.ahead.lower), padded(series.ahead.upper),
    spread(fresh ? fan.yhat : []), spread(fresh ? fan.lower : []), spread(fresh ? fan.upper : []),
  ];
}

/** The range of the values that matter: an interval that is still wide must not flatten the rest. */
function range(data) {
  let low = Infinity, high = -Infinity;
  for (const i of [1, 5]) {
    for (const v of data[i]) if (v != null) { low = Math.min(low, v); high = Math.max(high, v); }
  }
  if (!(low <= high)) return [0, 1];
  const spread = Math.max(high - low, Math.abs(high) * 1e-3, 1e-9);
  let [from, to] = [low, high];
  for (const i of [3, 4, 6, 7]) {
    for (const v of data[i]) if (v != null) { from = Math.min(from, v); to = Math.max(to, v); }
  }
  from = Math.max(from, low - spread * 0.6);
  to = Math.min(to, high + spread * 0.6);
  return [from - spread * 0.06, to + spread * 0.06];
}

/** Draws a chart into an element; `large` has axes and a cursor. */
function makeChart(element, large, onCursor) {
  const axis = {stroke: css('--soft'), grid: {stroke: css('--grid'), width: 1}, ticks: {show: false}, font: '12px system-ui, sans-serif'};
  const hidden = {show: false};
  const line = (stroke, width, dash) => ({stroke, width, dash, points: hidden, spanGaps: false});
  const edge = {stroke: 'transparent', width: 0, points: hidden};
  const options = {
    width: Math.max(element.clientWidth, 50),
    height: Math.max(element.clientHeight, 50),
    legend: hidden,
    padding: large ? [8, 30, 0, 0] : [2, 0, 2, 0],
    cursor: large ? {y: false, points: {size: 7}, drag: {x: false, y: false}} : hidden,
    scales: {x: {time: true}, y: {range: u => range(u.data)}},
    axes: large
      ? [{...axis, space: 90, size: 30, values: (u, ticks) => ticks.map(formatTime)}, {...axis, size: 62, values: (u, ticks) => ticks.map(formatNumber)}]
      : [hidden, hidden],
    series: [
      {},
      line(css('--actual'), large ? 2 : 1.6),
      line(css('--ahead'), large ? 1.4 : 0, [4, 4]), edge, edge,
      line(css('--fan'), large ? 2 : 1.6), edge, edge,
    ],
    bands: [
      {series: [4, 3], fill: css('--ahead-fill')},
      {series: [7, 6], fill: css('--fan-fill')},
    ],
    hooks: large && onCursor ? {setCursor: [onCursor]} : {},
  };
  const plot = new uPlot(options, [[], [], [], [], [], [], [], []], element);
  const observer = new ResizeObserver(() =>
    plot.setSize({width: Math.max(element.clientWidth, 50), height: Math.max(element.clientHeight, 50)}));
  observer.observe(element);
  return {
    show: series => plot.setData(columns(series)),
    close: () => { observer.disconnect(); plot.destroy(); },
  };
}

const clock = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const day = new Intl.DateTimeFormat('en-CA');

/** The time of day, or the date at midnight. */
function formatTime(seconds) {
  const date = new Date(seconds * 1000);
  return date.getHours() + date.getMinutes() + date.getSeconds() === 0 ? day.format(date) : clock.format(date);
}

const plain = new Intl.NumberFormat('en', {maximumSignificantDigits: 4});
const compact = new Intl.NumberFormat('en', {maximumSignificantDigits: 4, notation: 'compact'});

function formatNumber(v) {
  if (v == null || !Number.isFinite(v)) return '–';
  const size = Math.abs(v);
  if (size >= 100000) return compact.format(v);
  if (size > 0 && size < 0.0001) return v.toExponential(1);
  return plain.format(v);
}
