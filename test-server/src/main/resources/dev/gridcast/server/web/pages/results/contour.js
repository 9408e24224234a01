// The landscape of a metric over two parameters: between the values that were tried, heights are blended along both sides.
import { html, useEffect, useMemo, useRef, useState } from '/vendor/htm-preact.js';
import { withQuery } from '../lib/api.js';
import { useData } from '../lib/data.js';
import { Ask, Empty, Figure } from '../lib/states.js';
import { axisOf, describe, shortNumber, wantsLog } from './axis.js';
import { goodness } from './colours.js';
import { Legend } from './legend.js';
import { PlaneTip, bestOf, cellWords, gridTable, useCells, useWidth } from './plane.js';
import { MetricSelect, ParameterSelect, only, twoOf } from './selects.js';

const HEIGHT = 360;
const BANDS = 10;
const LEFT = 74;
const BOTTOM = 46;
const TOP = 12;
const RIGHT = 16;

export function Contour({ view, columns, where }) {
  const keys = view.varying.filter((key) => columns.get(key)?.type !== 'category');
  const { x, y } = twoOf(view, keys);
  const of = useData(x && y ? withQuery('/grid', { x, y, metric: view.metric, where }) : null, { on: ['results'], every: 10000, keep: true });
  if (!x || !y) return html`<${Empty} text="A contour needs two parameters with numbers that vary. The heat map takes names, too." />`;
  return html`<div>
    <div class="chart-tools">
      <${ParameterSelect} view=${view} columns=${columns} name="x" label="Across" keys=${keys.filter((key) => key !== y)} value=${x} />
      <${ParameterSelect} view=${view} columns=${columns} name="y" label="Up" keys=${keys.filter((key) => key !== x)} value=${y} />
      <${MetricSelect} view=${view} columns=${columns} />
    </div>
    <${Ask} of=${of} height="22rem">${(data) => (data.cells.length === 0 ? html`<${Empty} text="No result passes the filters." />` : html`<${Land} data=${data} columns=${columns} view=${view} />`)}</${Ask}>
  </div>`;
}

function side(part) {
  const column = describe({ key: part.key, values: Float64Array.from(part.values) });
  return axisOf(column, wantsLog(column));
}

function Land({ data, columns, view }) {
  const [box, width] = useWidth();
  const canvas = useRef(null);
  const [tip, setTip] = useState(null);
  const metric = columns.get(data.metric);
  const { cells, at, range, table } = useCells(data, 'median');
  const sides = useMemo(() => ({ x: side(data.x), y: side(data.y) }), [data]);
  const inner = { width: Math.max(10, width - LEFT - RIGHT), height: HEIGHT - TOP - BOTTOM };
  const px = (v) => LEFT + sides.x.toPlace(v) * inner.width;
  const py = (v) => TOP + (1 - sides.y.toPlace(v)) * inner.height;
  const best = bestOf(cells, metric?.better);

  useEffect(() => {
    if (width === 0) return;
    paint(canvas.current, { width: Math.round(inner.width), height: inner.height }, data, sides, at, (v) => goodness(v, range, metric?.better), table);
  }, [width, data, table, range]);

  const hover = (cell) => setTip(cell && { text: cellWords(data, columns, cell), x: px(data.x.values[cell.x]), y: py(data.y.values[cell.y]) });
  const choose = (cell) => {
    const next = new Map(view.filters);
    next.set(data.x.key, only(data.x.values[cell.x]));
    next.set(data.y.key, only(data.y.values[cell.y]));
    view.onFilters(next);
  };
  const title = (key) => columns.get(key)?.title ?? key;
  return html`<${Figure} id="contour" table=${() => gridTable(data, columns)}
    summary=${`Median ${metric?.title} over ${title(data.x.key)} and ${title(data.y.key)}; every dot is a pair of values that was tried, in between it is blended.${best ? ` The best, the filled dot: ${cellWords(data, columns, best)}.` : ''} Ten steps of viridis from the 2nd to the 98th percentile of the medians. Click a dot to filter by its pair.`}>
    <${Legend} table=${table} range=${range} better=${metric?.better} title=${`median ${metric?.title}`} unit=${metric?.unit} />
    <div class="plane" ref=${box} style=${{ height: `${HEIGHT}px` }}>
      <canvas ref=${canvas} aria-hidden="true" style=${{ left: `${LEFT}px`, top: `${TOP}px`, width: `${inner.width}px`, height: `${inner.height}px` }}></canvas>
      <svg role="img" aria-label=${`Contour of ${metric?.title} over ${title(data.x.key)} and ${title(data.y.key)}; the table has the figures`} onPointerLeave=${() => setTip(null)}>
        <rect x=${LEFT} y=${TOP} width=${inner.width} height=${inner.height} fill="none" class="plane-line" />
        ${spaced(data.x.values, px, 34).map((v) => html`<text x=${px(v)} y=${HEIGHT - BOTTOM + 18} text-anchor="middle">${shortNumber(v)}</text>`)}
        ${spaced(data.y.values, py, 14).map((v) => html`<text x=${LEFT - 9} y=${py(v)} dy="0.32em" text-anchor="end">${shortNumber(v)}</text>`)}
        <text class="plane-title" x=${LEFT + inner.width / 2} y=${HEIGHT - 8} text-anchor="middle">${title(data.x.key)}</text>
        <text class="plane-title" transform=${`translate(14, ${TOP + inner.height / 2}) rotate(-90)`} text-anchor="middle">${title(data.y.key)}</text>
        ${width > 0 && cells.map((cell) => html`<circle class=${cell === best ? 'plane-dot best' : 'plane-dot'} cx=${px(data.x.values[cell.x])} cy=${py(data.y.values[cell.y])} r="3.5"
          onPointerEnter=${() => hover(cell)} onClick=${() => choose(cell)} />`)}
      </svg>
      ${tip && html`<${PlaneTip} ...${tip} width=${width} />`}
    </div>
  </${Figure}>`;
}

function spaced(values, place, room) {
  const shown = [];
  let before = null;
  for (const v of [...values].sort((a, b) => a - b)) {
    if (before !== null && Math.abs(place(v) - before) < room) continue;
    before = place(v);
    shown.push(v);
  }
  return shown;
}

// Fills every pixel with the band its blended height falls into, and draws a line where the band changes.
function paint(canvas, size, data, sides, at, good, table) {
  const scale = 2;
  const width = size.width * scale;
  const height = size.height * scale;
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  const order = (part, axis) => part.values.map((v, i) => ({ i, place: axis.toPlace(v) })).sort((a, b) => a.place - b.place);
  const xs = order(data.x, sides.x);
  const ys = order(data.y, sides.y);
  const band = new Int8Array(width * height).fill(-1);
  const columns = Array.from({ length: width }, (_, i) => between(xs, (i + 0.5) / width));
  for (let j = 0; j < height; j++) {
    const v = between(ys, 1 - (j + 0.5) / height);
    for (let i = 0; i < width; i++) {
      const u = columns[i];
      const corners = [at(u.a, v.a), at(u.b, v.a), at(u.a, v.b), at(u.b, v.b)];
      if (corners.includes(undefined)) continue;
      const [p, q, r, s] = corners.map((cell) => cell.value);
      const value = (p * (1 - u.part) + q * u.part) * (1 - v.part) + (r * (1 - u.part) + s * u.part) * v.part;
      band[j * width + i] = Math.min(BANDS - 1, Math.floor(good(value) * BANDS));
    }
  }
  for (let j = 0; j < height; j++) {
    for (let i = 0; i < width; i++) {
      const at0 = j * width + i;
      if (band[at0] < 0) continue;
      const edge = (i + 1 < width && band[at0 + 1] >= 0 && band[at0 + 1] !== band[at0]) || (j + 1 < height && band[at0 + width] >= 0 && band[at0 + width] !== band[at0]);
      const colour = 3 * Math.round((255 * (band[at0] + 0.5)) / BANDS);
      const shade = edge ? 0.72 : 1;
      for (let c = 0; c < 3; c++) image.data[4 * at0 + c] = table[colour + c] * shade;
      image.data[4 * at0 + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
}

function between(sorted, place) {
  let i = 0;
  while (i < sorted.length - 2 && place > sorted[i + 1].place) i++;
  const a = sorted[i];
  const b = sorted[Math.min(i + 1, sorted.length - 1)];
  const part = b.place > a.place ? Math.min(1, Math.max(0, (place - a.place) / (b.place - a.place))) : 0;
  return { a: a.i, b: b.i, part };
}
