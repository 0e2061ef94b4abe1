'use strict';

/* The data of a report's pictures, without drawing it: pure functions, which the build tests. */

/**
 * The columns that the console's chart draws, with null for gaps: time (s), value, forecast one step earlier (value, lower,
 * upper), forecasts made just before alerts (value, lower, upper). Such a forecast starts at the last point before it; each
 * point within its horizon gets its nearest step.
 */
function timelineColumns(picture) {
  const fan = part => {
    const column = picture.t.map(() => null);
    picture.fans.forEach(each => {
      const end = each.origin + each[part].length * each.stepMs;
      picture.t.forEach((time, i) => {
        if (time > each.origin && time <= end) {
          if (i > 0 && picture.t[i - 1] <= each.origin) column[i - 1] = picture.y[i - 1];
          column[i] = each[part][Math.max(1, Math.round((time - each.origin) / each.stepMs)) - 1];
        }
      });
    });
    return column;
  };
  return [
    picture.t.map(time => time / 1000), picture.y, picture.yhat, picture.lower, picture.upper,
    fan('yhat'), fan('lower'), fan('upper'),
  ];
}

/** The part of the time axis to show around an episode, in seconds: its own length before and after it, at least 30 points. */
function zoomTo(picture, begin, end) {
  const first = picture.t[0], last = picture.t[picture.t.length - 1];
  const point = (last - first) / Math.max(1, picture.t.length - 1);
  const margin = Math.max(end - begin, 30 * point);
  return {min: Math.max(first, begin - margin) / 1000, max: Math.min(last, end + margin) / 1000};
}

/** How far the y axis shows forecasts and intervals beyond the values, in parts of the values' spread. */
const FORECASTS_BEYOND = 0.5, INTERVALS_BEYOND = 0.25;

/**
 * The range of the y axis for some points of `timelineColumns`: all values, and forecasts and intervals only as far as they do
 * not flatten these. What was forecast during warm-up does not count.
 */
function timelineRange(picture, data, first, last) {
  const isWarm = picture.t.map(time => picture.warmups.some(span => span.from <= time && time < span.to));
  const part = column => data[column].slice(first, last + 1);
  const learned = column => part(column).map((v, i) => isWarm[first + i] ? null : v);
  const [low, high] = extent([part(1)], [0]);
  if (!(low <= high)) return [0, 1];
  const spread = Math.max(high - low, Math.abs(high) * 1e-3, 1e-9);
  const beyond = (columns, share) => {
    const [lower, upper] = extent(columns.map(learned), columns.map((_, i) => i));
    return [Math.max(lower, low - share * spread), Math.min(upper, high + share * spread)];
  };
  const forecasts = beyond([2, 5], FORECASTS_BEYOND), intervals = beyond([3, 4, 6, 7], INTERVALS_BEYOND);
  const margin = 0.06 * spread;
  return [Math.min(low, forecasts[0], intervals[0]) - margin, Math.max(high, forecasts[1], intervals[1]) + margin];
}

/**
 * Where the names of calendar marks stand above a chart: for each mark its row from 0, or -1 for none, as there is no room.
 * Marks are in the order of their begins; `from` and `width` are those of their texts in pixels.
 */
function markRows(marks, rows) {
  const ends = Array(rows).fill(-Infinity);
  return marks.map(mark => {
    const row = ends.findIndex(end => end <= mark.from);
    if (row >= 0) ends[row] = mark.from + mark.width;
    return row;
  });
}
