// The coming steps of one model, with bands that widen as its errors did.
import { html } from '/vendor/htm-preact.js';
import { Chart, axis } from '../lib/chart.js';
import { minute, number } from '../lib/format.js';
import { Figure } from '../lib/states.js';

export function Fan({ model, label }) {
  const rows = model.forecast.filter((row) => row.values[label]).map((row) => ({ at: Date.parse(row.time), time: row.time, ...row.values[label] }));
  const past = (model.turnedOut?.recent ?? []).slice(-24).filter((row) => row[label]).map((row) => [Date.parse(row.time), row[label].actual]);
  const option = (paint) => ({
    useUTC: true,
    grid: { left: 8, right: 16, top: 30, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, data: ['Actual', 'Forecast'], textStyle: { color: paint.text }, itemWidth: 18, itemHeight: 8 },
    xAxis: axis(paint, { type: 'time', splitLine: { show: false }, axisLabel: { formatter: (v) => minute(v).slice(5, 16), hideOverlap: true } }),
    yAxis: axis(paint, { type: 'value', scale: true, axisLabel: { formatter: (v) => number(v, 6) } }),
    tooltip: { trigger: 'item', formatter: ({ seriesName, value }) => `${minute(value[0])}\n${seriesName}: ${number(value[1], 7)}` },
    series: [
      { name: 'Actual', type: 'line', data: past, symbolSize: 4, lineStyle: { color: paint.text, width: 1.8 }, itemStyle: { color: paint.text } },
      ...band('90', rows, 'p05', 'p95', paint.series[0], 0.16), ...band('50', rows, 'p25', 'p75', paint.series[0], 0.28),
      { name: 'Forecast', type: 'line', data: rows.map((row) => [row.at, row.value]), symbolSize: 7, lineStyle: { color: paint.series[0], width: 2.2 }, itemStyle: { color: paint.series[0] }, z: 4 },
    ],
  });
  const table = () => ({ columns: [{ title: 'Time' }, ...['Forecast', '5 %', '25 %', '75 %', '95 %'].map((title) => ({ title, numeric: true }))], rows: rows.map((row) => [minute(row.time), ...[row.value, row.p05, row.p25, row.p75, row.p95].map((v) => number(v, 7))]) });
  return html`<${Figure} id="fan" table=${table} summary=${`The next ${rows.length} steps of ${label} by case ${model.case}, with the 50 % and the 90 % band, after the last candles that are known.`}>
    <${Chart} option=${option} deps=${[model, label]} height="17rem" label=${`Forecast of ${label} by case ${model.case}`} /></${Figure}>`;
}

/** Two lines without ink, the upper one filled down to the lower. */
export const band = (name, rows, low, high, color, opacity) => {
  const hidden = { type: 'line', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, stack: name, stackStrategy: 'all', tooltip: { show: false } };
  const known = rows.filter((row) => typeof row[low] === 'number' && typeof row[high] === 'number');
  return [
    { ...hidden, name: `${name} low`, data: known.map((row) => [row.at, row[low]]) },
    { ...hidden, name: `${name} high`, data: known.map((row) => [row.at, row[high] - row[low]]), areaStyle: { color, opacity } },
  ];
};
