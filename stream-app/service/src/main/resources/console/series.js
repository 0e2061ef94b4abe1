'use strict';

/* Data and words of charts and lists, without drawing them: pure functions, which the build tests. */

/** A forecast whose origin is more than this many steps behind the newest value is not drawn. */
const STALE_STEPS = 5;

/** At most as many values in a row without a forecast do not part the forecasts beside them. */
const JOINED = 2;

/** How far the y axis shows forecasts and intervals beyond the values, in parts of the values' spread. */
const FORECASTS_BEYOND = 0.5, INTERVALS_BEYOND = 0.25;

/** A column whose short gaps, where there are values, are bridged by straight lines. */
function joined(column, y) {
  const bridged = column.slice();
  let last = -1;
  column.forEach((v, i) => {
    if (v == null) return;
    const gap = i - last - 1;
    if (last >= 0 && gap > 0 && gap <= JOINED && y.slice(last, i).every(each => each != null)) {
      for (let k = 1; k <= gap; k++) bridged[last + k] = column[last] + (v - column[last]) * k / (gap + 1);
    }
    last = i;
  });
  return bridged;
}

/**
 * The columns that uPlot draws, with null for gaps: time (s), value, forecast one step earlier (value, lower, upper), forecasts
 * made just before alerts and the newest one, which goes on after the last value (value, lower, upper), and the range that
 * unusual values are compared with (low, high). A forecast starts at the last point before it; each point within its horizon gets
 * its nearest step.
 */
function timelineColumns(picture) {
  const last = picture.t.length - 1;
  const {ahead} = picture;
  const isFresh = ahead && last >= 0 && ahead.origin >= picture.t[last] - STALE_STEPS * ahead.stepMs;
  const steps = isFresh ? ahead.yhat.map((_, i) => i).filter(i => ahead.origin + (i + 1) * ahead.stepMs > picture.t[last]) : [];
  const t = picture.t.concat(steps.map(i => ahead.origin + (i + 1) * ahead.stepMs));
  const padded = values => t.map((_, i) => values && values[i] != null ? values[i] : null);
  const y = padded(picture.y);
  const fan = part => {
    const column = t.map(() => null);
    picture.fans.forEach(each => {
      const end = each.origin + each[part].length * each.stepMs;
      picture.t.forEach((time, i) => {
        if (time > each.origin && time <= end) {
          if (i > 0 && picture.t[i - 1] <= each.origin) column[i - 1] = picture.y[i - 1];
          column[i] = each[part][Math.max(1, Math.round((time - each.origin) / each.stepMs)) - 1];
        }
      });
    });
    if (steps.length && ahead[part]) {
      column[last] = y[last];
      steps.forEach((step, i) => { column[last + 1 + i] = ahead[part][step]; });
    }
    return column;
  };
  return [
    t.map(time => time / 1000), y,
    joined(padded(picture.yhat), y), joined(padded(picture.lower), y), joined(padded(picture.upper), y),
    fan('yhat'), fan('lower'), fan('upper'),
    joined(padded(picture.low), y), joined(padded(picture.high), y),
  ];
}

/** The rows of a column that no line shows, as no value is beside theirs; null for none, as uPlot asks for it. */
function alone(plot, column) {
  const values = plot.data[column];
  const rows = values.map((_, i) => i).filter(i => values[i] != null && values[i - 1] == null && values[i + 1] == null);
  return rows.length ? rows : null;
}

/** Smallest and largest number of some columns; [Infinity, -Infinity] if there is none. */
function extent(columns) {
  let low = Infinity, high = -Infinity;
  columns.forEach(column => column.forEach(v => {
    if (v != null && v < low) low = v;
    if (v != null && v > high) high = v;
  }));
  return [low, high];
}

/**
 * The range of the y axis for some points of `timelineColumns`: all values and what was expected of unusual ones, and forecasts and
 * intervals only as far as they do not flatten these. What was forecast during warm-up does not count.
 */
function timelineRange(picture, data, first, last) {
  const isWarm = picture.t.map(time => picture.warmups.some(span => span.from <= time && time < span.to));
  const part = column => data[column].slice(first, last + 1);
  const learned = column => part(column).map((v, i) => isWarm[first + i] ? null : v);
  const [low, high] = extent([part(1), part(8), part(9)]);
  if (!(low <= high)) return [0, 1];
  const spread = Math.max(high - low, Math.abs(high) * 1e-3, 1e-9);
  const beyond = (columns, share) => {
    const [lower, upper] = extent(columns.map(learned));
    return [Math.max(lower, low - share * spread), Math.min(upper, high + share * spread)];
  };
  const forecasts = beyond([2, 5], FORECASTS_BEYOND), intervals = beyond([3, 4, 6, 7], INTERVALS_BEYOND);
  const margin = 0.06 * spread;
  return [Math.min(low, forecasts[0], intervals[0]) - margin, Math.max(high, forecasts[1], intervals[1]) + margin];
}

/** The part of the time axis to show around an episode, in seconds: its own length before and after it, at least 30 points. */
function zoomTo(picture, begin, end) {
  const first = picture.t[0], last = picture.t[picture.t.length - 1];
  const point = (last - first) / Math.max(1, picture.t.length - 1);
  const margin = Math.max(end - begin, 30 * point);
  return {min: Math.max(first, begin - margin) / 1000, max: Math.min(last, end + margin) / 1000};
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

/** A picture without values. */
function emptyPicture(key) {
  return {key, t: [], y: [], yhat: [], lower: [], upper: [], low: [], high: [], score: [], fans: [], ahead: null, calendar: [], days: [], warmups: [], episodes: [], incidents: [], limits: [], tried: []};
}

/** Usual steps without a value that are a pause, as in the service's Timeline. */
const PAUSE = 10;

/** How long a pause lasts at least, by the mean step of some times; they must be three. */
const pauseOf = t => t.length > 2 ? PAUSE * (t[t.length - 1] - t[0]) / (t.length - 1) : Infinity;

const COLUMNS = ['y', 'yhat', 'lower', 'upper', 'low', 'high', 'score'];

/** Adds what is new to a picture, in place; at most `most` points are kept. Times are differences, the first since 1970. */
function addChanges(picture, changes, most) {
  let time = 0;
  (changes.t || []).forEach((step, i) => {
    time += step;
    const count = picture.t.length, last = picture.t[count - 1];
    if (count && time <= last) return;
    if (time - last > pauseOf(picture.t)) {
      picture.t.push(last + (time - last) / 2); // no line leads over a pause
      COLUMNS.forEach(name => picture[name].push(null));
    }
    picture.t.push(time);
    COLUMNS.forEach(name => picture[name].push(changes[name] ? changes[name][i] : null));
  });
  const surplus = picture.t.length - most;
  if (surplus > 0) ['t'].concat(COLUMNS).forEach(name => picture[name].splice(0, surplus));
  ['ahead', 'alert', 'mutedBy'].filter(name => name in changes).forEach(name => { picture[name] = changes[name]; });
  return picture;
}

/** Lets what lasts, alerts and a mute, end at the newest value. */
function extend(picture) {
  const last = picture.t[picture.t.length - 1];
  if (last == null) return;
  picture.episodes.filter(episode => episode.open).forEach(episode => { episode.end = last; });
  if (!picture.mutedBy) return;
  const text = `muted by ${picture.mutedBy}`, span = picture.calendar[picture.calendar.length - 1];
  if (span && span.text === text) span.to = last + 1;
  else picture.calendar.push({from: last, to: last + 1, text});
}

/** What stands behind numbers of a series: its label unit, and that they are rates of a counter. */
function unitOf({labels, rate}) {
  return [labels && labels.unit || '', rate ? '/s' : ''].join('');
}

/** The state that is shown of a series; '' for one that is OK. */
function stateOf({alert}) {
  return alert && alert.state !== 'OK' ? alert.state.toLowerCase() : '';
}

/** The words of that state: a series without values looks different from one with unusual values. */
function stateText(series) {
  const state = stateOf(series);
  if (state && series.alert.ended) return `was ${state}`;
  return state && series.alert.cause === 'stale' ? `${state}, stale` : state;
}

/** The newest number of a column, null if there is none. */
function newest(column) {
  for (let i = column.length - 1; i >= 0; i--) if (column[i] != null) return column[i];
  return null;
}

/** Milliseconds after a value within which no other one is overdue. */
const LATE = 60000;

/** Whether a picture has had no value for as long as a pause lasts. */
function isOverdue({t}, now) {
  return now - t[t.length - 1] > Math.max(LATE, pauseOf(t));
}

/** When the newest number of a picture was, to follow it. */
function timeOfNewest({t, y}, moment) {
  const i = y.findLastIndex(v => v != null);
  return i < 0 ? '' : ` at ${moment(t[i])}`;
}

/** What a chart shows, in words. */
function chartText(picture, number, moment) {
  const value = newest(picture.y);
  return [
    value == null ? `${picture.key}: no values` : `${picture.key}: ${number(value)}`,
    picture.ahead ? `forecast ${number(picture.ahead.yhat[0])}` : '',
    stateOf(picture) ? `${stateText(picture)} since ${moment(picture.alert.since)}` : '',
    picture.mutedBy ? 'muted' : '',
  ].filter(Boolean).join(', ');
}

/* What an address names: {series: KEY, from: MS, ...}; a text without '=' is a key. */
function routeOf(hash) {
  const text = hash.replace(/^#/, '');
  const route = {};
  const decode = part => { try { return decodeURIComponent(part.replace(/\+/g, ' ')); } catch (e) { return ''; } };
  if (text && !text.includes('=')) return {series: decode(text)};
  text.split('&').filter(Boolean).forEach(part => {
    const at = part.indexOf('=');
    route[decode(part.slice(0, at))] = decode(part.slice(at + 1));
  });
  return route;
}

/** The address of a route, without what is empty. */
function hashOf(route) {
  const names = Object.keys(route).filter(name => route[name] != null && route[name] !== '');
  return '#' + names.map(name => `${name}=${encodeURIComponent(route[name])}`).join('&');
}

/** The route that shows a series at the time of an alert and as long before and after it; longer until there are values enough. */
function routeTo(series, begin, end) {
  const margin = Math.max(end - begin, 30000);
  return {series, from: Math.round(begin - margin), to: Math.round(end + margin), find: 1};
}

/** A range of time, wider or narrower around its middle, or moved by a part of its length. */
function moved({from, to}, zoom, shift) {
  const middle = (from + to) / 2 + shift * (to - from), half = (to - from) / 2 * zoom;
  return {from: Math.max(0, Math.round(middle - half)), to: Math.round(middle + half)};
}

/** When a series came into its alert state, and why: 'now' in the reason is that time. */
function alertText({since, reason}, moment) {
  return `at ${moment(since)}: ${reason}`;
}

/** Since when a series alerts, where its state changed later; '' otherwise. */
function openText({alert, episodes, t}, moment) {
  const open = episodes.find(each => each.open);
  return open && open.begin < alert.since ? `since ${moment(open.begin)}, for ${duration(t[t.length - 1] - open.begin)} so far` : '';
}

/** The alert of a time that is shown: the one in its middle, else its last one; null without one. */
function alertWithin({episodes}, {from, to}, moment) {
  const middle = (from + to) / 2;
  const found = episodes.find(({begin, end}) => begin <= middle && middle <= end) || episodes[0];
  return found ? {state: found.worst, ended: !found.open, since: found.begin, cause: found.cause, reason: found.open ? found.reason : `${found.reason}; ended ${moment(found.end)}, after ${found.lasted}`} : null;
}

/** Words for a series that a calendar entry mutes; '' for any other. */
function muteText({mutedBy}) {
  return mutedBy ? `alerts muted by the calendar entry '${mutedBy}'` : '';
}

/** The texts of ticks: with as many decimals as their distance needs, where `format` would make some of them alike. */
function tickTexts(ticks, format) {
  const texts = ticks.map(format);
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : 0;
  if (new Set(texts).size === texts.length || !(step > 0)) return texts;
  const decimals = Math.min(12, Math.max(0, Math.ceil(-Math.log10(step))));
  return ticks.map(tick => tick.toFixed(decimals));
}

/** A duration for people, in its two largest units. */
function duration(ms) {
  const units = [['d', 86400000], ['h', 3600000], ['min', 60000], ['s', 1000]];
  const largest = units.findIndex(each => ms >= each[1]);
  if (largest < 0 || largest === 3) return `${Number((ms / 1000).toPrecision(2))} s`;
  const [[name, unit], [next, part]] = units.slice(largest);
  const rest = Math.floor(ms % unit / part);
  return `${Math.floor(ms / unit)} ${name}` + (rest ? ` ${rest} ${next}` : '');
}

/** When an incident began, and how long it lasted, or has lasted so far. */
function lastedText({state, since, changed}, moment, now) {
  const isOpen = state === 'OPEN';
  return `since ${moment(since)}, for ${duration((isOpen ? Math.max(now, since) : changed) - since)}${isOpen ? ' so far' : ''}`;
}

/** How many of an incident's series have a label, "all" where every one has it. */
function sharedText(label, members) {
  return `${label.members === members ? 'all' : `${label.members} of ${members}`} have ${label.name}=${label.value}`;
}

/** All that members share, or the first of it where `most` is given. */
function sharedTexts(incident, most) {
  return incident.labels.slice(0, most).map(label => sharedText(label, incident.members)).join(', ');
}

/** How many of an open incident's series still alert, where not all do. */
function alertingText({state, members, alerting}) {
  return state === 'OPEN' && alerting != null && alerting < members ? `, ${alerting} still alert${alerting === 1 ? 's' : ''}` : '';
}

/** What an incident of several series is, in a few words: how many, and what most of them share. */
function headline(incident) {
  return [`${incident.members} series${alertingText(incident)}`, sharedTexts(incident, 2)].filter(Boolean).join(': ');
}

/** How many series alert; null where that is not known yet. */
function firingText(firing) {
  return firing == null ? 'reading alerts' : `${firing || 'no'} series ${firing > 1 ? 'are' : 'is'} alerting`;
}

/** Why no series is listed, while observations are pending or not. */
function emptyText(behind, number) {
  return behind > 1000 ? `No series yet: ${number(behind)} observations are pending. A history is learned before its series are shown.`
    : 'No series yet. The first appears with its second observation.';
}

/** The words for a number of incidents. */
function countText(open, resolved) {
  return [open ? `${open} open` : 'none open', resolved ? `${resolved} resolved` : ''].filter(Boolean).join(', ');
}

/** What the list of tiles shows, in words. */
function listText({shown, matching, total, complete, listed, problem, match}) {
  const all = `${total} series${listed && !complete ? ', the list may lack some' : ''}`;
  const part = matching === total ? (shown < total ? `${shown} of ${all}` : all) : `${shown < matching ? `${shown} of ` : ''}${matching} found among ${all}`;
  const labels = (match || '').includes('=') && 'found by labels of keys and of alerts';
  return [listed ? part : `${part}, still reading`, problem, labels].filter(Boolean).join('; ');
}
