'use strict';

/* A pad: each stroke sends the drawing so far, and the labels show what it is taken for. */

addPage('sketchpad', (root, page) => {
  const SIDE = 256, MOST_POINTS = 5000;

  /** Points nearer to the last one add nothing, in units of the pad. */
  const NEAR = 2;

  /** For those who cannot draw: a suitcase. */
  const EXAMPLE = [[[50, 206, 206, 50, 50], [96, 96, 202, 202, 96]], [[100, 100, 156, 156], [96, 64, 64, 96]], [[82, 82], [96, 202]], [[174, 174], [96, 202]]];

  let strokes = [], line = null, isReady = false, example = 0;

  const columns = add(root, 'div', '', 'columns');
  const card = add(columns, 'section', '', 'card');
  add(card, 'h2', 'Draw');
  add(card, 'p', 'Each stroke sends the drawing so far.', 'note');
  const pad = addSvg(card, 'svg', {viewBox: `0 0 ${SIDE} ${SIDE}`, role: 'img', class: 'pad'});
  const tools = add(card, 'div', '', 'tools');
  const undo = addButton(tools, 'Undo stroke', () => { strokes.pop(); pad.lastChild.remove(); show(); send(); });
  const clear = addButton(tools, 'New drawing', begin);
  addButton(tools, 'Draw an example', () => { begin(); drawExample(); });
  const told = add(columns, 'section', '', 'card');
  add(told, 'h2', 'Labels');
  const top = add(told, 'p', '', 'note');
  top.setAttribute('role', 'status');
  const rows = add(add(told, 'table'), 'tbody');
  const model = add(told, 'p', '', 'note');

  function begin() {
    clearTimeout(example);
    if (strokes.length && isReady) send(true);
    strokes = [];
    line = null;
    isReady = false;
    pad.replaceChildren();
    rows.replaceChildren();
    model.textContent = '';
    show();
    page.follow(label, () => { isReady = true; if (strokes.length) send(); });
  }

  function show() {
    undo.disabled = clear.disabled = strokes.length === 0;
    pad.setAttribute('aria-label', `Drawing of ${strokes.length} stroke${strokes.length === 1 ? '' : 's'}`);
    if (!strokes.length) { top.textContent = 'Nothing is drawn.'; rows.replaceChildren(); }
  }

  function send(finished = false) {
    if (isReady && strokes.length) page.send({strokes, finished});
  }

  function label(told) {
    if (!strokes.length) return;
    const percent = ({probability}) => `${Math.round(100 * probability)}\u00a0%`;
    top.textContent = `${told.top[0].label}, ${percent(told.top[0])}`;
    model.textContent = `model ${told.model.name} ${told.model.version}, ${told.points} points`;
    rows.replaceChildren();
    for (const each of told.top) {
      const row = add(rows, 'tr');
      add(row, 'th', each.label).scope = 'row';
      const cell = add(row, 'td'), bar = add(cell, 'progress');
      cell.style.width = '100%';
      bar.value = each.probability;
      bar.setAttribute('aria-label', each.label);
      add(row, 'td', percent(each));
    }
  }

  /** Begins a stroke, which `extend` makes longer. */
  function start(x, y) {
    line = addSvg(pad, 'polyline', {fill: 'none', stroke: 'currentColor', 'stroke-width': 3, 'stroke-linecap': 'round', 'stroke-linejoin': 'round'});
    strokes.push([[], []]);
    extend(x, y);
  }

  function extend(x, y) {
    const [xs, ys] = strokes[strokes.length - 1], last = xs.length - 1;
    if (last >= 0 && Math.hypot(x - xs[last], y - ys[last]) < NEAR) return;
    if (strokes.reduce((sum, [each]) => sum + each.length, 0) >= MOST_POINTS) return;
    xs.push(x);
    ys.push(y);
    line.setAttribute('points', (last < 0 ? [x, x] : xs).map((each, i) => `${each},${last < 0 ? y : ys[i]}`).join(' '));
  }

  function end() {
    if (!line) return;
    line = null;
    if (!strokes[strokes.length - 1][0].length) { strokes.pop(); pad.lastChild.remove(); } // the drawing is full
    show();
    send();
  }

  function drawExample() {
    const [xs, ys] = EXAMPLE[strokes.length];
    start(xs[0], ys[0]);
    xs.forEach((x, i) => extend(x, ys[i]));
    end();
    if (strokes.length < EXAMPLE.length) example = setTimeout(drawExample, 800);
  }

  const at = event => {
    const box = pad.getBoundingClientRect();
    const scaled = (position, from, size) => Math.round(10 * SIDE * (position - from) / size) / 10;
    return [scaled(event.clientX, box.left, box.width), scaled(event.clientY, box.top, box.height)];
  };
  pad.addEventListener('pointerdown', event => {
    if (event.button !== 0 || line) return;
    clearTimeout(example);
    pad.setPointerCapture(event.pointerId);
    start(...at(event));
  });
  pad.addEventListener('pointermove', event => {
    if (line) [...event.getCoalescedEvents(), event].forEach(each => extend(...at(each)));
  });
  ['pointerup', 'pointercancel'].forEach(name => pad.addEventListener(name, end));
  page.onLeave = () => { clearTimeout(example); isReady = false; };
  begin();
});
