'use strict';

/* Draws series, on the console and in reports: small charts, and pictures with score, alerts and calendar. */

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const MARK_ROWS = 2, MARK_HEIGHT = 14, LANE = 20, SCORE_HEIGHT = 74;

/** Adds an element with a text. */
function add(parent, name, text = '', className = '') {
  const element = document.createElement(name);
  element.textContent = text;
  if (className) element.className = className;
  parent.append(element);
  return element;
}

const clock = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const day = new Intl.DateTimeFormat('en-CA');
const minute = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit'});

/** The time of day, or the date at midnight. */
function formatTime(seconds) {
  const date = new Date(seconds * 1000);
  if (date.getHours() + date.getMinutes() + date.getSeconds() === 0) return day.format(date);
  return date.getSeconds() === 0 ? minute.format(date) : clock.format(date);
}

/** The texts of the ticks of a time axis; with the date or parts of a second where they are needed. */
function timeTexts(ticks) {
  const texts = ticks.map(formatTime);
  if (new Set(texts).size === texts.length) return texts;
  if (ticks[ticks.length - 1] - ticks[0] >= 86400) return ticks.map(tick => `${day.format(tick * 1000).slice(5)} ${minute.format(tick * 1000)}`);
  return ticks.map(tick => `${clock.format(new Date(tick * 1000))}.${String(Math.round(tick * 1000) % 1000).padStart(3, '0').slice(0, 1)}`);
}

/** The time of day, of another day than today with the date. */
function formatMoment(ms) {
  const date = new Date(ms);
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : `${day.format(date)} ${clock.format(date)}`;
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

/** Creates a chart in an element; a `large` one has axes and a cursor. What `more` has takes the place of uPlot's options. */
function makeChart(element, large, more = {}) {
  const axis = {stroke: css('--soft'), grid: {stroke: css('--grid'), width: 1}, ticks: {show: false}, font: '12px system-ui, sans-serif'};
  const hidden = {show: false};
  const points = (fill, width) => width ? {show: false, filter: alone, fill, width: 0, size: 2 * width + 1} : hidden;
  const line = (stroke, width, dash) => ({stroke, width, dash, points: points(stroke, width), spanGaps: false});
  const edge = {stroke: 'transparent', width: 0, points: hidden};
  const plot = new uPlot({
    width: Math.max(element.clientWidth, 50),
    height: Math.max(element.clientHeight, 50),
    legend: hidden,
    padding: [2, 0, 2, 0],
    cursor: hidden,
    scales: {x: {time: true}},
    axes: large
      ? [{...axis, space: 90, size: 30, values: (u, ticks) => timeTexts(ticks)}, {...axis, size: 62, values: (u, ticks) => tickTexts(ticks, formatNumber)}]
      : [hidden, hidden],
    series: [
      {},
      line(css('--actual'), large ? 2 : 1.6),
      line(css('--ahead'), large ? 1.4 : 0, [4, 4]), edge, edge,
      line(css('--fan'), large ? 2 : 1.6), edge, edge,
      line(css('--good'), large ? 1 : 0, [2, 3]), line(css('--good'), large ? 1 : 0, [2, 3]),
    ],
    bands: large ? [{series: [4, 3], fill: css('--ahead-fill')}, {series: [7, 6], fill: css('--fan-fill')}, {series: [9, 8], fill: css('--good-fill')}] : [],
    ...more,
  }, Array.from({length: 10}, () => []), element);
  const observer = new ResizeObserver(() =>
    plot.setSize({width: Math.max(element.clientWidth, 50), height: Math.max(element.clientHeight, 50)}));
  observer.observe(element);
  return {plot, close: () => { observer.disconnect(); plot.destroy(); }};
}

/** The range of the y axis for what the x axis shows. */
const yRange = picture => u => timelineRange(picture(), u.data, ...(u.data[0].length && u.series[0].idxs ? u.series[0].idxs : [0, 0]));

/** A chart of a tile; `show` draws a picture. */
function makeTileChart(element) {
  let drawn = emptyPicture('');
  const chart = makeChart(element, false, {scales: {x: {time: true}, y: {range: yRange(() => drawn)}}});
  return {
    close: chart.close,
    show: picture => {
      drawn = picture;
      chart.plot.setData(timelineColumns(picture));
    },
  };
}

/** Options of a strip below the values: the same time axis, no ticks on it. */
function strip(element, height, labels, draw) {
  const hidden = {show: false};
  return {
    width: Math.max(element.clientWidth, 50), height, legend: hidden, padding: [7, 30, 7, 0],
    cursor: {y: false, points: hidden, drag: {x: true, y: false}},
    scales: {x: {time: true}, y: {range: [0, 1]}},
    axes: [hidden, {stroke: css('--soft'), grid: hidden, ticks: hidden, size: 62, font: '11px system-ui, sans-serif', ...labels}],
    series: [{}, {points: hidden, stroke: 'transparent'}],
    hooks: {draw: [draw]},
  };
}

/** Fills from one time to another, at least two pixels wide. */
function bar(u, from, to, top, height, colour) {
  const x = Math.max(u.valToPos(from / 1000, 'x', true), u.bbox.left);
  const end = Math.min(u.valToPos(to / 1000, 'x', true), u.bbox.left + u.bbox.width);
  if (end < u.bbox.left || x > u.bbox.left + u.bbox.width) return;
  u.ctx.fillStyle = colour;
  u.ctx.fillRect(x, top, Math.max(end - x, 2), height);
}

/** Keeps what is drawn from here to ctx.restore() within the chart. */
function clip({ctx, bbox}) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
}

/** Draws limits as dashed lines. */
function drawLimits(u, {limits = []}) {
  const {ctx, bbox} = u;
  clip(u);
  ctx.strokeStyle = css('--bad');
  ctx.setLineDash([8, 5]);
  for (const limit of limits) {
    ctx.beginPath();
    const y = u.valToPos(limit, 'y', true);
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

const colourOf = worst => css(worst === 'CRITICAL' ? '--bad' : '--warn');

/** Shades what the calendar says, and alerts where they have no lane of their own: while values breach, less while it recovers. */
function shade(u, picture, hasLanes) {
  for (const span of [...picture.calendar, ...picture.days]) bar(u, span.from, span.to, u.bbox.top, u.bbox.height, css('--grid'));
  if (hasLanes) return;
  for (const alert of picture.episodes) {
    u.ctx.save();
    const calm = alert.calm ?? alert.end;
    u.ctx.globalAlpha = 0.13;
    bar(u, alert.begin, calm, u.bbox.top, u.bbox.height, colourOf(alert.worst));
    u.ctx.globalAlpha = 0.05;
    if (calm < alert.end) bar(u, calm, alert.end, u.bbox.top, u.bbox.height, colourOf(alert.worst));
    u.ctx.restore();
    bar(u, alert.begin, alert.end, u.bbox.top, 3 * devicePixelRatio, colourOf(alert.worst));
  }
}

/** Draws incidents, and what a tried rule would have done, as stripes at the foot. */
function drawStripes(u, picture) {
  const foot = u.bbox.top + u.bbox.height, stripe = 3 * devicePixelRatio;
  for (const {since, changed, state, severity} of picture.incidents) {
    bar(u, since, state === 'OPEN' ? picture.t[picture.t.length - 1] : changed, foot - stripe, stripe, colourOf(severity));
  }
  for (const alert of picture.tried) bar(u, alert.begin, alert.end, foot - 3 * stripe, stripe, css('--fan'));
}

/** Writes above the chart what applied in the shaded times, and marks the days that count as others by a stripe. */
function drawMarks(u, picture) {
  const {ctx, bbox} = u;
  const pixel = devicePixelRatio;
  for (const span of picture.days) bar(u, span.from, span.to, bbox.top, 3 * pixel, css('--good'));
  ctx.save();
  ctx.font = `${11 * pixel}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  const right = bbox.left + bbox.width;
  const marks = [...picture.calendar, ...picture.days].sort((a, b) => a.from - b.from).map(span => {
    const width = ctx.measureText(span.text).width + 8 * pixel;
    const begin = u.valToPos(span.from / 1000, 'x', true), end = u.valToPos(span.to / 1000, 'x', true);
    return {text: span.text, width, begin, end, from: Math.max(bbox.left, Math.min(begin, right - width))};
  }).filter(mark => mark.end >= bbox.left && mark.begin <= right);
  ctx.fillStyle = css('--soft');
  markRows(marks, MARK_ROWS).forEach((row, i) => {
    if (row >= 0) ctx.fillText(marks[i].text, marks[i].from, bbox.top - (3 + row * MARK_HEIGHT) * pixel);
  });
  ctx.restore();
}

/** The score at the top of its axis. */
const scoreTop = ({score}) => score.reduce((top, each) => Math.max(top, Math.min(each, 5)), 2);

function drawScore(u, picture, hasLanes) {
  const {ctx, bbox} = u;
  shade(u, picture, hasLanes);
  const top = scoreTop(picture);
  const y = score => bbox.top + bbox.height * (1 - Math.min(score, top) / top);
  clip(u);
  ctx.strokeStyle = css('--warn');
  ctx.setLineDash([6, 4]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y(1));
  ctx.lineTo(bbox.left + bbox.width, y(1));
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.strokeStyle = css('--soft');
  ctx.beginPath();
  picture.score.forEach((score, i) => {
    const isBegin = i === 0 || picture.score[i - 1] == null;
    if (score != null) ctx[isBegin ? 'moveTo' : 'lineTo'](u.valToPos(picture.t[i] / 1000, 'x', true), y(score));
  });
  ctx.stroke();
  ctx.restore();
}

/** Keeps the time axes of the plots alike, and says when one was changed by hand. */
function join(plots, onRange) {
  let moving = false;
  const follow = u => {
    const {min, max} = u.scales.x;
    if (moving || min == null) return;
    moving = true;
    plots.filter(other => other !== u).forEach(other => other.setScale('x', {min, max}));
    moving = false;
    onRange({from: Math.round(min * 1000), to: Math.round(max * 1000)});
  };
  plots.forEach(plot => (plot.hooks.setScale = [(u, key) => { if (key === 'x') follow(u); }]));
  return change => {
    moving = true;
    change();
    setTimeout(() => { moving = false; }); // uPlot sets scales after this
  };
}

/** What the cursor points at. */
function readoutText(picture, columns, i, moment) {
  const at = column => columns[column][i];
  const time = moment(at(0) * 1000);
  const within = [...picture.calendar, ...picture.days].filter(s => s.from <= at(0) * 1000 && at(0) * 1000 < s.to).map(s => s.text);
  if (at(1) == null && at(5) == null) return `${time}: no values`;
  const column = at(1) == null ? 5 : 2;
  const forecast = at(column) == null ? '' : `forecast ${formatNumber(at(column))} (${formatNumber(at(column + 1))} to ${formatNumber(at(column + 2))})`;
  const value = at(1) == null ? '' : formatNumber(at(1));
  const [low, high] = [at(8), at(9)].map(v => v == null ? '' : formatNumber(v));
  const expected = low || high ? `expected ${low === high ? low : `${low} to ${high}`}` : '';
  const score = picture.score[i] == null ? '' : `score ${formatNumber(picture.score[i])}`;
  return [[`${time}: ${value}`, forecast].filter(Boolean).join(value ? ', ' : ''), expected, score, ...within].filter(Boolean).join(' · ');
}

/**
 * A picture of one series in elements: values with forecasts, the score below, and with names of rules a lane of each one's
 * alerts. `show` draws data, of the range of time that it has or of another one; `zoom` shows a part.
 */
function makePicture(elements, {lanes = [], drawLanes, moment = formatMoment, onRange = () => {}}) {
  let drawn = emptyPicture(''), columns = timelineColumns(drawn);
  const hasLanes = lanes.length > 0;
  const main = makeChart(elements.values, true, {
    padding: [() => drawn.calendar.length + drawn.days.length > 0 ? MARK_ROWS * MARK_HEIGHT + 4 : 8, 30, 0, 0],
    cursor: {y: false, points: {size: 7}, drag: {x: true, y: false}},
    scales: {x: {time: true}, y: {range: yRange(() => drawn)}},
    hooks: {
      drawClear: [u => { shade(u, drawn, hasLanes); if (!hasLanes) drawStripes(u, drawn); }],
      draw: [u => drawLimits(u, drawn), u => drawMarks(u, drawn)],
      setCursor: [u => {
        if (u.cursor.idx != null && u.data[0].length) elements.readout.textContent = readoutText(drawn, columns, u.cursor.idx, moment);
      }],
    },
  });
  const scoreLabels = {splits: () => [0, 1 / scoreTop(drawn), 1], values: () => ['0', 'score 1', formatNumber(scoreTop(drawn)) + (scoreTop(drawn) === 5 ? '+' : '')]};
  const strips = [[new uPlot(strip(elements.score, SCORE_HEIGHT, scoreLabels, u => drawScore(u, drawn, hasLanes)), [[], []], elements.score), elements.score]];
  if (hasLanes) {
    const names = lanes.map(name => name.length > 9 ? name.slice(0, 8) + '…' : name);
    const places = lanes.map((_, i) => 1 - (i + 0.5) / lanes.length);
    const labels = {splits: () => places.slice().reverse(), values: () => names.slice().reverse()};
    const draw = u => { shade(u, drawn, true); drawLanes(u, drawn); };
    strips.push([new uPlot(strip(elements.lanes, LANE * lanes.length + 14, labels, draw), [[], []], elements.lanes), elements.lanes]);
  }
  const plots = [main.plot, ...strips.map(([plot]) => plot)];
  const quietly = join(plots, range => onRange(range));
  const observer = new ResizeObserver(() => strips.forEach(([plot, e]) => plot.setSize({width: Math.max(e.clientWidth, 50), height: plot.height})));
  observer.observe(elements.score);
  const zoom = ({min, max}) => plots[0].setScale('x', {min, max});
  return {
    zoom,
    show: (picture, range) => {
      drawn = picture;
      columns = timelineColumns(picture);
      const data = [columns[0], columns[0].map(() => null)];
      quietly(() => {
        plots.forEach((plot, i) => plot.setData(i === 0 ? columns : data, !range));
        if (range) plots.forEach(plot => plot.setScale('x', {min: range.from / 1000, max: range.to / 1000}));
        else if (columns[0].length === 1) plots.forEach(plot => plot.setScale('x', {min: columns[0][0] - 30, max: columns[0][0] + 30}));
      });
    },
    close: () => { observer.disconnect(); main.close(); strips.forEach(([plot]) => plot.destroy()); },
  };
}

/** A list of alerts with their sentences; each shows its time. */
function drawEpisodes(list, episodes, moment, onOpen, more = () => {}) {
  list.replaceChildren();
  for (const episode of episodes) {
    const item = add(list, 'li');
    const button = add(item, 'button', `${moment(episode.begin)}, ${episode.open ? 'not ended' : episode.lasted}`);
    button.type = 'button';
    button.title = 'Show this time';
    button.addEventListener('click', () => onOpen(episode));
    const worst = episode.worst.toLowerCase();
    add(item, 'span', episode.open ? worst : `was ${worst}`, 'state ' + (episode.open ? worst : 'resolved'));
    if (episode.normal) add(item, 'span', 'was normal', 'mute');
    add(item, 'span', episode.reason, 'reason');
    add(item, 'span', episode.cause, 'soft').title = 'Causes and what to check: docs/RUNBOOK.md';
    more(item, episode);
  }
}
