// Parallel coordinates: every result a line through its parameters and figures. Brushes on the axes are the table's filters.
import { html, useEffect, useMemo, useRef, useState } from '/vendor/htm-preact.js';
import { useCell } from '../lib/cell.js';
import { count } from '../lib/format.js';
import { go } from '../lib/route.js';
import { theme } from '../lib/theme.js';
import { axisOf, wantsLog } from './axis.js';
import { colourRange, colourTable } from './colours.js';
import { filterOf, inWords } from './filters.js';
import { Selection, tones } from './frame.js';
import { rowAt } from './hover.js';
import { Legend } from './legend.js';
import { Axis } from './parallel-axis.js';
import { Header } from './parallel-header.js';
import { Tip } from './parallel-tip.js';
import { Painter } from './painter.js';

const HEIGHT = 300;
const PAD = 12;
const STRIP = 18;
const LEAST_GAP = 94;
const SIDE = 64;
const IDLE = 140; // milliseconds of rest after which the fine picture is drawn
const GREY = { light: [120, 128, 140], dark: [130, 140, 155] };

/**
 * @param frame of frame.js; `columns` Map key -> column of the API
 * @param keys the axes from left to right; `onKeys` told a new order
 * @param logs {key: boolean} where the reader chose; `onLogs`
 * @param colour key of the metric that colours the lines
 * @param brushes Map key -> brush of axis.js; `onFilter(key, filter or null)` told what a brush says
 * @param busy a ref that is true during a drag
 */
export function Parallel({ frame, columns, keys, logs, colour, brushes, onKeys, onLogs, onFilter, busy }) {
  const box = useRef(null);
  const front = useRef(null);
  const back = useRef(null);
  const [width, setWidth] = useState(0);
  const [, draw] = useState(0);
  const [hovered, setHovered] = useState(null);
  const [moving, setMoving] = useState(null); // {key, x}: an axis in the hand
  const [spoken, setSpoken] = useState('');
  const now = useCell(theme);
  const still = useRef({}).current; // what lives from frame to frame
  const live = useRef(new Map()).current; // brushes in the hand, before they are filters

  useEffect(() => {
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);

  const axes = useMemo(() => keys.filter((key) => frame.columns.has(key)).map((key) => {
    const column = frame.columns.get(key);
    return axisOf(column, logs[key] ?? wantsLog(column), columns.get(key)?.unit === 'share');
  }), [frame, keys.join(), JSON.stringify(logs)]);
  const strip = axes.some((axis) => axis.column.unknown || axis.column.codes?.includes(-1)) ? STRIP : 0;
  const across = Math.max(width, 2 * SIDE + LEAST_GAP * (axes.length - 1));
  const order = useMemo(() => ordered(axes, across, moving), [axes, across, moving]);

  const selection = useMemo(() => new Selection(frame), [frame]);
  const everything = useMemo(() => new Selection(frame), [frame]);
  const table = useMemo(() => colourTable(now === 'dark'), [now]);
  const metric = frame.columns.get(colour);
  const better = columns.get(colour)?.better;
  const range = useMemo(() => (metric ? colourRange(metric.values) : { low: 0, high: 1 }), [metric]);
  const tone = useMemo(() => (metric ? tones(metric, range, better) : new Float32Array(frame.rows)), [metric, range, better]);
  const look = useMemo(() => ({ tone, table }), [tone, table]);
  const grey = useMemo(() => ({ tone: new Float32Array(frame.rows), table: flat(GREY[now === 'dark' ? 'dark' : 'light']), faint: 0.1 }), [frame, now]);

  const brushOfKey = (key) => (live.has(key) ? live.get(key) : brushes.get(key) ?? null);
  // A filter need not be on an axis that is shown to leave lines out.
  const anyBrush = [...brushes.keys(), ...live.keys()].some((key) => brushOfKey(key));

  // The painters, made anew for a new frame.
  useEffect(() => {
    still.front = new Painter(front.current, frame.rows);
    still.back = new Painter(back.current, frame.rows);
    return () => {
      still.front.stop();
      still.back.stop();
      clearTimeout(still.rest);
      cancelAnimationFrame(still.next);
    };
  }, [frame]);

  const refine = (wait) => {
    clearTimeout(still.rest);
    still.rest = setTimeout(() => {
      if (busy.current) return;
      still.front.refine(selection, look, () => {
        if (anyBrush && still.greyFor !== still.plan) {
          still.back.refine(everything, grey, () => (still.greyFor = still.plan));
        }
      });
    }, wait);
  };

  // A new layout, look or set of brushes: a draft in the next frame, and the fine picture after a rest.
  useEffect(() => {
    if (width === 0 || axes.length < 2) return;
    const plan = { axes: order.axes, xs: order.xs, width: across, height: HEIGHT, pad: PAD, strip };
    still.front.layout(plan, tone);
    still.back.layout(plan, tone);
    still.plan = plan;
    still.greyFor = null;
    schedule();
  }, [frame, order, across, strip, tone, width === 0]);
  useEffect(() => {
    still.greyFor = null;
    if (still.plan) schedule();
  }, [look, grey]);
  useEffect(() => {
    live.clear();
    let changed = false;
    for (const key of frame.columns.keys()) {
      const next = brushes.get(key) ?? null;
      if (!same(selection.brushes.get(key) ?? null, next)) {
        selection.set(key, next);
        changed = true;
      }
    }
    if (changed && still.plan) schedule();
    draw((n) => n + 1);
  }, [frame, selection, brushes]);

  function schedule() {
    still.wanted = () => {
      still.front.draft(selection, look);
      if (still.greyFor === null && (anyBrush || selection.brushes.size > 0)) {
        still.back.draft(everything, grey);
        still.greyFor = 'draft';
      }
      refine(IDLE);
    };
    cancelAnimationFrame(still.next);
    still.next = requestAnimationFrame(() => still.wanted());
  }

  const onBrush = (key) => (brush, final) => {
    live.set(key, brush);
    still.pending = { key, brush };
    setHovered(null);
    if (final) {
      const column = frame.columns.get(key);
      selection.set(key, brush);
      schedule();
      onFilter(key, filterOf(brush, column));
      setSpoken(`${brush ? inWords(columns.get(key), filterOf(brush, column)) : `${columns.get(key)?.title}: no filter`}. ${count(selection.count)} of ${count(frame.rows)} results.`);
      draw((n) => n + 1);
      return;
    }
    // At most one picture a frame, however many moves the mouse reports.
    cancelAnimationFrame(still.next);
    still.next = requestAnimationFrame(() => {
      selection.set(still.pending.key, still.pending.brush);
      still.front.draft(selection, look);
      if (still.greyFor === null) {
        still.back.draft(everything, grey);
        still.greyFor = 'draft';
      }
      refine(IDLE);
      draw((n) => n + 1);
    });
  };

  const onDragging = (yes) => {
    busy.current = yes;
    if (!yes) refine(IDLE);
  };

  const yOf = (axis, row) => still.front.y(order.axes[axis].key, row, 1);
  const hover = (event) => {
    if (busy.current || !still.plan || event.pointerType === 'touch') return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - left;
    const y = event.clientY - top;
    const row = rowAt(x, y, order.xs, selection, tone, yOf);
    setHovered(row < 0 ? null : { row, x, y });
  };

  const move = (key, to) => {
    const others = keys.filter((one) => one !== key);
    const place = Math.min(others.length, Math.max(0, to));
    others.splice(place, 0, key);
    onKeys(others);
    setSpoken(`${columns.get(key)?.title} is axis ${place + 1} of ${keys.length}.`);
  };

  const bottom = HEIGHT - strip - PAD;
  return html`<div class="pc">
    <div class="pc-top">
      <p class="pc-count" data-count=${selection.count}><strong>${count(selection.count)}</strong> of ${count(frame.rows)} ${anyBrush ? 'results pass the filters' : 'results'}</p>
      <${Legend} table=${table} range=${range} better=${better} title=${columns.get(colour)?.title ?? colour} unit=${columns.get(colour)?.unit} />
    </div>
    <div class="pc-scroll" ref=${box} role="group" aria-label="Parallel coordinates">
      <div class="pc-page" style=${{ width: `${across}px` }}>
        <${Header} order=${order} columns=${columns} logs=${logs} onLogs=${onLogs} onMove=${move} moving=${moving} onMoving=${(next) => {
          busy.current = next !== null;
          setMoving(next);
        }} />
        <div class=${hovered ? 'pc-plot pointing' : 'pc-plot'} style=${{ height: `${HEIGHT}px` }} onPointerMove=${hover} onPointerLeave=${() => setHovered(null)}
          onClick=${(event) => hovered && !event.target.closest('.pc-grab') && go(`/cases/${frame.cases[hovered.row]}`)}>
          <canvas ref=${back} class=${anyBrush ? 'pc-back' : 'pc-back off'} aria-hidden="true"></canvas>
          <canvas ref=${front} class="pc-front" aria-hidden="true"></canvas>
          <svg class="pc-over" width=${across} height=${HEIGHT}>
            ${strip > 0 && html`<text class="pc-none" x="2" y=${HEIGHT - 5}>no value</text>`}
            ${hovered && html`<polyline class="pc-hover" points=${order.axes.map((axis, i) => `${order.xs[i]},${yOf(i, hovered.row)}`).join(' ')} />`}
            ${order.axes.map((axis, i) => html`<${Axis} key=${axis.key} axis=${axis} title=${columns.get(axis.key)?.title ?? axis.key}
              x=${order.xs[i]} top=${PAD} bottom=${bottom} last=${i === order.axes.length - 1} brush=${brushOfKey(axis.key)}
              onBrush=${onBrush(axis.key)} onDragging=${onDragging} />`)}
          </svg>
          ${hovered && html`<${Tip} frame=${frame} axes=${order.axes} columns=${columns} row=${hovered.row} x=${hovered.x} y=${hovered.y} width=${across} height=${HEIGHT} />`}
        </div>
      </div>
    </div>
    <p class="hidden" role="status" aria-live="polite">${spoken}</p>
  </div>`;
}

// The axes from left to right, evenly; one that is in the hand stands where the hand is, and the others make room.
function ordered(axes, width, moving) {
  const gap = (width - 2 * SIDE) / Math.max(1, axes.length - 1);
  const slot = (i) => Math.round(SIDE + i * gap);
  const held = moving && axes.find((axis) => axis.key === moving.key);
  if (!held) return { axes, xs: axes.map((_, i) => slot(i)), gap };
  const others = axes.filter((axis) => axis !== held);
  const place = Math.min(others.length, Math.max(0, Math.round((moving.x - SIDE) / gap)));
  others.splice(place, 0, held);
  const x = Math.min(width - SIDE + 20, Math.max(SIDE - 20, moving.x));
  const xs = others.map((axis, i) => (axis === held ? Math.round(x) : slot(i)));
  for (let i = 1; i < xs.length; i++) xs[i] = Math.max(xs[i], xs[i - 1] + 1);
  return { axes: others, xs, gap };
}

function flat(rgb) {
  const table = new Uint8Array(256 * 3);
  for (let i = 0; i < 256; i++) table.set(rgb, 3 * i);
  return table;
}

function same(a, b) {
  if (a === null || b === null) return a === b;
  if (a.codes && b.codes) return a.codes.size === b.codes.size && [...a.codes].every((code) => b.codes.has(code));
  return a.lo === b.lo && a.hi === b.hi;
}
