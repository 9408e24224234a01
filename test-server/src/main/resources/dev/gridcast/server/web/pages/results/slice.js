// One parameter against one metric: the median with the band that holds the middle eight tenths, and the results themselves.
import { html, useMemo } from '/vendor/htm-preact.js';
import { withQuery } from '../lib/api.js';
import { Chart, axis } from '../lib/chart.js';
import { useData } from '../lib/data.js';
import { cellText, count, number } from '../lib/format.js';
import { go } from '../lib/route.js';
import { Ask, Empty, Figure } from '../lib/states.js';
import { axisOf, describe, wantsLog } from './axis.js';
import { useMatrix } from './matrix.js';
import { MetricSelect, ParameterSelect, only } from './selects.js';

const MOST_POINTS = 4000;
const never = () => false;

export function Slice({ view, columns, where }) {
  const keys = view.varying.length > 0 ? view.varying : [...columns.values()].filter((c) => c.parameter).map((c) => c.key);
  const x = keys.includes(view.x) ? view.x : keys[0];
  const of = useData(x ? withQuery('/slice', { x, metric: view.metric, where }) : null, { on: ['results'], every: 10000, keep: true });
  const { frame } = useMatrix(x ? [x, view.metric] : null, where, never);
  if (!x) return html`<${Empty} text="No parameter of this experiment varies." />`;
  return html`<div>
    <div class="chart-tools"><${ParameterSelect} view=${view} columns=${columns} name="x" label="Parameter" keys=${keys} value=${x} /><${MetricSelect} view=${view} columns=${columns} /></div>
    <${Ask} of=${of} height="22rem">${(data) => (data.points.length === 0
      ? html`<${Empty} text="No result passes the filters." />`
      : html`<${Shown} data=${data} frame=${frame} columns=${columns} view=${view} />`)}</${Ask}>
  </div>`;
}

function Shown({ data, frame, columns, view }) {
  const metric = columns.get(data.metric) ?? { title: data.metric, type: 'number' };
  const x = columns.get(data.x) ?? { title: data.x };
  const names = data.points.some((p) => typeof p.value !== 'number') ? data.points.map((p) => String(p.value)) : null;
  // Numbers stand at their place on an axis of ours, from 0 to 1, which is logarithmic where that suits them better.
  const side = useMemo(() => names ? null : sideOf(data.points.map((p) => p.value)), [data]);
  const at = (p, i) => (names ? i : side.toPlace(p.value));
  const { low, high } = reach(data.points);
  const points = useMemo(() => sample(frame, data, names, side, low, high), [frame, data]);
  const key = JSON.stringify(data.points) + points.length;
  const text = (v) => cellText(metric, v);

  const option = (paint) => ({
    grid: { left: 12, right: 18, top: 30, bottom: 34, containLabel: true },
    xAxis: names ? axis(paint, { type: 'category', data: names, name: x.title, nameLocation: 'middle', nameGap: 28 })
      : { ...axis(paint, { type: 'value', min: -0.04, max: 1.04, name: x.title, nameLocation: 'middle', nameGap: 28, splitLine: { show: false },
        axisLabel: { customValues: side.ticks.map((tick) => tick.place), formatter: (place) => side.ticks.find((tick) => Math.abs(tick.place - place) < 1e-9)?.text ?? '' } }), axisTick: { show: false } },
    yAxis: axis(paint, { type: 'value', scale: true, axisLine: { onZero: false, lineStyle: { color: paint.line } }, min: low, max: high, name: `${metric.title}${metric.unit ? ` (${metric.unit})` : ''}`, nameLocation: 'end', nameTextStyle: { align: 'left', color: paint.soft },
      axisLabel: { formatter: (v) => number(v, 4) } }),
    tooltip: { trigger: 'item', formatter: ({ seriesId, value, data: item, dataIndex }) => (seriesId === 'points'
      ? `Case ${item.row}\n${x.title}: ${names ? names[Math.round(value[0])] : number(item.x)}\n${metric.title}: ${text(value[1])}`
      : summary(x, metric, data.points[dataIndex])) },
    series: [
      { id: 'floor', type: 'line', data: data.points.map((p, i) => [at(p, i), p.p10]), stack: 'band', stackStrategy: 'all', lineStyle: { opacity: 0 }, symbol: 'none', silent: true },
      { id: 'band', type: 'line', data: data.points.map((p, i) => [at(p, i), p.p90 - p.p10]), stack: 'band', stackStrategy: 'all', lineStyle: { opacity: 0 }, symbol: 'none', silent: true, areaStyle: { color: paint.series[0], opacity: 0.18 } },
      { id: 'points', type: 'scatter', data: points, symbolSize: 4, itemStyle: { color: paint.soft, opacity: points.length > 800 ? 0.25 : 0.5 }, large: false },
      { id: 'median', type: 'line', data: data.points.map((p, i) => [at(p, i), p.median]), lineStyle: { width: 2.5, color: paint.series[0] }, itemStyle: { color: paint.series[0] }, symbol: 'circle', symbolSize: 9, z: 5 },
    ],
  });
  const click = (event) => {
    if (event.seriesId === 'points') go(`/cases/${event.data.row}`);
    if (event.seriesId === 'median') view.onFilter(data.x, only(data.points[event.dataIndex].value));
  };
  const best = data.points.reduce((a, b) => ((metric.better === 'higher' ? b.median > a.median : b.median < a.median) ? b : a));
  const table = () => ({
    columns: [{ title: x.title, numeric: !names }, ...['Results', 'Least', '10 %', 'Median', '90 %', 'Most'].map((title) => ({ title, numeric: true }))],
    rows: data.points.map((p) => [String(p.value), count(p.n), text(p.min), text(p.p10), text(p.median), text(p.p90), text(p.max)]),
  });
  return html`<${Figure} id="slice" table=${table}
    summary=${`Median of ${metric.title} for each value of ${x.title} (line), the 10th to the 90th percentile (band) and ${points.length < (frame?.rows ?? 0) ? `${count(points.length)} of ${count(frame.rows)} results` : 'each result'} (points). The best median, ${text(best.median)}, is at ${x.title} ${best.value}. Click the line to filter by a value, a point to open its case.`}>
    <${Chart} option=${option} deps=${[key, x.title, metric.title]} height="21rem" on=${{ click }} label=${`${metric.title} by ${x.title}`} />
  </${Figure}>`;
}

const summary = (x, metric, p) =>
  `${x.title}: ${p.value}\nmedian ${cellText(metric, p.median)}\n10 to 90 %: ${cellText(metric, p.p10)} to ${cellText(metric, p.p90)}\n${count(p.n)} results`;

// From the least to a little above the upper edge of the band: a few runaways would flatten all else.
function reach(points) {
  const low = Math.min(...points.map((p) => p.min));
  const top = Math.max(...points.map((p) => p.p90));
  const high = Math.min(Math.max(...points.map((p) => p.max)), top + 0.35 * (top - low));
  const span = high - low || Math.abs(low) || 1;
  const tidy = (v) => Number(v.toPrecision(6));
  return { low: tidy(low - 0.04 * span), high: tidy(high + 0.04 * span) };
}

function sideOf(values) {
  const column = describe({ values: Float64Array.from(values) });
  return axisOf(column, wantsLog(column));
}

function sample(frame, data, names, side, low, high) {
  const xs = frame?.columns.get(data.x);
  const ys = frame?.columns.get(data.metric);
  if (!xs || !ys?.values) return [];
  const step = Math.max(1, Math.ceil(frame.rows / MOST_POINTS));
  const place = xs.categories?.map((name) => names?.indexOf(name) ?? -1);
  const points = [];
  for (let row = 0; row < frame.rows; row += step) {
    const y = ys.values[row];
    const x = xs.categories ? place[xs.codes[row]] ?? -1 : names ? names.indexOf(String(xs.values[row])) : xs.values[row];
    if (!(y >= low && y <= high) || Number.isNaN(x) || (names && x < 0)) continue;
    // Spread a little to the sides where values are few, so that points do not hide one another.
    const by = ((row * 2654435761) % 1000) / 1000 - 0.5;
    points.push({ value: [names ? x + by * 0.5 : side.toPlace(x) + (data.points.length <= 24 ? by * 0.024 : 0), y], row: frame.cases[row], x });
  }
  return points;
}
