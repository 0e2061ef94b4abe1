'use strict';

/* The pages of alerts and incidents, and of the service. */

let asked = {}, shownVersion = null, toldVersion = null;

/** Ids of the incidents that the reader opened: they are open again when the reader comes back. */
const openIncidents = new Set();

/** A link to a series at the time of an alert. */
function addSeries(parent, key, begin, end) {
  add(parent, 'a', key, 'member').href = hashOf(routeTo(key, begin, end));
}

function incidentRow(incident) {
  const element = document.createElement('details');
  element.className = 'incident';
  element.open = openIncidents.has(incident.id);
  element.addEventListener('toggle', () => element.open ? openIncidents.add(incident.id) : openIncidents.delete(incident.id));
  const summary = add(element, 'summary');
  const open = incident.state === 'OPEN';
  const severity = incident.severity.toLowerCase();
  add(summary, 'span', open ? severity : `was ${severity}`, `state ${open ? severity : 'resolved'}`);
  add(summary, 'span', incident.members === 1 ? incident.first : headline(incident), 'what');
  add(summary, 'span', lastedText(incident, formatMoment, Date.now()), 'when');
  const more = add(element, 'div', '', 'more');
  add(more, 'p', incident.reason);
  if (incident.members > 1 && incident.labels.length > 2) add(more, 'p', sharedTexts(incident));
  const list = add(more, 'ul');
  incident.series.forEach(key => addSeries(add(list, 'li'), key, incident.since, incident.changed));
  const unnamed = incident.members - incident.series.length;
  if (unnamed > 0) add(list, 'li', `and ${formatNumber(unnamed)} more`, 'soft');
  return element;
}

function alertRow(list, alert) {
  const item = add(list, 'li');
  add(item, 'span', formatMoment(alert.begin), 'time');
  drawState(add(item, 'span'), {alert: {...alert, since: alert.begin, state: alert.worst, ended: !alert.open}});
  addSeries(item, alert.series, alert.begin, alert.end);
  add(item, 'span', alert.open ? 'not ended' : alert.lasted, 'soft');
  if (alert.normal) add(item, 'span', 'was normal', 'mute');
  const labels = Object.entries(alert.labels).map(([name, value]) => `${name}=${value}`).join(' ');
  if (labels) add(item, 'span', labels, 'soft');
  add(item, 'span', alert.reason, 'reason');
}

/** Reads and draws alerts and incidents; what changes later waits for a click. */
async function showAlerts({days = '', match = ''}) {
  asked = {days, match};
  byId('days').value = days;
  if (document.activeElement !== byId('alerts-find')) byId('alerts-find').value = match;
  byId('alerts-news').hidden = true;
  shownVersion = toldVersion;
  const parameters = {match, from: days && Date.now() - Number(days) * 86400000};
  try {
    const [alerts, incidents] = await Promise.all([getJson('/api/alerts', parameters), getJson('/api/incidents', parameters)]);
    const rows = incidents.incidents.map(incidentRow);
    const open = incidents.incidents.filter(incident => incident.state === 'OPEN').length;
    byId('incidents').hidden = !incidents.enabled;
    byId('incidents-count').textContent = countText(open, rows.length - open);
    byId('incidents-list').replaceChildren(...rows);
    byId('alerts-list').replaceChildren();
    alerts.alerts.forEach(alert => alertRow(byId('alerts-list'), alert));
    say('alerts-empty', alerts.alerts.length ? '' : alerts.loaded ? 'No alerts in this time.' : 'Still reading the alerts.');
    byId('alerts-count').textContent = `${alerts.alerts.length < alerts.matching ? `${alerts.alerts.length} of ` : ''}${alerts.matching} alert${alerts.matching === 1 ? '' : 's'}`;
  } catch (e) {
    say('alerts-empty', e.message);
  }
}

/** The service told that alerts have changed. */
function noteAlerts(version) {
  if (version == null) return; // alerts are being read
  toldVersion = version;
  if (shownVersion == null) shownVersion = version;
  byId('alerts-news').hidden = version === shownVersion;
}

function drawModels(models) {
  byId('models').replaceChildren();
  for (const model of models) {
    const row = add(byId('models'), 'tr');
    add(row, 'th', model.name).scope = 'row';
    add(row, 'td', model.version);
    add(row, 'td', model.device);
  }
}

async function showService() {
  drawModels(status.models || []);
  try {
    const {deadLetters} = await getJson('/api/dead-letters', {});
    byId('dead').replaceChildren();
    for (const letter of deadLetters) {
      const row = add(byId('dead'), 'tr');
      add(row, 'td', formatMoment(letter.time));
      add(row, 'td', letter.key);
      add(row, 'td', letter.reason);
      add(row, 'td', letter.message, 'text');
      add(row, 'td', `${letter.topic}-${letter.partition} at ${letter.offset}`);
    }
    byId('dead-table').hidden = deadLetters.length === 0;
    say('dead-empty', deadLetters.length ? '' : 'None.');
  } catch (e) {
    say('dead-empty', e.message);
  }
}

function listenAlerts() {
  byId('days').addEventListener('change', () => go({days: byId('days').value}));
  byId('alerts-find').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => go({match: byId('alerts-find').value.trim()}, true), 200);
  });
  byId('alerts-form').addEventListener('submit', event => { event.preventDefault(); go({match: byId('alerts-find').value.trim()}); });
  byId('alerts-news').addEventListener('click', () => showAlerts(asked));
}
