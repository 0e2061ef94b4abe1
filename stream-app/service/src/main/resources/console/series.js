'use strict';

/* The data of a chart, without drawing it: pure functions, which the build tests. */

/** A forecast whose origin is more than this many steps behind the newest value is not drawn. */
const STALE_STEPS = 5;

/** More steps than this without a value are a gap, which no line crosses. */
const GAP_STEPS = 4;

/** The series with a time without values in each of its gaps; the step is that of its newest forecast. */
function withGaps(series) {
  const step = series.fan ? series.fan.stepMs : Infinity;
  const rows = [];
  series.t.forEach((time, i) => {
    if (i > 0 && time - series.t[i - 1] > GAP_STEPS * step) rows.push(-1);
    rows.push(i);
  });
  const pick = values => rows.map(i => i < 0 ? null : values[i] ?? null);
  const {yhat, lower, upper} = series.ahead;
  return {
    ...series,
    t: rows.map((i, at) => i < 0 ? series.t[rows[at + 1]] - step : series.t[i]),
    y: pick(series.y),
    ahead: {yhat: pick(yhat), lower: pick(lower), upper: pick(upper)},
  };
}

/** The rows of a column that no line shows, as no value is beside theirs; null for none, as uPlot asks for it. */
function alone(plot, column) {
  const values = plot.data[column];
  const rows = values.map((_, i) => i).filter(i => values[i] != null && values[i - 1] == null && values[i + 1] == null);
  return rows.length ? rows : null;
}

/** Which series the text of the search field opens: the only one that it matches, or the one that it names. */
function found(text, keys) {
  const matches = keys.filter(key => key.includes(text));
  return keys.includes(text) || matches.length !== 1 ? text : matches[0];
}

/**
 * The columns that uPlot draws, with null for gaps: time (s), actual value, earlier forecast (value, lower, upper), newest
 * forecast (value, lower, upper). The newest forecast starts at the value it was made from.
 */
function columns(drawn) {
  const series = withGaps(drawn);
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

/* The series that an address names, '' for a text that no key becomes. */
function keyOf(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return '';
  }
}

/** Since when a series is in its alert state, and why: values in the reason are those of that time, not the newest. */
function alertText({id, since, reason}, moment) {
  return `since ${moment(since)}: ${reason}, alert ${id}`;
}

/** Words for a series that a calendar entry mutes; '' for any other. */
function muteText(series) {
  return series.mutedBy ? `alerts muted by the calendar entry '${series.mutedBy}'` : '';
}

/** What to say of a series that the address names but the service has not found; '' where it has, or none is named. */
function absentText(key, all) {
  return key && !all.some(series => series.key === key) ? `${key}: no value among the newest records` : '';
}

/** The texts of ticks: with as many decimals as their distance needs, where `format` would make some of them alike. */
function tickTexts(ticks, format) {
  const texts = ticks.map(format);
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : 0;
  if (new Set(texts).size === texts.length || !(step > 0)) return texts;
  const decimals = Math.min(12, Math.max(0, Math.ceil(-Math.log10(step))));
  return ticks.map(tick => tick.toFixed(decimals));
}

/** A duration for people, in its largest unit of which there is at least one. */
function duration(ms) {
  const units = [['d', 86400000], ['h', 3600000], ['min', 60000], ['s', 1000], ['ms', 1]];
  const unit = units.find(each => ms >= each[1]) || units[4];
  return `${Number((ms / unit[1]).toPrecision(2))} ${unit[0]}`;
}
