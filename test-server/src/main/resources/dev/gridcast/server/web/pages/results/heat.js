// Two parameters against a metric: a cell for every pair of values that was tried.
import { html, useState } from '/vendor/htm-preact.js';
import { withQuery } from '../lib/api.js';
import { useData } from '../lib/data.js';
import { number } from '../lib/format.js';
import { Ask, Choice, Empty, Figure } from '../lib/states.js';
import { cssColour, goodness, inkOn } from './colours.js';
import { Legend } from './legend.js';
import { PlaneTip, bestOf, cellWords, gridTable, useCells, useWidth } from './plane.js';
import { MetricSelect, ParameterSelect, only, twoOf } from './selects.js';

const LEFT = 96;
const BOTTOM = 46;
const TOP = 6;

export function HeatMap({ view, columns, where }) {
  const keys = view.varying;
  const { x, y } = twoOf(view, keys);
  const [what, setWhat] = useState('median');
  const of = useData(x && y ? withQuery('/grid', { x, y, metric: view.metric, where }) : null, { on: ['results'], every: 10000, keep: true });
  if (!x || !y) return html`<${Empty} text="A heat map needs two parameters that vary." />`;
  const lower = columns.get(view.metric)?.better === 'lower';
  return html`<div>
    <div class="chart-tools">
      <${ParameterSelect} view=${view} columns=${columns} name="x" label="Across" keys=${keys.filter((key) => key !== y)} value=${x} />
      <${ParameterSelect} view=${view} columns=${columns} name="y" label="Up" keys=${keys.filter((key) => key !== x)} value=${y} />
      <${MetricSelect} view=${view} columns=${columns} />
      ${lower && html`<${Choice} name="heat-what" label="What a cell shows" value=${what} onChange=${setWhat} options=${[{ value: 'median', text: 'Median' }, { value: 'min', text: 'Best' }]} />`}
    </div>
    <${Ask} of=${of} height="22rem">${(data) => (data.cells.length === 0 ? html`<${Empty} text="No result passes the filters." />` : html`<${Cells} data=${data} columns=${columns} view=${view} what=${lower ? what : 'median'} />`)}</${Ask}>
  </div>`;
}

function Cells({ data, columns, view, what }) {
  const [box, width] = useWidth();
  const [tip, setTip] = useState(null);
  const [focus, setFocus] = useState({ x: 0, y: 0 });
  const metric = columns.get(data.metric);
  const { cells, at, range, table } = useCells(data, what);
  const across = data.x.values.length;
  const up = data.y.values.length;
  const cellHeight = Math.max(14, Math.min(52, Math.floor(330 / up)));
  const cellWidth = Math.max(6, (width - LEFT - 4) / across);
  const height = TOP + up * cellHeight + BOTTOM;
  const title = (key) => columns.get(key)?.title ?? key;
  const best = bestOf(cells, metric?.better);
  const xOf = (i) => LEFT + i * cellWidth;
  const yOf = (j) => TOP + (up - 1 - j) * cellHeight;
  const choose = (cell) => {
    const next = new Map(view.filters);
    next.set(data.x.key, only(data.x.values[cell.x]));
    next.set(data.y.key, only(data.y.values[cell.y]));
    view.onFilters(next);
  };
  const show = (cell) => setTip({ text: cellWords(data, columns, cell), x: xOf(cell.x) + cellWidth / 2, y: yOf(cell.y) + cellHeight / 2 });
  const key = (event, x, y) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const cell = at(x, y);
    if ((event.key === 'Enter' || event.key === ' ') && cell) {
      event.preventDefault();
      choose(cell);
    }
    if (!step) return;
    event.preventDefault();
    const next = { x: Math.min(across - 1, Math.max(0, x + step[0])), y: Math.min(up - 1, Math.max(0, y + step[1])) };
    setFocus(next);
    box.current.querySelector(`[data-cell="${next.x} ${next.y}"]`)?.focus();
  };
  const places = Array.from({ length: across * up }, (_, i) => ({ x: i % across, y: Math.floor(i / across) }));
  const skip = Math.ceil(34 / cellWidth);
  const label = (v) => (typeof v === 'number' ? String(Number(v.toPrecision(6))) : v.length > 13 ? `${v.slice(0, 12)}…` : v);
  return html`<${Figure} id="heat" table=${() => gridTable(data, columns)}
    summary=${`${what === 'min' ? 'Best' : 'Median'} ${metric?.title} for every pair of values of ${title(data.x.key)} and ${title(data.y.key)}.${best ? ` The best: ${cellWords(data, columns, best)}.` : ''} Viridis from the 2nd to the 98th percentile of the cells. Click a cell, or press Enter on it, to filter by its pair.`}>
    <${Legend} table=${table} range=${range} better=${metric?.better} title=${`${what === 'min' ? 'best' : 'median'} ${metric?.title}`} unit=${metric?.unit} />
    <div class="plane" ref=${box} style=${{ height: `${height}px` }}>
      <svg role="group" aria-label=${`Heat map of ${metric?.title}; arrow keys move between cells`} onPointerLeave=${() => setTip(null)}>
        ${width > 0 && places.map(({ x, y }) => {
          const cell = at(x, y);
          const good = cell && goodness(cell.value, range, metric?.better);
          return html`<g key=${`${x} ${y}`}>
            <rect class=${cell ? 'plane-cell' : 'plane-cell nothing'} data-cell=${`${x} ${y}`} x=${xOf(x) + 0.5} y=${yOf(y) + 0.5} width=${cellWidth - 1} height=${cellHeight - 1} rx="2"
              fill=${cell ? cssColour(table, good) : undefined} role="button" tabindex=${focus.x === x && focus.y === y ? 0 : -1}
              aria-label=${cell ? cellWords(data, columns, cell) : `${title(data.x.key)} ${data.x.values[x]}, ${title(data.y.key)} ${data.y.values[y]}: no result`}
              onClick=${() => cell && choose(cell)} onKeyDown=${(event) => key(event, x, y)} onFocus=${() => (cell ? show(cell) : setTip(null))} onBlur=${() => setTip(null)}
              onPointerEnter=${() => (cell ? show(cell) : setTip(null))} />
            ${cell && cellWidth > 46 && cellHeight > 17 && html`<text class="plane-figure" x=${xOf(x) + cellWidth / 2} y=${yOf(y) + cellHeight / 2} dy="0.34em" text-anchor="middle" style=${{ fill: inkOn(table, good) }}>${cell === best ? '★ ' : ''}${number(cell.value, 4)}</text>`}
          </g>`;
        })}
        ${data.x.values.map((v, i) => i % skip === 0 && html`<text x=${xOf(i) + cellWidth / 2} y=${height - BOTTOM + 17} text-anchor="middle">${label(v)}</text>`)}
        ${data.y.values.map((v, j) => html`<text x=${LEFT - 8} y=${yOf(j) + cellHeight / 2} dy="0.32em" text-anchor="end">${label(v)}</text>`)}
        <text class="plane-title" x=${LEFT + (across * cellWidth) / 2} y=${height - 6} text-anchor="middle">${title(data.x.key)}</text>
        <text class="plane-title" transform=${`translate(13, ${TOP + (up * cellHeight) / 2}) rotate(-90)`} text-anchor="middle">${title(data.y.key)}</text>
      </svg>
      ${tip && html`<${PlaneTip} ...${tip} width=${width} />`}
    </div>
  </${Figure}>`;
}
