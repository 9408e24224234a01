// Earlier forecasts of one model beside what came: the figures over all of them, and the latest as a chart.
import { html } from '/vendor/htm-preact.js';
import { Chart, axis } from '../lib/chart.js';
import { count, minute, number, percent, signedPercent } from '../lib/format.js';
import { Empty, Figure, Stat } from '../lib/states.js';
import { band } from './fan.js';

export function TurnedOut({ model, label }) {
  const past = model.turnedOut;
  if (!past || !past.n) return html`<${Empty} text="No earlier forecast of this model has been scored." />`;
  const held = (share, promised) => (typeof share !== 'number' ? '' : Math.abs(share - promised) <= 0.05 ? 'good' : Math.abs(share - promised) <= 0.12 ? '' : 'warn');
  return html`<div>
    <dl class="stats">
      <${Stat} name="RMSE" value=${number(past.rmse)} note=${`persistence ${number(past.persistenceRmse)}`} />
      <${Stat} name="Skill" value=${signedPercent(past.skill)} tone=${past.skill > 0 ? 'good' : 'bad'} note="against persistence" />
      <${Stat} name="Direction right" value=${percent(past.directionRight)} note="of the moves" />
      <${Stat} name="Within the 50 % band" value=${percent(past.inside50)} tone=${held(past.inside50, 0.5)} note="should be 50 %" />
      <${Stat} name="Within the 90 % band" value=${percent(past.inside90)} tone=${held(past.inside90, 0.9)} note="should be 90 %" />
      <${Stat} name="Forecasts" value=${count(past.n)} note="scored in all" />
    </dl>
    <p class="note">For these two shares the bands come from the older half of the errors and are tested on the newer half: they were not fitted to what they are tested on.</p>
    <${Recent} model=${model} label=${label} />
  </div>`;
}

function Recent({ model, label }) {
  const width = model.forecast[0]?.values[label] ?? {};
  const off = (key) => (typeof width[key] === 'number' ? width[key] - width.value : null);
  const rows = model.turnedOut.recent.filter((row) => row[label]).map((row) => {
    const { forecast } = row[label];
    const bands = Object.fromEntries(['p05', 'p25', 'p75', 'p95'].map((key) => [key, off(key) === null ? null : forecast + off(key)]));
    return { at: Date.parse(row.time), time: row.time, ...row[label], ...bands };
  });
  if (rows.length === 0) return html`<${Empty} text=${`No recent forecasts of ${label}.`} />`;
  const option = (paint) => ({
    useUTC: true,
    grid: { left: 8, right: 16, top: 34, bottom: 40, containLabel: true },
    legend: { top: 0, left: 0, data: ['Actual', 'Forecast', 'Persistence'], textStyle: { color: paint.text }, itemWidth: 18, itemHeight: 8 },
    dataZoom: [{ type: 'inside', zoomOnMouseWheel: 'ctrl' }, { type: 'slider', height: 18, bottom: 6, borderColor: paint.line, fillerColor: 'rgba(127,140,160,.18)', textStyle: { color: paint.soft }, labelFormatter: (v) => minute(v).slice(5, 16), handleStyle: { color: paint.card, borderColor: paint.soft }, dataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } }, selectedDataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } } }],
    xAxis: axis(paint, { type: 'time', splitLine: { show: false }, axisLabel: { formatter: (v) => minute(v).slice(5, 16), hideOverlap: true } }),
    yAxis: axis(paint, { type: 'value', scale: true, axisLabel: { formatter: (v) => number(v, 6) } }),
    tooltip: { trigger: 'axis', formatter: (items) => { const row = rows[items[0].dataIndex]; return `${minute(row.time)}\nActual: ${number(row.actual, 7)}\nForecast: ${number(row.forecast, 7)}\nPersistence: ${number(row.persistence, 7)}`; } },
    series: [
      ...band('90', rows, 'p05', 'p95', paint.series[0], 0.13), ...band('50', rows, 'p25', 'p75', paint.series[0], 0.22),
      line('Persistence', rows, 'persistence', paint.series[1], 1.1, 'dashed'), line('Forecast', rows, 'forecast', paint.series[0], 2), line('Actual', rows, 'actual', paint.text, 1.7),
    ],
  });
  const inside = rows.filter((row) => row.p05 !== null && row.actual >= row.p05 && row.actual <= row.p95).length;
  const table = () => ({ columns: [{ title: 'Time' }, ...['Actual', 'Forecast', 'Persistence', 'Error'].map((title) => ({ title, numeric: true }))],
    rows: [...rows].reverse().map((row) => [minute(row.time), number(row.actual, 7), number(row.forecast, 7), number(row.persistence, 7), number(row.forecast - row.actual, 4)]) });
  return html`<${Figure} id="turned-out" table=${table} summary=${`The latest ${count(rows.length)} forecasts of ${label}, each made one step before${rows[0].p05 === null ? '' : `; ${count(inside)} of what came lay within the 90 % band, drawn as wide as the band of the next forecast`}. Times are UTC.`}>
    <${Chart} option=${option} deps=${[model, label]} height="20rem" label=${`Earlier forecasts of ${label} and what came`} /></${Figure}>`;
}

const line = (name, rows, key, color, width, type = 'solid') => ({ name, type: 'line', symbol: 'none', data: rows.map((row) => [row.at, row[key]]), lineStyle: { color, width, type }, itemStyle: { color }, z: 4 });
