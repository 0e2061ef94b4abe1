'use strict';

/* Draws a report of what rules find: the table, and for each series its values, score, alerts and calendar. */

const report = JSON.parse(document.getElementById('data').textContent);
document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';

const stamp = new Intl.DateTimeFormat('en-CA', {dateStyle: 'short', timeStyle: 'medium', hour12: false});
const when = ms => stamp.format(new Date(ms)).replace(',', '');
const LANE = 20;
const MARK_ROWS = 2, MARK_HEIGHT = 14;

function drawTable() {
  const table = document.getElementById('rules');
  const compares = report.rules.length > 1;
  document.querySelectorAll('.found').forEach(element => { element.hidden = !compares; });
  for (const row of report.rules) {
    const tr = add(table, 'tr');
    add(tr, 'th', row.name).scope = 'row';
    add(tr, 'td', String(row.alerts));
    add(tr, 'td', row.rate);
    add(tr, 'td', String(row.again));
    if (compares) add(tr, 'td', `${row.found} of ${row.ofAll}`);
    add(tr, 'td', row.longest);
    add(tr, 'td', row.causes, 'text');
    add(tr, 'td', row.rules, 'text');
  }
}

/** Options of a strip below the values: the same time axis, no ticks on it. */
function strip(element, height, labels, draw) {
  const hidden = {show: false};
  return {
    width: element.clientWidth, height, legend: hidden, padding: [7, 30, 7, 0],
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

function shade(u, picture) {
  for (const span of [...picture.calendar, ...picture.days]) bar(u, span.from, span.to, u.bbox.top, u.bbox.height, css('--grid'));
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

function drawScore(u, picture) {
  const {ctx, bbox} = u;
  shade(u, picture);
  const y = score => bbox.top + bbox.height * (1 - Math.min(score, 2) / 2);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
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

function drawLanes(u, picture) {
  shade(u, picture);
  const height = u.bbox.height / report.rules.length;
  for (const alert of picture.alerts) {
    const lane = report.rules.findIndex(rule => rule.name === alert.rules);
    const colour = css(alert.worst === 'CRITICAL' ? '--bad' : '--warn');
    bar(u, alert.begin, alert.end, u.bbox.top + (lane + 0.2) * height, 0.6 * height, colour);
  }
}

/** Keeps the time axes of the plots alike. */
function join(plots) {
  let moving = false;
  const follow = u => {
    if (moving) return;
    moving = true;
    const {min, max} = u.scales.x;
    plots.filter(other => other !== u).forEach(other => other.setScale('x', {min, max}));
    moving = false;
  };
  plots.forEach(plot => (plot.hooks.setScale = [(u, key) => { if (key === 'x') follow(u); }]));
}

function drawPicture(picture) {
  const section = add(document.getElementById('pictures'), 'section', '', 'hero picture');
  const title = add(section, 'div', '', 'title');
  add(title, 'h2', picture.series);
  const readout = add(title, 'p', '', 'readout');
  const values = add(section, 'div', '', 'values');
  const score = add(section, 'div');
  const lanes = add(section, 'div');
  const show = u => {
    const i = u.cursor.idx;
    if (i == null) return;
    const within = [...picture.calendar, ...picture.days].filter(s => s.from <= picture.t[i] && picture.t[i] < s.to).map(s => s.text);
    if (picture.y[i] == null) {
      readout.textContent = `${when(picture.t[i])}: no values`;
      return;
    }
    const expected = picture.yhat[i] == null ? '' : `, forecast ${formatNumber(picture.yhat[i])} (${formatNumber(picture.lower[i])} to ${formatNumber(picture.upper[i])})`;
    readout.textContent = [`${when(picture.t[i])}: ${formatNumber(picture.y[i])}${expected}`, `score ${formatNumber(picture.score[i])}`, ...within].join(' · ');
  };
  const isMarked = picture.calendar.length + picture.days.length > 0;
  const main = makeChart(values, true, null, {
    padding: [isMarked ? MARK_ROWS * MARK_HEIGHT + 4 : 8, 30, 0, 0],
    cursor: {y: false, points: {size: 7}, drag: {x: true, y: false}},
    scales: {x: {time: true}, y: {range: u => timelineRange(picture, u.data, ...(u.data[0].length ? u.series[0].idxs : [0, 0]))}},
    hooks: {drawClear: [u => shade(u, picture)], draw: [u => drawMarks(u, picture)], setCursor: [show]},
  });
  const columns = timelineColumns(picture);
  main.plot.setData(columns);
  const data = [columns[0], columns[0].map(() => null)];
  const scores = new uPlot(strip(score, 74, {splits: () => [0, 0.5, 1], values: () => ['0', 'score 1', '2+']}, u => drawScore(u, picture)), data, score);
  const count = report.rules.length;
  const names = report.rules.map(rule => rule.name.length > 9 ? rule.name.slice(0, 8) + '…' : rule.name);
  const places = report.rules.map((_, i) => 1 - (i + 0.5) / count);
  const laneLabels = {splits: () => places.slice().reverse(), values: () => names.slice().reverse()};
  const alerts = new uPlot(strip(lanes, LANE * count + 14, laneLabels, u => drawLanes(u, picture)), data, lanes);
  join([main.plot, scores, alerts]);
  new ResizeObserver(() => [[scores, score], [alerts, lanes]].forEach(([plot, e]) => plot.setSize({width: e.clientWidth, height: plot.height}))).observe(section);
  drawEpisodes(section, picture, main.plot);
}

function drawEpisodes(section, picture, plot) {
  const list = add(section, 'ol', '', 'episodes');
  for (const episode of picture.episodes) {
    const item = add(list, 'li');
    const button = add(item, 'button', `${when(episode.begin)}, ${episode.lasted}`);
    button.type = 'button';
    button.title = 'Show this time only; a double click on the chart shows all';
    button.addEventListener('click', () => plot.setScale('x', zoomTo(picture, episode.begin, episode.end)));
    add(item, 'span', episode.worst.toLowerCase(), 'state ' + episode.worst.toLowerCase());
    add(item, 'span', `${episode.cause}: ${episode.reason}`);
    if (report.rules.length > 1) add(item, 'span', 'found by ' + episode.rules.map(name => name === 'in force' ? 'the rules in force' : name).join(', '), 'soft');
  }
  if (picture.moreEpisodes > 0) add(section, 'p', `and ${picture.moreEpisodes} more`, 'soft');
}

/** Says what the page cannot know before it is opened, and leaves out of the legend what no picture has. */
function describe() {
  document.getElementById('zone').textContent = ` (${Intl.DateTimeFormat().resolvedOptions().timeZone})`;
  const has = name => report.pictures.some(picture => picture[name].length > 0);
  for (const [item, name] of [['.fan', 'fans'], ['.warning', 'alerts'], ['.critical', 'alerts'], ['.entry:not(.day)', 'calendar'], ['.day', 'days']]) {
    document.querySelector('.legend ' + item).hidden = !has(name);
  }
}

describe();
drawTable();
report.pictures.forEach(drawPicture);
