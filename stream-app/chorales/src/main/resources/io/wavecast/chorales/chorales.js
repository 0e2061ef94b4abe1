'use strict';

/* A player: the first chords are given by hand; the notes that follow them are drawn and played as they come. */

addPage('chorales', (root, page) => {
  const VOICES = ['soprano', 'alto', 'tenor', 'bass'], COLOURS = ['--actual', '--fan', '--good', '--ahead'];
  const NAMES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];
  const LOWEST = 36, HIGHEST = 81, BEAT = 4, MOST_GIVEN = 8;

  /** Least and most pixels of a chord, which is a sixteenth; pixels of a semitone, and of the names of notes. */
  const NARROW = 10, BROAD = 24, HEIGHT = 5, MARGIN = 22;

  /** Seconds of a chord; how far ahead chords are scheduled; how long the last one fades; and the gain of a voice. */
  const LENGTH = 0.25, AHEAD = 0.4, FADE = 1, LOUDNESS = 0.16;

  /** Two beats by Bach. */
  const given = [[73, 68, 61, 53], [69, 66, 61, 54]];

  let chords = [], total = 0, width = NARROW, isComposing = false, drawing = 0, sound = null;

  const nameOf = note => note ? NAMES[note % 12] + (Math.floor(note / 12) - 1) : 'silent';
  const prompt = () => given.flatMap(chord => Array.from({length: BEAT}, () => chord.slice()));
  const isWhole = chord => chord && VOICES.every((_, voice) => chord[voice] != null);
  const wholeChords = () => { const end = chords.findIndex(chord => !isWhole(chord)); return end < 0 ? chords.length : end; };

  const form = add(root, 'form', '', 'card');
  add(form, 'h2', 'First chords').append(add(form, 'span', 'a beat each'));
  const wide = add(form, 'div', '', 'wide');
  const table = add(wide, 'table');
  const tools = add(form, 'div', '', 'find');
  const more = addButton(tools, 'Add a chord', () => { given.push(given[given.length - 1].slice()); drawGiven(); });
  const fewer = addButton(tools, 'Remove the last', () => { given.pop(); drawGiven(); });
  const length = number('Chords to compose, four a beat', {min: 1, max: 1024, step: 1, value: 56});
  const temperature = number('Temperature', {min: 0.05, max: 10, step: 0.05, value: 0.8});
  const seed = number('Seed', {min: 0, max: 999999999, step: 1, value: 1});
  const compose = addButton(tools, 'Compose', () => {});
  compose.type = 'submit';
  const play = addButton(tools, 'Play', () => sound ? stop() : start());

  const score = add(root, 'section', '', 'card');
  add(score, 'h2', 'Score');
  const told = add(score, 'p', '', 'note');
  told.setAttribute('role', 'status');
  const frame = add(score, 'div', '', 'wide');
  Object.assign(frame, {tabIndex: 0, role: 'region', ariaLabel: 'Score, from left to right'});
  const roll = addSvg(frame, 'svg', {role: 'img', height: (HIGHEST - LOWEST + 1) * HEIGHT});
  const all = addSvg(roll, 'g', {transform: `translate(${MARGIN})`});
  const grid = addSvg(all, 'g', {stroke: 'var(--line)'}), notes = addSvg(all, 'g'), cursor = addSvg(all, 'line', {y1: 0, y2: '100%', stroke: 'var(--ink)'});
  const legend = add(score, 'p', '', 'note');
  VOICES.forEach((name, voice) => {
    add(legend, 'i', '', 'chip').style.background = `var(${COLOURS[voice]})`;
    legend.append(name + '\u2003');
  });
  const text = add(score, 'details');
  add(text, 'summary', 'Chords as text, one of each beat');
  const listed = add(text, 'ol', '', 'episodes');

  function number(name, limits) {
    const label = add(tools, 'label', name + ' ');
    return Object.assign(add(label, 'input'), {type: 'number', required: true, ...limits});
  }

  /** A row for each voice, with a note of each given chord. */
  function drawGiven() {
    table.replaceChildren();
    const head = add(table, 'tr');
    add(head, 'td');
    given.forEach((_, i) => { add(head, 'th', `chord ${i + 1}`).scope = 'col'; });
    VOICES.forEach((voice, v) => {
      const row = add(table, 'tr');
      add(row, 'th', voice).scope = 'row';
      given.forEach((chord, i) => {
        const choice = add(add(row, 'td'), 'select');
        choice.setAttribute('aria-label', `${voice} of chord ${i + 1}`);
        for (let note = HIGHEST; note >= LOWEST; note--) choice.add(new Option(nameOf(note), note));
        choice.add(new Option(nameOf(0), 0));
        choice.value = chord[v];
        choice.addEventListener('change', () => { chord[v] = Number(choice.value); reset(); });
      });
    });
    more.disabled = given.length === MOST_GIVEN;
    fewer.disabled = given.length === 1;
    reset();
  }

  /** Shows the given chords alone. */
  function reset() {
    stop();
    page.forget();
    isComposing = false;
    chords = prompt();
    total = chords.length;
    told.textContent = '';
    draw();
  }

  function begin() {
    reset();
    const request = {seedChords: prompt(), length: length.valueAsNumber, mode: 'sample', temperature: temperature.valueAsNumber, seed: seed.valueAsNumber};
    page.follow(take, () => page.send(request)); // after an interruption again: it gives the same notes
    total = chords.length + request.length;
    isComposing = true;
    told.textContent = 'Composing.';
    start();
    draw();
  }

  function take(event) {
    if (!isComposing) return;
    if (event.event === 'note') {
      const place = given.length * BEAT + Math.floor(event.index / VOICES.length);
      (chords[place] ||= [])[event.voice] = event.note;
    } else {
      chords = event.chords;
      isComposing = false;
      told.textContent = `${chords.length} chords, composed by model ${event.model.name} ${event.model.version}`;
      page.forget();
    }
    if (!drawing) drawing = requestAnimationFrame(draw);
  }

  /** Draws all notes; one that a voice repeats in the next chord is one long note. */
  function draw() {
    drawing = 0;
    width = Math.min(BROAD, Math.max(NARROW, (frame.clientWidth - MARGIN) / total));
    roll.setAttribute('width', MARGIN + total * width);
    const y = note => (HIGHEST - note) * HEIGHT;
    grid.replaceChildren();
    notes.replaceChildren();
    for (let beat = 0; beat <= total; beat += BEAT) addSvg(grid, 'line', {x1: beat * width, x2: beat * width, y1: 0, y2: '100%'});
    for (const note of [48, 60, 72]) {
      addSvg(grid, 'line', {x1: 0, x2: total * width, y1: y(note) + HEIGHT, y2: y(note) + HEIGHT});
      addSvg(grid, 'text', {x: -MARGIN, y: y(note) + HEIGHT - 2, fill: 'var(--soft)', stroke: 'none', 'font-size': 10}).textContent = nameOf(note);
    }
    addSvg(grid, 'rect', {width: given.length * BEAT * width, height: '100%', fill: 'var(--grid)', stroke: 'none'});
    VOICES.forEach((_, voice) => {
      for (let from = 0, to; from < chords.length; from = to) {
        const noteAt = place => chords[place] ? chords[place][voice] : null;
        for (to = from + 1; to < chords.length && noteAt(to) === noteAt(from);) to++;
        if (noteAt(from)) {
          addSvg(notes, 'rect', {x: from * width + 1, y: y(noteAt(from)), width: (to - from) * width - 2, height: HEIGHT, rx: 2, fill: `var(${COLOURS[voice]})`});
        }
      }
    });
    const whole = wholeChords();
    roll.setAttribute('aria-label', `${whole} of ${total} chords, the last one ${chords[whole - 1].map(nameOf).join(' ')}`);
    listed.replaceChildren(...chords.slice(0, whole).filter((_, i) => i % BEAT === 0).map(chord => {
      const item = document.createElement('li');
      item.textContent = chord.map(nameOf).join(' ');
      return item;
    }));
    moveCursor();
  }

  /* sound: an oscillator for each voice, whose notes are scheduled a little ahead */

  function start() {
    const context = new AudioContext();
    const voices = VOICES.map(() => {
      const oscillator = context.createOscillator(), gain = context.createGain();
      oscillator.type = 'triangle';
      gain.gain.value = 0;
      oscillator.connect(gain).connect(context.destination);
      oscillator.start();
      return {oscillator, gain};
    });
    sound = {context, voices, next: 0, time: context.currentTime + 0.1, timer: setInterval(schedule, 100)};
    play.textContent = 'Stop';
    schedule();
  }

  function schedule() {
    const {context, voices} = sound;
    sound.time = Math.max(sound.time, context.currentTime + 0.05); // notes came too late
    for (const whole = wholeChords(); sound.next < whole && sound.time < context.currentTime + AHEAD; sound.next++) {
      voices.forEach((_, voice) => strike(voice, chords[sound.next][voice], sound.next ? chords[sound.next - 1][voice] : 0));
      sound.time += LENGTH;
    }
    if (sound.next === chords.length && !isComposing) {
      if (!sound.end) {
        sound.end = sound.time + FADE;
        voices.forEach(({gain}) => gain.gain.setTargetAtTime(0, sound.time, FADE / 4));
      }
      if (context.currentTime > sound.end) { stop(); return; }
    }
    moveCursor();
  }

  /** Lets a voice begin a note, or end its last one; a repeated note sounds on. */
  function strike(voice, note, before) {
    if (note === before) return;
    const {oscillator, gain} = sound.voices[voice];
    gain.gain.setTargetAtTime(0, sound.time - 0.03, 0.01);
    if (!note) return;
    oscillator.frequency.setValueAtTime(440 * 2 ** ((note - 69) / 12), sound.time);
    gain.gain.setTargetAtTime(LOUDNESS, sound.time, 0.03);
    gain.gain.setTargetAtTime(0.6 * LOUDNESS, sound.time + 0.15, 0.5);
  }

  function stop() {
    if (!sound) return;
    clearInterval(sound.timer);
    sound.context.close();
    sound = null;
    play.textContent = 'Play';
    moveCursor();
  }

  /** Shows where the sound is. */
  function moveCursor() {
    cursor.style.display = sound ? '' : 'none';
    if (!sound) return;
    const x = width * Math.max(0, Math.min(sound.next, sound.next - (sound.time - sound.context.currentTime) / LENGTH));
    cursor.setAttribute('x1', x);
    cursor.setAttribute('x2', x);
    if (x < frame.scrollLeft || x > frame.scrollLeft + frame.clientWidth - 40) frame.scrollLeft = x - 40;
  }

  form.addEventListener('submit', event => { event.preventDefault(); begin(); });
  page.onLeave = stop;
  drawGiven();
});
