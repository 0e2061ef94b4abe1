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
