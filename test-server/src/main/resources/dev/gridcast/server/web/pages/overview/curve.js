import {
  Ask, Card, Choice, Empty, Figure, Plot, count, html, instant, number, plural, roundMarks, timeAxis, timeSeries,
  useMemo, useRemembered, valueAxis,
} from '../lib/index.js';

/** The best error so far over time, with persistence's as a line to beat. */
export function CurveCard({ of }) {
  const [scale, setScale] = useRemembered('curve-scale', 'linear');
  const tools = html`<${Choice} name="curve-scale" label="Scale of the error" value=${scale} onChange=${setScale}
    options=${[{ value: 'linear', text: 'Linear' }, { value: 'log', text: 'Log' }]} />`;
  return html`<${Card} id="curve" title="Best so far" className="two-thirds" tools=${tools}>
    <${Ask} of=${of} lines=${6} height="24rem">${(data) => (data.points.length === 0
      ? html`<${Empty} text="The curve begins with the first verified result." />`
      : html`<${Curve} data=${data} scale=${scale} />`)}</${Ask}>
  </${Card}>`;
}

function Curve({ data, scale }) {
  const { points, persistenceRmse } = data;
  const last = points[points.length - 1];
  const columns = useMemo(() => [
    points.map((point) => Date.parse(point.at) / 1000),
    points.map((point) => point.value),
    points.map(() => persistenceRmse ?? null),
  ], [data]);
  const better = persistenceRmse > 0 ? last.value < persistenceRmse : null;
  const summary = `The best error went from ${number(points[0].value)} to ${number(last.value)} over ${plural(last.results, 'result')}`
    + (better === null ? '.' : `; persistence’s is ${number(persistenceRmse)}, so ${better ? 'it is beaten' : 'nothing has beaten it yet'}.`);
  const range = (_, low, high) => {
    const from = Math.min(low ?? Infinity, persistenceRmse ?? Infinity);
    const to = Math.max(high ?? -Infinity, persistenceRmse ?? -Infinity);
    const room = (to - from || to * 0.1 || 1) * 0.08;
    return scale === 'log' ? [from / (1 + room / to), to * (1 + room / to)] : [from - room, to + room];
  };
  const options = (paint, uPlot) => ({
    scales: { x: { time: true }, y: { range, distr: scale === 'log' ? 3 : 1, log: 10 } },
    axes: [timeAxis(paint), valueAxis(paint, { label: 'RMSE', splits: (plot) => roundMarks(plot.scales.y.min, plot.scales.y.max) })],
    cursor: { drag: { x: true, y: false }, points: { size: 8 } },
    legend: { live: true },
    series: [
      timeSeries,
      {
        label: 'Best', stroke: paint.accent, width: 2, paths: uPlot.paths.stepped({ align: 1 }), points: { show: points.length < 60, size: 5, fill: paint.card },
        value: (_, value) => number(value, 6),
      },
      { label: 'Persistence', stroke: paint.soft, width: 1.5, dash: [6, 4], points: { show: false }, value: (_, value) => number(value, 6) },
    ],
  });
  const table = () => ({
    columns: [{ title: 'When' }, { title: 'Results', numeric: true }, { title: 'Best RMSE', numeric: true }, { title: 'Case', numeric: true }, { title: 'By' }],
    rows: [...points].reverse().map((point) => [instant(point.at), count(point.results), number(point.value, 6),
      html`<a href=${`/cases/${point.caseIndex}`}>${point.caseIndex}</a>`, point.volunteer]),
  });
  return html`<${Figure} id="curve" summary=${summary} table=${table}>
    <${Plot} options=${options} data=${columns} deps=${[scale, persistenceRmse, points.length < 60]} height=${310} label=${summary} />
  </${Figure}>`;
}
