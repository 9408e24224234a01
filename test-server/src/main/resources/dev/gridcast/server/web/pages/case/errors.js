// Three pictures of the model's errors on the confirmation range, each beside persistence where that makes sense.
import { html } from '/vendor/htm-preact.js';
import { Chart, axis } from '../lib/chart.js';
import { count, day, minute, number, percent } from '../lib/format.js';
import { Empty, Figure } from '../lib/states.js';

const grid = { left: 8, right: 26, top: 34, bottom: 8, containLabel: true };
const legend = (paint) => ({ top: 0, left: 0, textStyle: { color: paint.text }, itemWidth: 18, itemHeight: 8 });
const better = (rows) => rows.filter((row) => row.rmse < row.persistenceRmse).length;

export function OverTime({ periods }) {
  if (periods.length === 0) return html`<${Empty} text="Too few forecasts to divide by time." />`;
  const option = (paint) => ({
    useUTC: true,
    grid, legend: legend(paint),
    xAxis: axis(paint, { type: 'time', axisLabel: { formatter: (v) => day(v), hideOverlap: true }, splitLine: { show: false } }),
    yAxis: axis(paint, { type: 'value', scale: true, axisLabel: { formatter: (v) => number(v, 4) } }),
    tooltip: { trigger: 'axis', formatter: (items) => { const p = periods[Math.min(items[0].dataIndex, periods.length - 1)]; return `${minute(p.from)} to ${minute(p.until)}\nModel: ${number(p.rmse)}\nPersistence: ${number(p.persistenceRmse)}`; } },
    series: [line('Model', periods, 'rmse', paint.series[0], 2.2), line('Persistence', periods, 'persistenceRmse', paint.soft, 1.6, 'dashed')],
  });
  const table = () => ({ columns: [{ title: 'From' }, { title: 'Until' }, { title: 'Model', numeric: true }, { title: 'Persistence', numeric: true }], rows: periods.map((p) => [minute(p.from), minute(p.until), number(p.rmse), number(p.persistenceRmse)]) });
  return html`<${Figure} id="over-time" table=${table} summary=${`RMSE in ${periods.length} equal parts of the confirmation range; the model is below persistence in ${better(periods)} of them.`}>
    <${Chart} option=${option} deps=${[periods]} height="15rem" label="Error over time" /></${Figure}>`;
}

// A step for each part: the last one is drawn to its end.
const line = (name, periods, key, color, width, type = 'solid') => ({ name, type: 'line', step: 'end', symbol: 'none', lineStyle: { color, width, type }, itemStyle: { color },
  data: [...periods.map((p) => [Date.parse(p.from), p[key]]), [Date.parse(periods[periods.length - 1].until), periods[periods.length - 1][key]]] });

export function ByHour({ hours }) {
  if (hours.length === 0) return html`<${Empty} text="The series has no hours of day." />`;
  const option = (paint) => ({
    grid, legend: legend(paint),
    xAxis: axis(paint, { type: 'category', data: hours.map((h) => h.hour), axisLabel: { interval: 'auto' } }),
    yAxis: axis(paint, { type: 'value', axisLabel: { formatter: (v) => number(v, 4) } }),
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: (items) => { const h = hours[items[0].dataIndex]; return `${String(h.hour).padStart(2, '0')}:00 UTC, ${count(h.n)} forecasts\nModel: ${number(h.rmse)}\nPersistence: ${number(h.persistenceRmse)}`; } },
    series: [
      { name: 'Model', type: 'bar', barGap: '0%', data: hours.map((h) => h.rmse), itemStyle: { color: paint.series[0] } },
      { name: 'Persistence', type: 'bar', data: hours.map((h) => h.persistenceRmse), itemStyle: { color: paint.soft, opacity: 0.55 } },
    ],
  });
  const worst = hours.reduce((a, b) => (b.rmse > a.rmse ? b : a));
  const table = () => ({ columns: ['Hour (UTC)', 'Forecasts', 'Model', 'Persistence'].map((title) => ({ title, numeric: true })), rows: hours.map((h) => [String(h.hour), count(h.n), number(h.rmse), number(h.persistenceRmse)]) });
  return html`<${Figure} id="by-hour" table=${table} summary=${`RMSE by hour of day, UTC. The model is below persistence in ${better(hours)} of ${hours.length} hours; its errors are largest at ${String(worst.hour).padStart(2, '0')}:00.`}>
    <${Chart} option=${option} deps=${[hours]} height="15rem" label="Error by hour of day" /></${Figure}>`;
}

export function Histogram({ errors, bands, label }) {
  if (!errors || errors.counts.length === 0) return html`<${Empty} text="No errors to count." />`;
  const total = errors.counts.reduce((a, b) => a + b, 0);
  const middle = errors.counts.map((_, i) => (errors.edges[i] + errors.edges[i + 1]) / 2);
  const width = errors.edges[1] - errors.edges[0];
  const option = (paint) => ({
    grid: { ...grid, top: 22, bottom: 30 },
    xAxis: axis(paint, { type: 'value', min: errors.edges[0], max: errors.edges[errors.edges.length - 1], name: 'Actual less forecast', nameLocation: 'middle', nameGap: 24, splitLine: { show: false }, axisLabel: { formatter: (v) => number(v, 3), showMinLabel: false, showMaxLabel: false } }),
    yAxis: axis(paint, { type: 'value', minInterval: 1 }),
    tooltip: { trigger: 'item', formatter: ({ dataIndex: i }) => `${number(errors.edges[i], 4)} to ${number(errors.edges[i + 1], 4)}\n${count(errors.counts[i])} forecasts, ${percent(errors.counts[i] / total)}` },
    series: [{
      type: 'custom', data: middle.map((x, i) => [x, errors.counts[i]]), encode: { x: 0, y: 1 },
      renderItem: (_, api) => {
        const [x, y] = api.coord([api.value(0), api.value(1)]);
        const [w] = api.size([width, 0]);
        const floor = api.coord([api.value(0), 0])[1];
        return { type: 'rect', shape: { x: x - w / 2 + 0.5, y, width: Math.max(1, w - 1), height: floor - y }, style: { fill: paint.series[0] } };
      },
      markLine: { silent: true, symbol: 'none', lineStyle: { color: paint.text, type: 'dotted' }, label: { color: paint.soft, formatter: ({ name }) => name, fontSize: 11 },
        data: [{ xAxis: 0, name: '0' }, ...(bands ? [['5 %', bands.p05], ['95 %', bands.p95]].filter(([, v]) => typeof v === 'number').map(([name, xAxis]) => ({ xAxis, name })) : [])] },
    }],
  });
  const table = () => ({ columns: ['From', 'To', 'Forecasts', 'Share'].map((title) => ({ title, numeric: true })), rows: errors.counts.map((n, i) => [number(errors.edges[i], 4), number(errors.edges[i + 1], 4), count(n), percent(n / total)]) });
  const said = bands ? ` Half of them lie between ${number(bands.p25, 4)} and ${number(bands.p75, 4)}, nine tenths between ${number(bands.p05, 4)} and ${number(bands.p95, 4)}.` : '';
  return html`<${Figure} id="histogram" table=${table} summary=${`${count(total)} errors of ${label}, what came less the forecast.${said}`}>
    <${Chart} option=${option} deps=${[errors, bands]} height="15rem" label=${`Histogram of the errors of ${label}`} /></${Figure}>`;
}
