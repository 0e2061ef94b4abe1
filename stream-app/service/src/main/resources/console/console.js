'use strict';

/* The console: what the address names, and the changes that the service tells. Nothing moves or is replaced unless somebody asks. */

const byId = id => document.getElementById(id);

/** Values of a tile and of the large chart; older ones make room. */
const TILE_POINTS = 180, LIVE_POINTS = 600;

/** Times at most that a link to a time widens it until there are as many values. */
const WIDENED = 6, ENOUGH = 30;

/** Milliseconds after which a stream that was refused is asked for again; browsers repeat others themselves. */
const RECONNECT = 5000;

let route = routeOf(location.hash);
let stream = null, streamed = '';
let status = {reasons: {}};
let page = null;
let numbers = [];
let hero = null;
const tiles = new Map();

function go(changes, replace = false) {
  const hash = hashOf({...route, ...changes});
  if (hash === location.hash) return;
  if (replace) history.replaceState(null, '', hash);
  else history.pushState(null, '', hash);
  apply();
}

const viewOf = ({view}) => view && byId('view-' + view) ? view : 'series';

/** Shows what the address names. */
function apply() {
  route = routeOf(location.hash);
  say('said', '');
  const view = viewOf(route);
  document.querySelectorAll('main > div').forEach(each => { each.hidden = each.id !== 'view-' + view; });
  document.querySelectorAll('nav a').forEach(a => {
    if (a.dataset.view === view) a.setAttribute('aria-current', 'page'); else a.removeAttribute('aria-current');
  });
  if (view === 'alerts') showAlerts(route);
  if (view === 'service') showService();
  if (view !== 'series' && hero) hero.isStale = true; // other pages are told no values
  showPage(view);
  if (view === 'series') {
    if (document.activeElement !== byId('find')) byId('find').value = route.match || '';
    byId('state').value = route.state || '';
    if (route.series && (!hero || hero.key !== route.series || hero.range !== rangeKey())) loadHero(route.series);
    else if (hero && hero.range !== rangeKey()) loadHero(hero.key);
  }
  connect();
}

const rangeKey = () => route.from || route.to ? `${route.from}-${route.to}` : '';

/** Where the service answers, without a user and password that the page's own address may hold: browsers refuse those. */
const address = (path, parameters) => `${location.origin}${path}?${hashOf(parameters).slice(1)}`;

/** Opens the stream of changes for what is shown. The alerts' and the service's pages need no tiles. */
function connect() {
  const asked = viewOf(route) === 'series'
    ? {match: route.match, state: route.state, after: route.after, detailed: route.series || (hero ? hero.key : '')}
    : {limit: 1};
  const url = address('/api/stream', asked);
  if (url === streamed && stream && stream.readyState !== EventSource.CLOSED) return;
  if (stream) stream.close();
  streamed = url;
  stream = new EventSource(url);
  stream.addEventListener('status', event => drawStatus(JSON.parse(event.data)));
  stream.addEventListener('tiles', event => drawTiles(JSON.parse(event.data)));
  stream.addEventListener('values', event => addValues(JSON.parse(event.data)));
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(connect, RECONNECT);
    drawHealth('away', 'the service does not answer');
    if (hero) hero.isStale = true; // it may have missed values
  };
}

function drawHealth(state, text) {
  byId('health').className = 'health ' + state;
  const told = byId('health').lastElementChild;
  if (told.textContent !== text) told.textContent = text;
}

function drawStatus(told) {
  status = told;
  if (!pages) loadPages();
  const reasons = Object.entries(told.reasons).map(([part, reason]) => `${part}: ${reason}`);
  drawHealth(reasons.length ? '' : 'ready', reasons.length ? reasons.join(', ') : 'live');
  byId('alone').hidden = !told.alone;
  byId('alone').textContent = told.alone || '';
  document.querySelector('.facts').hidden = byId('models-card').hidden = Boolean(told.alone);
  if (!told.alone) drawCounts(told);
  const {worst, last} = told;
  byId('bar').className = worst ? `bar ${worst.state.toLowerCase()}` : 'bar';
  byId('bar').firstElementChild.textContent = firingText(told.firing);
  const [text, to] = worst ? [`${worst.key}, ${worst.state.toLowerCase()}`, {series: worst.key}]
    : last ? [`the last was ${last.key}, ended ${formatMoment(last.end)}`, routeTo(last.key, last.begin, last.end)] : ['', {}];
  Object.assign(byId('worst'), {hidden: !text, textContent: text, href: hashOf(to)});
  byId('actions').hidden = !told.writes;
  noteAlerts(told.version);
  tiles.forEach(tile => drawNow(tile.now, tile.picture, tile.isLoaded));
  if (hero && hero.picture && !hero.shown) drawNow(byId('hero-value'), hero.picture, true);
  drawList();
}

/** What the service counts. */
function drawCounts(told) {
  const ms = v => v == null ? '–' : formatNumber(Number(v.toPrecision(2))) + ' ms';
  byId('f-series').textContent = formatNumber(told.listed ? told.total : told.series);
  byId('f-observations').textContent = formatNumber(Math.round(told.observationsPerSecond));
  byId('f-forecasts').textContent = formatNumber(Math.round(told.forecastsPerSecond));
  byId('f-p50').textContent = ms(told.latencyMs.p50);
  byId('f-p99').textContent = ms(told.latencyMs.p99);
  byId('f-dead').textContent = formatNumber(told.deadLetters);
  // the observations of the last second are always in flight
  drawProblem('behind', told.behind, told.observationsPerSecond ?? 0);
  drawProblem('late', told.late, 0);
  if (viewOf(route) === 'service') drawModels(told.models);
}

/** Shows a count only while it is above what is normal. */
function drawProblem(name, count, normal) {
  byId(name).hidden = count <= normal;
  byId('f-' + name).textContent = formatNumber(count);
}

/* tiles */

function makeTile(key) {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'tile';
  add(element, 'span', key, 'key');
  const row = add(element, 'span', '', 'row');
  const tile = {
    element, now: add(row, 'span', '', 'now'), mute: add(row, 'span', '', 'mute'), state: add(row, 'span', '', 'state'),
    canvas: add(element, 'span', '', 'chart'), picture: emptyPicture(key), isLoaded: false,
  };
  element.addEventListener('click', () => go({series: key, from: '', to: '', find: ''}));
  byId('grid').append(element);
  tile.chart = makeTileChart(tile.canvas);
  return tile;
}

/** Shows which series the service tells of: in its order, which changes only when somebody asks for others. */
function drawTiles(told) {
  page = told;
  const keys = told.series.map(each => each.key);
  numbers = keys.includes(told.detailed) || !told.detailed ? keys : [...keys, told.detailed];
  if (viewOf(route) !== 'series') return;
  for (const [key, tile] of tiles) {
    if (!keys.includes(key)) { tile.chart.close(); tile.element.remove(); tiles.delete(key); }
  }
  told.series.forEach((series, place) => {
    if (!tiles.has(series.key)) tiles.set(series.key, makeTile(series.key));
    const tile = tiles.get(series.key);
    Object.assign(tile.picture, {alert: series.alert || null, labels: series.labels, rate: series.rate});
    if (byId('grid').children[place] !== tile.element) byId('grid').insertBefore(tile.element, byId('grid').children[place]);
    drawTile(tile);
  });
  drawList();
  if (told.detailed && (!hero || hero.range === '' && (hero.key !== told.detailed || hero.isStale))) loadHero(told.detailed);
}

function drawTile({element, now, state, mute, chart, picture, isLoaded}) {
  drawNow(now, picture, isLoaded);
  drawState(state, picture);
  mute.textContent = picture.mutedBy ? 'muted' : '';
  element.className = 'tile ' + stateOf(picture);
  element.title = chartText(picture, formatNumber, formatMoment);
  element.setAttribute('aria-pressed', String(hero != null && hero.key === picture.key));
  chart.show(picture);
}

/** Shows the newest value; with its time, once further values are overdue. */
function drawNow(now, picture, isLoaded) {
  const isLate = isOverdue(picture, Date.now());
  now.classList.toggle('overdue', isLate);
  now.textContent = !picture.t.length ? isLoaded ? 'no values' : '…'
    : formatNumber(newest(picture.y)) + unitOf(picture) + (isLate ? timeOfNewest(picture, formatMoment) : '');
}

/** Shows the alert state as a coloured mark and a word; nothing for a series in state OK. */
function drawState(mark, series) {
  const state = stateOf(series);
  mark.className = 'state ' + (state && series.alert.ended ? 'resolved' : state);
  mark.textContent = stateText(series);
  mark.title = state ? alertText(series.alert, formatMoment) : '';
}

/** Says what the list has: loading, starting and empty look different. */
function drawList() {
  const starting = Object.entries(status.reasons).map(([part, reason]) => `${part} ${reason}`);
  const isEmpty = tiles.size === 0;
  byId('empty').hidden = !isEmpty;
  byId('empty').classList.toggle('starting', starting.length > 0);
  byId('empty').textContent =
    starting.length ? `Not ready: ${starting.join(', ')}.`
    : !page || !page.listed && isEmpty ? 'Loading: reading the topics.'
    : page.total === 0 ? emptyText(status.behind, formatNumber)
    : route.state ? 'No series is in this state.' : 'No series matches.';
  say('listed', page && viewOf(route) === 'series' ? listText({...page, shown: tiles.size, match: route.match}) : '');
  byId('next').hidden = !page || !page.more;
  byId('first').hidden = !route.after;
}

function addValues(all) {
  for (const changes of all) {
    const key = numbers[changes.i];
    const tile = tiles.get(key);
    if (tile) {
      addChanges(tile.picture, changes, TILE_POINTS);
      tile.isLoaded = true;
      drawTile(tile);
    }
    if (hero && hero.key === key && hero.range === '') {
      if (hero.waiting) hero.waiting.push(changes);
      if (changes.alert) loadHero(key); // with what is said of it
      else if (hero.picture) { addChanges(hero.picture, changes, LIVE_POINTS); drawHero(); }
    }
  }
}

/* the large chart */

async function getJson(path, parameters) {
  const answer = await fetch(address(path, parameters));
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
}

async function loadHero(key) {
  const range = rangeKey();
  const isOther = !hero || hero.key !== key || hero.range !== range;
  const before = isOther || !hero.picture ? [] : hero.picture.tried;
  const loading = {key, range, picture: isOther ? null : hero.picture, waiting: [], chart: hero ? hero.chart : null};
  hero = loading;
  if (isOther) { say('tried-said', ''); byId('tried').replaceChildren(); byId('hero-readout').textContent = ''; }
  byId('hero').hidden = false;
  byId('hero-key').textContent = key;
  tiles.forEach(tile => tile.element.setAttribute('aria-pressed', String(tile.picture.key === key)));
  if (isOther) say('hero-note', 'loading');
  let {from, to} = route;
  try {
    for (let tries = 0; ; tries++) {
      const picture = await getJson('/api/history', {series: key, from: range && from, to: range && to});
      if (hero !== loading) return;
      const values = picture.y.filter(v => v != null).length;
      if (!range || !route.find || values >= ENOUGH || tries >= WIDENED) {
        loading.picture = Object.assign(picture, {tried: before});
        loading.shown = range ? {from: Number(from), to: Number(to)} : null;
        break;
      }
      ({from, to} = moved({from: Number(from), to: Number(to)}, 6, 0));
    }
    loading.waiting.forEach(changes => addChanges(loading.picture, changes, LIVE_POINTS));
    loading.waiting = null;
    drawHero();
    drawHappened(loading.picture, key);
    if (isOther) byId('hero-happened').open = range !== '';
  } catch (e) {
    if (hero === loading) say('hero-note', e.message);
  }
}

/** Lists the alerts and incidents of the shown time; the list opens by hand, so that a new one moves nothing. */
function drawHappened({episodes, incidents}, key) {
  const counts = [countOf(episodes.length, 'alert'), incidents.length ? countOf(incidents.length, 'incident') : ''].filter(Boolean).join(', ');
  byId('hero-count').textContent = `${counts} in this time`;
  drawEpisodes(byId('hero-episodes'), episodes, formatMoment, ({begin, end}) => go(routeTo(key, begin, end)));
  byId('hero-incidents').replaceChildren(...incidents.map(incidentRow));
}

const countOf = (count, name) => `${count || 'no'} ${name}${count === 1 ? '' : 's'}`;

/** Asks what a rule would have done in the shown time, and draws it as a stripe. */
async function tryRule() {
  const {key, range, picture} = hero;
  picture.tried = [];
  byId('tried').replaceChildren();
  try {
    const {from, to} = hero.shown || {};
    const told = await getJson('/api/trial', {series: key, rule: byId('rule').value, from: range && from, to: range && to});
    if (hero.picture !== picture) return;
    picture.tried = told.episodes;
    say('tried-said', `${countOf(told.episodes.length, 'alert')} in ${told.values} values`);
    drawEpisodes(byId('tried'), told.episodes, formatMoment, ({begin, end}) => go(routeTo(key, begin, end)));
    drawHero();
  } catch (e) {
    say('tried-said', e.message);
  }
}

function say(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text; // else it would be read aloud again
  byId(id).hidden = !text;
}

function drawHero() {
  const {picture, key, shown} = hero;
  if (!shown) extend(picture);
  if (!hero.chart) {
    const elements = {values: byId('hero-chart'), score: byId('hero-score'), readout: byId('hero-readout')};
    hero.chart = makePicture(elements, {onRange: onRangeChosen});
  }
  if (shown) byId('hero-value').textContent = formatNumber(newest(picture.y)) + unitOf(picture) + timeOfNewest(picture, formatMoment);
  else drawNow(byId('hero-value'), picture, true);
  const told = shown ? {alert: alertWithin(picture, shown, formatMoment)} : picture;
  drawState(byId('hero-state'), told);
  byId('hero-mute').textContent = picture.mutedBy ? 'muted' : '';
  const reason = [stateOf(told) && !shown && openText(picture, formatMoment), stateOf(told) && alertText(told.alert, formatMoment), muteText(picture)].filter(Boolean).join('; ');
  Object.assign(byId('hero-reason'), {textContent: reason, title: reason});
  const about = {...picture, ...picture.ahead};
  byId('hero-badge').textContent = about.warmup ? 'warming up: too few values for a window of its model'
    : about.model ? `model ${about.model}` + (about.misfit ? ` · model ${about.misfit} does not fit this series` : '') + (about.imputed ? ' · gaps interpolated' : '') : '';
  if (about.level) byId('hero-level').textContent = formatNumber(100 * about.level);
  byId('hero-chart').setAttribute('aria-label', chartText({...picture, ...(shown && told), key}, formatNumber, formatMoment));
  byId('hero-limit').hidden = picture.limits.length === 0;
  byId('hero-calm').hidden = !picture.episodes.some(({calm, end}) => calm != null && calm < end);
  byId('hero-incident').hidden = picture.incidents.length === 0;
  byId('hero-incident').className = picture.incidents.some(({severity}) => severity === 'CRITICAL') ? 'critical' : 'warning';
  byId('hero-tried').hidden = picture.tried.length === 0;
  byId('hero-expected').hidden = newest(picture.low) == null;
  byId('unmute').hidden = !(picture.mutedBy || '').startsWith(CONSOLE_MUTE);
  byId('live').hidden = !shown;
  byId('normal').disabled = picture.episodes.length === 0;
  const length = shown && String(shown.to - shown.from);
  byId('span').value = !shown ? 'newest' : [...byId('span').options].some(({value}) => value === length) ? length : 'chosen';
  const note = picture.t.length ? (picture.complete === false ? 'Not all values of this time: the read has a limit. A shorter time shows all.' : '')
    : hero.range ? 'The topics hold no value of this series in this time.' : 'The topics hold no value of this series.';
  say('hero-note', note);
  hero.chart.show(picture, shown);
}

let choosing = 0;

/** A part of the chart was chosen by hand: its values are read again, more of them. */
function onRangeChosen({from, to}) {
  clearTimeout(choosing);
  choosing = setTimeout(() => go({series: hero.key, from, to, find: ''}), 250);
}

/** The time that is shown. */
function shownRange() {
  if (hero.shown) return hero.shown;
  const {t} = hero.picture;
  return {from: t[0], to: t[t.length - 1]};
}

function move(zoom, shift) {
  if (!hero || !hero.picture || !hero.picture.t.length && !hero.shown) return;
  go({series: hero.key, ...moved(shownRange(), zoom, shift), find: ''});
}

/* writing */

/** How the names of mutes begin that the console writes. */
const CONSOLE_MUTE = 'mute-';

/** Writes what is said of a series; `done` is said of it then. Answers the name of the calendar entry, null if there is none. */
async function post(path, parameters, done) {
  try {
    const answer = await fetch(address(path, parameters), {method: 'POST', headers: {'X-Wavecast-Console': '1'}});
    const told = await answer.json();
    say('said', answer.ok ? `${parameters.series}: ${done} (calendar entry ${told.entry})` : told.error);
    return answer.ok ? told.entry : null;
  } catch (e) {
    say('said', e.message);
    return null;
  }
}

/** Mutes a series or ends its mute, and shows this before its next value tells it. */
async function mute(time, done) {
  const {key} = hero;
  const entry = await post('/api/mute', {series: key, for: time}, done);
  if (!entry || hero.key !== key || !hero.picture) return;
  hero.picture.mutedBy = time === '0s' ? '' : entry;
  drawHero();
}

/* pages that modules bring: each has a script, records that it sends, and records with the same key that it is told */

let pages = null;
const opened = new Map();

/** Adds their links, once. */
async function loadPages() {
  pages = [];
  try {
    pages = (await getJson('/api/pages', {})).pages;
  } catch (e) {
    pages = null; // the service is starting: asked again with its next status
    return;
  }
  for (const {name, title} of pages) {
    const link = add(document.querySelector('nav'), 'a', title);
    link.href = hashOf({view: name});
    link.dataset.view = name;
    const view = add(document.querySelector('main'), 'div');
    view.id = 'view-' + name;
    view.hidden = true;
    add(view, 'h1', title, 'page');
  }
  if (pages.length) apply();
}

/** Shows a page, if the view is one; others are told nothing meanwhile. */
function showPage(view) {
  opened.forEach((page, name) => { if (name !== view) page.leave(); });
  const told = (pages || []).find(({name}) => name === view);
  if (!told) return;
  say('said', told.problem);
  if (opened.has(view)) {
    opened.get(view).enter();
  } else if (!document.querySelector(`script[src="/pages/${view}.js"]`)) {
    add(document.head, 'script').src = `/pages/${view}.js`;
  }
}

/** Called by the script of a page: `draw` fills its element, and keeps its `PageRecords`. */
function addPage(name, draw) {
  opened.set(name, new PageRecords(name));
  draw(byId('view-' + name), opened.get(name));
  showPage(viewOf(route));
}

function addButton(parent, text, action) {
  const element = add(parent, 'button', text);
  element.type = 'button';
  element.addEventListener('click', action);
  return element;
}

function addSvg(parent, name, attributes = {}) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([attribute, value]) => element.setAttribute(attribute, value));
  parent.append(element);
  return element;
}

/** The records of a page. */
class PageRecords {
  constructor(name) {
    Object.assign(this, {name, key: null, source: null, onLeave: () => {}, sending: Promise.resolve()});
  }

  /** Follows a new key instead of the last one: `take` gets its values, after `ready`, which is also called after an interruption. */
  follow(take, ready) {
    this.close();
    this.key = Array.from(crypto.getRandomValues(new Uint32Array(4)), n => n.toString(36)).join('-');
    Object.assign(this, {take, ready});
    this.enter();
  }

  enter() {
    if (this.source || !this.key) return;
    const source = this.source = new EventSource(address('/api/follow', {page: this.name, key: this.key}));
    source.onmessage = event => this.take(JSON.parse(event.data));
    source.addEventListener('ready', () => this.ready());
    source.addEventListener('problem', event => say('said', JSON.parse(event.data).error));
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED || source !== this.source) return;
      this.source = null;
      say('said', 'Too many pages are open: trying again.');
      setTimeout(() => showPage(viewOf(route)), RECONNECT);
    };
  }

  close() {
    if (this.source) this.source.close();
    this.source = null;
  }

  leave() {
    this.close();
    this.onLeave();
  }

  /** Follows no key any more. */
  forget() {
    this.close();
    this.key = null;
  }

  /** Sends a value of the key, after those before it. */
  send(value) {
    const url = address('/api/send', {page: this.name, key: this.key});
    this.sending = this.sending.then(async () => {
      try {
        const answer = await fetch(url, {method: 'POST', headers: {'X-Wavecast-Console': '1'}, body: JSON.stringify(value)});
        say('said', answer.ok ? '' : (await answer.json()).error);
      } catch (e) {
        say('said', e.message);
      }
    });
  }
}

/* themes */

function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
  for (const tile of tiles.values()) { tile.chart.close(); tile.chart = makeTileChart(tile.canvas); drawTile(tile); }
  if (hero && hero.chart) {
    hero.chart.close();
    hero.chart = null;
    drawHero();
  }
}

function preferredTheme() {
  const stored = localStorage.getItem('theme');
  if (stored === 'light' || stored === 'dark') return stored;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

let typing = 0;

function listen() {
  byId('theme').addEventListener('click', () => {
    const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem('theme', theme);
    applyTheme(theme);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => applyTheme(preferredTheme()));
  byId('find').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => go({match: byId('find').value.trim(), after: ''}, true), 200);
  });
  byId('find').addEventListener('keydown', event => {
    const key = byId('find').value.trim();
    if (event.key === 'Enter' && key) go({series: page && page.series.length === 1 ? page.series[0].key : key, from: '', to: '', find: ''});
  });
  byId('try').addEventListener('submit', event => { event.preventDefault(); if (hero && hero.picture) tryRule(); });
  byId('state').addEventListener('change', () => go({state: byId('state').value, after: ''}));
  byId('next').addEventListener('click', () => go({after: page.series[page.series.length - 1].key}));
  byId('first').addEventListener('click', () => go({after: ''}));
  byId('span').addEventListener('change', () => {
    const span = Number(byId('span').value);
    const times = hero.picture ? hero.picture.t : [];
    const to = times.length ? times[times.length - 1] : Date.now();
    go({series: hero.key, find: '', ...(span ? {from: to - span, to} : {from: '', to: ''})});
  });
  byId('live').addEventListener('click', () => go({series: hero.key, from: '', to: '', find: ''}));
  byId('skip').addEventListener('click', () => byId('content').focus());
  document.querySelectorAll('[data-move], [data-zoom]').forEach(button =>
    button.addEventListener('click', () => move(Number(button.dataset.zoom || 1), Number(button.dataset.move || 0))));
  byId('mute').addEventListener('click', () =>
    mute(byId('mute-for').value, `muted for ${byId('mute-for').selectedOptions[0].textContent}: no new alerts, an open one stays`));
  byId('unmute').addEventListener('click', () => mute('0s', 'this mute has ended'));
  byId('normal').addEventListener('click', () => post('/api/normal', {series: hero.key, started: hero.picture.episodes[0].begin}, 'learned as normal from the next values on; an open alert ends as usual'));
  addEventListener('popstate', apply);
  document.querySelector('.legend .zone').textContent = `times of ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;
}

applyTheme(preferredTheme());
listen();
listenAlerts();
apply();
