import {
  Card, Figure, Plot, clock, count, html, plural, timeAxis, timeSeries, useMemo, valueAxis,
} from '../lib/index.js';

/** How many results were verified in each minute of the last hour. */
export function ThroughputCard({ data }) {
  return html`<${Card} id="throughput" title="Last hour" className="half">
    <${Minutes} minutes=${data.throughput?.minutes ?? []} />
  </${Card}>`;
}

function Minutes({ minutes }) {
  const columns = useMemo(() => [
    minutes.map((minute) => Date.parse(minute.at) / 1000),
    minutes.map((minute) => minute.verified),
  ], [JSON.stringify(minutes)]);
  const all = minutes.reduce((sum, minute) => sum + minute.verified, 0);
  const most = minutes.reduce((best, minute) => (minute.verified > (best?.verified ?? 0) ? minute : best), null);
  const summary = all === 0 ? 'No result was verified in the last hour.'
    : `${plural(all, 'result was', 'results were')} verified in the last hour; most in one minute: ${count(most.verified)}, at ${clock(most.at)} UTC.`;
  const options = (paint, uPlot) => ({
    scales: { x: { time: true }, y: { range: (_, low, high) => [0, Math.max(1, high ?? 1) * 1.1] } },
    axes: [timeAxis(paint), valueAxis(paint, { label: 'verified per minute', size: 40, format: (value) => (Number.isInteger(value) ? count(value) : '') })],
    cursor: { drag: { x: false, y: false } },
    series: [timeSeries, {
      label: 'Verified', stroke: paint.accent, fill: paint.accent, width: 0, paths: uPlot.paths.bars({ size: [0.7, 12], align: 1 }), points: { show: false },
      value: (_, value) => count(value),
    }],
  });
  const table = () => ({
    columns: [{ title: 'Minute (UTC)' }, { title: 'Verified', numeric: true }],
    rows: [...minutes].reverse().map((minute) => [clock(minute.at), count(minute.verified)]),
  });
  return html`<${Figure} id="throughput" summary=${summary} table=${table}>
    <${Plot} options=${options} data=${columns} height=${230} label=${summary} />
  </${Figure}>`;
}
