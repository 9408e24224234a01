// The titles above the axes: they are dragged, or moved by the arrow keys, to put the axes in another order; and the switch
// between a linear and a logarithmic axis.
import { html, useRef } from '/vendor/htm-preact.js';
import { canLog } from './axis.js';

const CLICK = 5;

export function Header({ order, columns, onLogs, onMove, moving, onMoving }) {
  return html`<div class="pc-head">
    ${order.axes.map((axis, i) => html`<${Title} key=${axis.key} axis=${axis} column=${columns.get(axis.key)} x=${order.xs[i]} gap=${order.gap}
      place=${i} many=${order.axes.length} held=${moving?.key === axis.key} onLogs=${onLogs} onMove=${onMove} onMoving=${onMoving} />`)}
  </div>`;
}

function Title({ axis, column, x, gap, place, many, held, onLogs, onMove, onMoving }) {
  const drag = useRef(null);
  const down = (event) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: event.clientX, x, moved: false, place };
  };
  const moveTo = (event) => {
    const now = drag.current;
    if (!now) return;
    const by = event.clientX - now.from;
    if (!now.moved && Math.abs(by) < CLICK) return;
    now.moved = true;
    now.place = place;
    onMoving({ key: axis.key, x: now.x + by });
  };
  const up = () => {
    const now = drag.current;
    drag.current = null;
    if (!now?.moved) return;
    onMoving(null);
    onMove(axis.key, place);
  };
  const cancel = () => {
    drag.current = null;
    onMoving(null);
  };
  const key = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    onMove(axis.key, place + by);
  };
  const title = column?.title ?? axis.key;
  const better = column?.better === 'lower' ? ' ↓' : column?.better === 'higher' ? ' ↑' : '';
  const hint = better ? ` (${column.better} is better)` : '';
  return html`<div class=${held ? 'pc-title held' : 'pc-title'} style=${{ left: `${x}px`, maxWidth: `${Math.max(60, gap - 6)}px` }}>
    <button type="button" class="pc-name" title=${`${column?.description ?? title}${hint}. Drag to move the axis, or use the arrow keys.`}
      aria-label=${`Axis ${title}${hint}, ${place + 1} of ${many}; arrow keys move it`} data-axis=${axis.key}
      onPointerDown=${down} onPointerMove=${moveTo} onPointerUp=${up} onPointerCancel=${cancel} onKeyDown=${key}>${title}${better}</button>
    ${canLog(axis.column) && axis.column.high / axis.column.low > 3 && html`<button type="button" class="pc-log" aria-pressed=${String(axis.log)}
      aria-label=${`${axis.log ? 'log' : 'lin'} axis for ${title}, logarithmic`} onClick=${() => onLogs(axis.key, !axis.log)}>${axis.log ? 'log' : 'lin'}</button>`}
  </div>`;
}
