'use strict';

/* Draws one series: its values, the earlier forecasts for them, and the newest forecast with its interval. */

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Adds an element with a text. */
function add(parent, name, text = '', className = '') {
  const element = document.createElement(name);
  element.textContent = text;
  if (className) element.className = className;
  parent.append(element);
  return element;
}

/** Creates a chart in an element; a `large` one has axes and a cursor. What `more` has takes the place of uPlot's options. */
function makeChart(element, large, onCursor, more = {}) {
  const axis = {stroke: css('--soft'), grid: {stroke: css('--grid'), width: 1}, ticks: {show: false}, font: '12px system-ui, sans-serif'};
  const hidden = {show: false};
  const points = (fill, width) => width ? {show: false, filter: alone, fill, width: 0, size: 2 * width + 1} : hidden;
  const line = (stroke, width, dash) => ({stroke, width, dash, points: points(stroke, width), spanGaps: false});
  const edge = {stroke: 'transparent', width: 0, points: hidden};
  const options = {
    width: Math.max(element.clientWidth, 50),
    height: Math.max(element.clientHeight, 50),
    legend: hidden,
    padding: large ? [8, 30, 0, 0] : [2, 0, 2, 0],
    cursor: large ? {y: false, points: {size: 7}, drag: {x: false, y: false}} : hidden,
    scales: {x: {time: true}, y: {range: u => range(u.data)}},
    axes: large
      ? [{...axis, space: 90, size: 30, values: (u, ticks) => ticks.map(formatTime)}, {...axis, size: 62, values: (u, ticks) => tickTexts(ticks, formatNumber)}]
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
    ...more,
  };
  const plot = new uPlot(options, [[], [], [], [], [], [], [], []], element);
  const observer = new ResizeObserver(() =>
    plot.setSize({width: Math.max(element.clientWidth, 50), height: Math.max(element.clientHeight, 50)}));
  observer.observe(element);
  return {
    plot,
    show: series => {
      const data = columns(series);
      plot.setData(data);
      if (data[0].length === 1) plot.setScale('x', around(data[0][0])); // else the axis is a day
    },
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

/** The time of day, of another day than today with the date. */
function formatMoment(ms) {
  const date = new Date(ms);
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : `${day.format(date)} ${clock.format(date)}`;
}

/** The scale of a chart of one value: a minute with its time in the middle. */
function around(time) {
  return {min: time - 30, max: time + 30};
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
