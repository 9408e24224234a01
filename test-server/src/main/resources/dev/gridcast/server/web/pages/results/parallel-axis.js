// One axis of the parallel coordinates: its line, its ticks, and its brush for the mouse, the finger and the keyboard.
import { html, useMemo, useRef } from '/vendor/htm-preact.js';
import { between, endInWords, endsOf, keepsAll, placeAfterKey, stretches, toggled, withEnd } from './brush.js';

const EDGE = 7; // pixels around an end of a brush that take hold of the end
const GRAB = 15; // half the width in which an axis takes the pointer
const CLICK = 4; // pixels that a click may move

/**
 * @param axis of axis.js; `top`, `bottom` where its ends are; `height` of the whole picture
 * @param brush of axis.js or null
 * @param onBrush(brush, final) while it is dragged (final false) and when it is let go
 */
export function Axis({ axis, title, x, top, bottom, brush, onBrush, onDragging, last }) {
  const group = useRef(null);
  const drag = useRef(null);
  const span = bottom - top;
  const yOf = (place) => bottom - place * span;
  const placeOf = (event) => (bottom - (event.clientY - group.current.ownerSVGElement.getBoundingClientRect().top)) / span;
  const set = (next, final) => onBrush(keepsAll(axis, next) ? null : next, final);
  const half = axis.column.categories || axis.column.distinct ? Math.min(7 / span, 0.45 / Math.max(1, axis.ticks.length)) : 0;

  const down = (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const place = placeOf(event);
    const { low, high } = endsOf(axis, brush);
    const near = (p) => Math.abs(p - place) * span <= EDGE;
    const many = axis.column.categories && brush && stretches(axis, brush, 0).length > 1;
    const way = !brush || many ? 'new' : near(high + half) ? 'high' : near(low - half) ? 'low' : place > low && place < high && !axis.column.categories ? 'move' : 'new';
    drag.current = { way, from: place, low, high, before: brush, moved: false };
    onDragging(true);
  };
  const move = (event) => {
    const now = drag.current;
    if (!now) return;
    const place = placeOf(event);
    if (!now.moved && Math.abs(place - now.from) * span < CLICK) return;
    now.moved = true;
    const by = Math.min(1 - now.high, Math.max(-now.low, place - now.from));
    if (now.way === 'new') now.last = between(axis, now.from, place);
    else if (now.way === 'move') now.last = between(axis, now.low + by, now.high + by);
    else if (now.way === 'high') now.last = between(axis, now.low, Math.max(now.low, place));
    else now.last = between(axis, Math.min(now.high, place), now.high);
    set(now.last, false);
  };
  const up = () => {
    const now = drag.current;
    if (!now) return;
    drag.current = null;
    onDragging(false);
    // A click on an axis of few values takes one in or out; elsewhere it takes the brush away.
    set(now.moved ? now.last : toggled(axis, now.before, now.from), true);
  };
  const cancel = () => {
    const now = drag.current;
    drag.current = null;
    onDragging(false);
    if (now) set(now.before, true);
  };

  const key = (end) => (event) => {
    if (event.key === 'Escape' || event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      set(null, true);
      return;
    }
    const place = placeAfterKey(axis, endsOf(axis, brush)[end], event.key);
    if (place === null) return;
    event.preventDefault();
    set(withEnd(axis, brush, end, place), true);
  };

  const ticks = useMemo(() => ticksOf(axis, yOf, span, last), [axis, top, bottom, last]);
  const { low, high } = endsOf(axis, brush);
  return html`<g ref=${group} class=${brush ? 'pc-axis brushed' : 'pc-axis'} transform=${`translate(${x}, 0)`}>
    <line class="pc-line" x1="0" x2="0" y1=${top} y2=${bottom} />
    ${ticks}
    ${stretches(axis, brush, half).map(([a, b]) => {
      const y = Math.max(top - 6, yOf(b));
      return html`<rect class="pc-brush" x="-7" width="14" y=${y} height=${Math.max(3, Math.min(bottom + 6, yOf(a)) - y)} rx="3" />`;
    })}
    <rect class="pc-grab" x=${-GRAB} width=${2 * GRAB} y=${top - 8} height=${span + 16}
      onPointerDown=${down} onPointerMove=${move} onPointerUp=${up} onPointerCancel=${cancel} />
    ${['low', 'high'].map((end) => html`<rect key=${end} class="pc-handle" x="-9" width="18" height="8" rx="3"
      y=${yOf(end === 'low' ? low - half : high + half) - 4} tabindex="0" role="slider" aria-orientation="vertical"
      aria-label=${`${title}, ${end === 'low' ? 'lower' : 'upper'} end of the range`}
      aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(100 * (end === 'low' ? low : high))}
      aria-valuetext=${endInWords(axis, brush, end)} data-axis=${axis.key} data-end=${end} onKeyDown=${key(end)} />`)}
  </g>`;
}

const ROOM = 13; // pixels that a line of text needs
const LONGEST = 14; // characters of a category's name

function ticksOf(axis, yOf, span, last) {
  const shown = [];
  let before = Infinity;
  for (const tick of [...axis.ticks].sort((a, b) => a.place - b.place)) {
    const y = yOf(tick.place);
    if (before - y < ROOM) continue;
    before = y;
    shown.push({ ...tick, y });
  }
  const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
  return html`<g class="pc-ticks" aria-hidden="true">
    ${shown.map(({ y, text }) => html`<line x1=${last ? 0 : -4} x2=${last ? 4 : 0} y1=${y} y2=${y} />
      <text x=${last ? 10 : -10} y=${y} dy="0.32em" text-anchor=${last ? 'start' : 'end'}>${cut(text)}</text>`)}
  </g>`;
}
