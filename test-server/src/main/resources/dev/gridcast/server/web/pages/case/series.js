// The forecasts beside what came, and beside persistence, with a zoom.
import { html, useMemo, useRef, useState } from '/vendor/htm-preact.js';
import { Plot } from '../lib/plot.js';
import { count, day, minute, number } from '../lib/format.js';
import { Figure } from '../lib/states.js';

const MOST_TABLE = 500;
const FIRST = 168;

export function Series({ data, label }) {
  const times = useMemo(() => data.times.map((time) => Date.parse(time) / 1000), [data]);
  const columns = useMemo(() => [times, data.actual[label], data.model[label], data.persistence[label]], [times, data, label]);
  const plot = useRef(null);
  const last = times.length - 1;
  const [view, setView] = useState(() => [Math.max(0, last - FIRST), last]);
  const seen = useRef(view);
  seen.current = view;

  const show = (from, to) => {
    const a = Math.max(0, Math.min(Math.round(from), last - 8));
    const b = Math.min(last, Math.max(Math.round(to), a + 8));
    setView([a, b]);
    plot.current?.setScale('x', { min: times[a], max: times[b] });
  };
  const [a, b] = view;
  const middle = (a + b) / 2;
  const zoom = (by) => show(middle - ((b - a) / 2) * by, middle + ((b - a) / 2) * by);
  const shift = (by) => {
    const step = Math.max(-a, Math.min(last - b, by * (b - a)));
    show(a + step, b + step);
  };
  const key = (event) => {
    const act = { '+': () => zoom(0.5), '=': () => zoom(0.5), '-': () => zoom(2), ArrowLeft: () => shift(-0.5), ArrowRight: () => shift(0.5), Home: () => show(0, b - a), End: () => show(last - (b - a), last), 0: () => show(0, last) }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  const options = (paint) => ({
    tzDate: (ts) => { const d = new Date(ts * 1000); return new Date(d.getTime() + d.getTimezoneOffset() * 60000); },
    cursor: { drag: { x: true, y: false } },
    legend: { live: true },
    scales: { x: { time: true, min: times[seen.current[0]], max: times[seen.current[1]] } },
    axes: [
      { stroke: paint.soft, grid: { stroke: paint.faint, width: 1 }, ticks: { stroke: paint.line, width: 1 }, font: `12px ${paint.font}`, space: 90, values: (u, splits) => ticks(splits) },
      { stroke: paint.soft, grid: { stroke: paint.faint, width: 1 }, ticks: { stroke: paint.line, width: 1 }, font: `12px ${paint.font}`, size: 74, values: (u, splits) => splits.map((v) => number(v, 6)) },
    ],
    series: [
      { label: 'Time', value: (u, v) => (v === null || v === undefined ? '–' : minute(v * 1000)) },
      { label: 'Actual', stroke: paint.text, width: 1.8, points: { show: false }, value: (u, v) => number(v, 7) },
      { label: 'Model', stroke: paint.series[0], width: 1.6, points: { show: false }, value: (u, v) => number(v, 7) },
      { label: 'Persistence', stroke: paint.series[1], width: 1.1, dash: [4, 4], points: { show: false }, value: (u, v) => number(v, 7) },
    ],
    hooks: {
      setSelect: [(u) => u.select.width > 4 && show(u.posToIdx(u.select.left), u.posToIdx(u.select.left + u.select.width))],
      // uPlot's own answer to a double click is the whole range: ours, so that the buttons know.
      setScale: [(u, scale) => {
        if (scale !== 'x' || times.length < 2) return;
        const whole = u.scales.x.min <= times[0] && u.scales.x.max >= times[last];
        if (whole && (seen.current[0] !== 0 || seen.current[1] !== last)) setView([0, last]);
      }],
    },
  });
  const table = () => ({
    columns: [{ title: 'Time' }, ...['Actual', 'Model', 'Persistence', 'Model less actual'].map((title) => ({ title, numeric: true }))],
    rows: Array.from({ length: Math.min(MOST_TABLE, b - a + 1) }, (_, i) => {
      const at = b - i;
      const [, actual, model, persistence] = columns;
      return [minute(times[at] * 1000), number(actual[at], 7), number(model[at], 7), number(persistence[at], 7), number(model[at] - actual[at], 4)];
    }),
  });
  return html`<div>
    <div class="series-tools" role="group" aria-label="Zoom">
      <button type="button" class="small quiet" aria-label="Earlier" disabled=${a === 0} onClick=${() => shift(-0.5)}>←</button>
      <button type="button" class="small quiet" aria-label="Later" disabled=${b === last} onClick=${() => shift(0.5)}>→</button>
      <button type="button" class="small quiet" aria-label="Zoom in" disabled=${b - a <= 8} onClick=${() => zoom(0.5)}>+</button>
      <button type="button" class="small quiet" aria-label="Zoom out" disabled=${a === 0 && b === last} onClick=${() => zoom(2)}>−</button>
      <button type="button" class="small quiet" disabled=${a === 0 && b === last} onClick=${() => show(0, last)}>All</button>
      <span class="note">${day(times[a] * 1000)} to ${day(times[b] * 1000)}, ${count(b - a + 1)} of ${count(times.length)} forecasts; drag to zoom</span>
    </div>
    <${Figure} id="series" table=${table} summary=${`Each point of the model is its forecast of ${label} for that time, made with what was known before; persistence says the last known value. Times are UTC. ${b - a + 1 > MOST_TABLE ? `The table shows the latest ${MOST_TABLE} rows of the range in view.` : ''}`}>
      <div class="series-plot" tabindex="0" role="group" aria-label="Forecast against actual; plus and minus zoom, arrow keys move" onKeyDown=${key}>
        <${Plot} options=${options} data=${columns} deps=${[label, data]} height=${300} label=${`Actual, model and persistence of ${label}`} onReady=${(made) => {
          plot.current = made;
        }} />
      </div>
    </${Figure}>
  </div>`;
}

// Days where a tick is at midnight, times elsewhere, so that a row of ticks says both.
function ticks(splits) {
  const span = splits.length > 1 ? splits[1] - splits[0] : 86400;
  let before = null;
  return splits.map((at) => {
    const date = day(at * 1000);
    const text = span >= 86400 ? date : date !== before ? date.slice(5) : minute(at * 1000).slice(11, 16);
    before = date;
    return text;
  });
}
