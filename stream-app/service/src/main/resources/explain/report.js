'use strict';

/* Draws a report of what rules find: the table, and for each series its picture. */

const report = JSON.parse(document.getElementById('data').textContent);
document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';

const stamp = new Intl.DateTimeFormat('en-CA', {dateStyle: 'short', timeStyle: 'medium', hour12: false});
const when = ms => stamp.format(new Date(ms)).replace(',', '');

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

function drawLanes(u, picture) {
  const height = u.bbox.height / report.rules.length;
  for (const alert of picture.alerts) {
    const lane = report.rules.findIndex(rule => rule.name === alert.rules);
    bar(u, alert.begin, alert.end, u.bbox.top + (lane + 0.2) * height, 0.6 * height, colourOf(alert.worst));
  }
}

function drawPicture(picture) {
  const section = add(document.getElementById('pictures'), 'section', '', 'hero picture');
  const title = add(section, 'div', '', 'title');
  add(title, 'h2', picture.series);
  const elements = {readout: add(section, 'p', '', 'readout'), values: add(section, 'div', '', 'values'), score: add(section, 'div'), lanes: add(section, 'div')};
  elements.values.setAttribute('role', 'img');
  elements.values.setAttribute('aria-label', `${picture.series}: ${picture.episodes.length} alerts`);
  const chart = makePicture(elements, {lanes: report.rules.map(rule => rule.name), drawLanes, moment: when});
  chart.show(picture);
  const list = add(section, 'ol', '', 'episodes');
  const rules = (item, {rules}) => {
    if (report.rules.length > 1) add(item, 'span', 'found by ' + rules.map(name => name === 'in force' ? 'the rules in force' : name).join(', '), 'soft');
  };
  drawEpisodes(list, picture.episodes, when, ({begin, end}) => chart.zoom(zoomTo(picture, begin, end)), rules);
  if (picture.moreEpisodes > 0) add(section, 'p', `and ${picture.moreEpisodes} more`, 'soft');
}

/** Says what the page cannot know before it is opened, and leaves out of the legend what no picture has. */
function describe() {
  document.getElementById('zone').textContent = ` (${Intl.DateTimeFormat().resolvedOptions().timeZone})`;
  const has = name => report.pictures.some(picture => picture[name].some(each => each != null));
  for (const [item, name] of [['.expected', 'low'], ['.fan', 'fans'], ['.warning', 'alerts'], ['.critical', 'alerts'], ['.entry:not(.day)', 'calendar'], ['.day', 'days']]) {
    document.querySelector('.legend ' + item).hidden = !has(name);
  }
}

describe();
drawTable();
report.pictures.forEach(drawPicture);
