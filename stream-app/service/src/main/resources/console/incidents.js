'use strict';

/* Alerts that began together: what their series share, who moved first, and the series themselves. */

/** How many series of an incident have a label, "all" where every one has it. */
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

/** The words for a number of incidents. */
function countText(open, resolved) {
  return [open ? `${open} open` : 'none open', resolved ? `${resolved} resolved` : ''].filter(Boolean).join(', ');
}

const incidentRows = new Map();

/** Adds a link to the chart of a series; the service looks for the values of one that is not shown yet. */
function addSeries(parent, key, shown) {
  const element = add(parent, 'a', key, 'member');
  element.href = '#' + encodeURIComponent(key);
  if (!shown.has(key)) element.title = 'not shown yet: opens its newest values';
}

function fillIncident(element, incident, shown) {
  const summary = element.querySelector('summary');
  const more = element.querySelector('.more');
  summary.replaceChildren();
  more.replaceChildren();
  const open = incident.state === 'OPEN';
  const state = open ? incident.severity.toLowerCase() : 'resolved';
  add(summary, 'span', state, `state ${state}`);
  if (incident.members === 1) addSeries(add(summary, 'span', '', 'what'), incident.first, shown);
  else {
    add(summary, 'span', headline(incident), 'what');
    addSeries(add(summary, 'span', 'first ', 'soft'), incident.first, shown);
  }
  add(summary, 'span', `since ${formatMoment(incident.since)}` + (open ? '' : `, for ${duration(incident.changed - incident.since)}`), 'when');
  add(more, 'p', incident.reason);
  if (incident.members > 1 && incident.labels.length > 2) add(more, 'p', sharedTexts(incident));
  const list = add(more, 'ul');
  incident.series.forEach(key => addSeries(add(list, 'li'), key, shown));
  const unnamed = incident.members - incident.series.length;
  if (unnamed > 0) add(list, 'li', `and ${formatNumber(unnamed)} more`, 'soft');
}

/** Updates the row of an incident in place, so that one that is unfolded stays so. */
function incidentRow(incident, shown) {
  if (!incidentRows.has(incident.id)) {
    const element = document.createElement('details');
    element.className = 'incident';
    add(element, 'summary');
    add(element, 'div', '', 'more');
    incidentRows.set(incident.id, {element, drawn: ''});
  }
  const row = incidentRows.get(incident.id);
  const drawn = JSON.stringify([incident, incident.series.concat(incident.first).filter(key => shown.has(key))]);
  if (row.drawn !== drawn) fillIncident(row.element, incident, shown);
  row.drawn = drawn;
  return row.element;
}

function place(parent, rows) {
  rows.forEach((row, i) => { if (parent.children[i] !== row) parent.insertBefore(row, parent.children[i]); });
}

/**
 * Draws the incidents; nothing where none are made.
 *
 * @param shown the keys of the series that have a chart
 */
function drawIncidents({enabled, open, incidents}, shown) {
  byId('incidents').hidden = !enabled;
  const known = new Set(incidents.map(incident => incident.id));
  incidentRows.forEach((row, id) => {
    if (!known.has(id)) { row.element.remove(); incidentRows.delete(id); }
  });
  const resolved = incidents.filter(incident => incident.state !== 'OPEN');
  const text = countText(open, resolved.length);
  if (byId('incidents-count').textContent !== text) byId('incidents-count').textContent = text;
  place(byId('incidents-open'), incidents.filter(incident => incident.state === 'OPEN').map(incident => incidentRow(incident, shown)));
  place(byId('incidents-resolved'), resolved.map(incident => incidentRow(incident, shown)));
  byId('resolved').hidden = resolved.length === 0;
}
