'use strict';

/* Polls the service twice per second and draws its state. */

const PERIOD_MS = 500;

/** Ticks between two looks at the incidents. */
const SLOW = 4;
const byId = id => document.getElementById(id);
const tiles = new Map();
let hero = null;
let selected = keyOf(location.hash);
let newest = [];
let incidentsLoaded = false;

function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
  for (const tile of tiles.values()) { tile.chart.close(); tile.chart = makeChart(tile.canvas, false); }
  if (hero) hero.close();
  hero = null;
  draw(newest);
}

function preferredTheme() {
  const stored = localStorage.getItem('theme');
  if (stored === 'light' || stored === 'dark') return stored;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function makeTile(key) {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'tile';
  element.innerHTML = '<div class="row"><span class="key"></span><span class="mute"></span><span class="state"></span><span class="now"></span></div><div class="chart"></div>';
  element.querySelector('.key').textContent = key;
  element.title = key;
  element.addEventListener('click', () => openSeries(key));
  byId('grid').append(element);
  const canvas = element.querySelector('.chart');
  return {element, canvas, now: element.querySelector('.now'), state: element.querySelector('.state'), mute: element.querySelector('.mute'), chart: makeChart(canvas, false)};
}

function openSeries(key) {
  history.replaceState(null, '', '#' + encodeURIComponent(key));
  showSelected();
}

/** Hides the series whose keys do not contain the text that is looked for. */
function filter() {
  const text = byId('find').value.trim();
  let shown = 0;
  for (const [key, tile] of tiles) {
    tile.element.hidden = !key.includes(text);
    shown += key.includes(text);
  }
  byId('unmatched').hidden = shown > 0 || !text;
}

/** Shows the series that the address names; one that is not among those shown is asked for. */
function showSelected() {
  selected = keyOf(location.hash);
  draw(newest);
  byId('hero').scrollIntoView({behavior: 'smooth', block: 'nearest'});
}

const stateOf = series => series.alert && series.alert.state !== 'OK' ? series.alert.state.toLowerCase() : '';

/** Shows the alert state as a coloured mark and a word; nothing for a series in state OK. */
function drawState(mark, series) {
  const state = stateOf(series);
  mark.className = 'state ' + state;
  mark.textContent = state;
  mark.title = state ? alertText(series.alert, formatMoment) : '';
}

function drawMute(mark, series) {
  mark.textContent = series.mutedBy ? 'muted' : '';
  mark.title = muteText(series);
}

function draw(all) {
  newest = all;
  const absent = absentText(selected, all);
  const typed = byId('find').value.trim();
  byId('absent').hidden = !absent || all.length === 0 || typed !== '' && typed !== selected;
  byId('absent').textContent = absent;
  byId('empty').hidden = all.length > 0;
  byId('hero').hidden = all.length === 0;
  byId('find').hidden = all.length === 0;
  if (all.length === 0) return;
  const known = new Set(all.map(s => s.key));
  for (const [key, tile] of tiles) {
    if (!known.has(key)) { tile.chart.close(); tile.element.remove(); tiles.delete(key); }
  }
  const chosen = all.find(s => s.key === selected) || all.find(s => stateOf(s) && s.y.length) || all.find(s => s.key.startsWith('wave.')) || all[0];
  const grid = byId('grid');
  for (const [place, series] of all.entries()) {
    if (!tiles.has(series.key)) tiles.set(series.key, makeTile(series.key));
    const tile = tiles.get(series.key);
    if (grid.children[place] !== tile.element) grid.insertBefore(tile.element, grid.children[place]);
    drawState(tile.state, series);
    drawMute(tile.mute, series);
    tile.now.textContent = formatNumber(series.y[series.y.length - 1]);
    tile.element.setAttribute('aria-pressed', String(series === chosen));
    tile.chart.show(series);
  }
  filter();
  drawHero(chosen);
}

function drawHero(series) {
  if (!hero) hero = makeChart(byId('hero-chart'), true, readout);
  byId('hero-key').textContent = series.key;
  byId('hero-value').textContent = formatNumber(series.y[series.y.length - 1]);
  drawState(byId('hero-state'), series);
  drawMute(byId('hero-mute'), series);
  const model = !series.fan ? '' : series.fan.warmup
    ? 'warming up: too few values for a window of its model'
    : `model ${series.fan.model} ${series.fan.version}`
      + (series.fan.misfit ? ` · model ${series.fan.misfit} does not fit this series` : '') + (series.fan.imputed ? ' · gaps interpolated' : '');
  const bare = series.y.length ? '' : 'no value among the newest records';
  byId('hero-badge').textContent = [byId('hero-state').title, muteText(series), bare, model].filter(Boolean).join(' · ');
  if (series.fan) byId('hero-level').textContent = formatNumber(100 * series.fan.level);
  hero.show(series);
}

function readout(plot) {
  const i = plot.cursor.idx;
  const text = [];
  if (i != null && plot.data[0].length) {
    const at = column => plot.data[column][i];
    text.push(formatTime(at(0)));
    if (at(1) != null) text.push('actual ' + formatNumber(at(1)));
    const column = at(1) == null ? 5 : 2;
    if (at(column) != null) {
      text.push(`forecast ${formatNumber(at(column))} (${formatNumber(at(column + 1))} to ${formatNumber(at(column + 2))})`);
    }
  }
  byId('hero-readout').textContent = text.join(' · ');
}

function drawStatus(status) {
  const ms = v => v == null ? '–' : formatNumber(Number(v.toPrecision(2))) + ' ms';
  const shown = newest.length > 0 && newest.length < status.series ? `${newest.length} of ` : '';
  byId('f-series').textContent = shown + formatNumber(status.series);
  byId('f-observations').textContent = formatNumber(Math.round(status.observationsPerSecond));
  byId('f-forecasts').textContent = formatNumber(Math.round(status.forecastsPerSecond));
  byId('f-p50').textContent = ms(status.latencyMs.p50);
  byId('f-p99').textContent = ms(status.latencyMs.p99);
  byId('f-dead').textContent = formatNumber(status.deadLetters);
  // the observations of the last second are always in flight
  drawProblem('behind', status.behind, status.observationsPerSecond ?? 0);
  drawProblem('late', status.late, 0);
}

/** Shows a count only while it is above what is normal. */
function drawProblem(name, count, normal) {
  byId(name).hidden = count <= normal;
  byId('f-' + name).textContent = formatNumber(count);
}

function drawHealth(state, text) {
  byId('health').className = 'health ' + state;
  byId('health').lastElementChild.textContent = text;
}

async function json(path) {
  const answer = await fetch(path);
  return answer.json();
}

async function tick(ticks) {
  try {
    const slowly = ticks % SLOW === 0 || !incidentsLoaded;
    const [status, live, health, incidents] = await Promise.all(
      [json('/api/status'), json('/api/live?series=' + encodeURIComponent(selected)), json('/health/ready'), slowly && json('/api/incidents')]);
    const reasons = Object.entries(health.reasons).map(([part, reason]) => `${part}: ${reason}`);
    drawHealth(reasons.length ? '' : 'ready', reasons.length ? reasons.join(', ') : 'live');
    drawStatus(status);
    draw(live.series);
    if (incidents) incidentsLoaded = incidents.loaded;
    if (incidents && incidents.loaded) drawIncidents(incidents, new Set(newest.map(s => s.key)));
  } catch (e) {
    drawHealth('away', 'the service does not answer');
  }
  setTimeout(tick, document.hidden ? 5000 : PERIOD_MS, ticks + 1);
}

byId('theme').addEventListener('click', () => {
  const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem('theme', theme);
  applyTheme(theme);
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => applyTheme(preferredTheme()));
applyTheme(preferredTheme());
byId('find').addEventListener('input', filter);
byId('find').addEventListener('keydown', event => {
  const text = event.target.value.trim();
  if (event.key === 'Enter' && text) openSeries(found(text, [...tiles.keys()]));
});
addEventListener('hashchange', showSelected);
tick(0);
