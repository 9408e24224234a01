import {
  Chart, Figure, axis, clock, count, day, duration, go, html, instant, outcome, plural, useMemo,
} from '../lib/index.js';

const ROW = 26;

/** Leases as bars, one row for each volunteer, with how each ended as colour and mark. */
export function Timeline({ leases, from, now, capped }) {
  const { people, bars, tally } = useMemo(() => arrange(leases, now), [leases, now]);
  const summary = `${plural(leases.length, 'lease')} of ${plural(people.length, 'volunteer')} since ${instant(from)}: `
    + tally.map(([how, amount]) => `${count(amount)} ${how.word}`).join(', ') + '.'
    + (capped ? ' Only the latest are shown.' : '');
  const table = () => ({
    columns: [{ title: 'From' }, { title: 'For', numeric: true }, { title: 'Volunteer' }, { title: 'Case', numeric: true }, { title: 'Ended' }, { title: 'Reason' }],
    rows: [...leases].sort((a, b) => (a.leasedAt < b.leasedAt ? 1 : -1)).slice(0, 500).map((lease) => [
      instant(lease.leasedAt), duration(lasted(lease, now)), lease.volunteerName,
      html`<a href=${`/cases/${lease.case}`}>${lease.case}</a>`, outcome(lease.outcome).word, lease.reason ?? '',
    ]),
  });
  const start = Math.min(Date.parse(from), Date.parse(now) - 60_000);
  const wide = Date.parse(now) - start > 36 * 3600_000;
  const option = (paint) => ({
    useUTC: true,
    grid: { left: 8, right: 14, top: 8, bottom: 58, containLabel: true },
    tooltip: {
      trigger: 'item',
      formatter: ({ data }) => said(leases[data.value[4]], now),
    },
    xAxis: axis(paint, {
      type: 'time', min: start, max: Date.parse(now), splitNumber: 6,
      axisLabel: { formatter: (time) => (wide ? `${day(time).slice(5)} ${clock(time)}` : clock(time)) },
    }),
    yAxis: axis(paint, {
      type: 'category', data: people.map((one) => one.name), inverse: true, splitLine: { show: true },
      axisLabel: { width: 92, overflow: 'truncate', interval: 0, hideOverlap: false },
    }),
    dataZoom: [
      { type: 'inside', filterMode: 'weakFilter', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false },
      {
        type: 'slider', filterMode: 'weakFilter', height: 18, bottom: 8, borderColor: paint.line, fillerColor: `${paint.accent}22`,
        backgroundColor: paint.back, handleStyle: { color: paint.card, borderColor: paint.soft }, moveHandleSize: 0,
        labelFormatter: (time) => clock(time), textStyle: { color: paint.soft }, showDataShadow: false, brushSelect: false,
      },
    ],
    series: [{
      type: 'custom', renderItem: bar(paint), encode: { x: [1, 2], y: 0 }, data: bars, clip: true, progressive: 0,
    }],
  });
  return html`<${Legend} tally=${tally} />
    <${Figure} id="timeline" summary=${summary} table=${table}>
      <div class="scroll-y tall" tabindex="0" role="region" aria-label="Timeline of leases">
        <${Chart} option=${option} deps=${[bars, start, now]} height=${`${people.length * ROW + 84}px`} label=${summary} keepZoom
          on=${{ click: ({ data }) => go(`/cases/${leases[data.value[4]].case}`) }} />
      </div>
      <p class="note">Times are UTC. Drag the handles below the chart, or hold Ctrl and turn the wheel, to look closer.</p>
    </${Figure}>`;
}

const lasted = (lease, now) => (Date.parse(lease.endedAt ?? now) - Date.parse(lease.leasedAt)) / 1000;

/** Rows in the order of who was active last; bars as [row, from, until, outcome, which lease, case]. */
function arrange(leases, now) {
  const rows = new Map();
  for (const lease of leases) {
    const end = Date.parse(lease.endedAt ?? now);
    const row = rows.get(lease.volunteer) ?? { name: lease.volunteerName || lease.volunteer, last: 0 };
    row.last = Math.max(row.last, end);
    rows.set(lease.volunteer, row);
  }
  const order = [...rows].sort(([, a], [, b]) => b.last - a.last || (a.name < b.name ? -1 : 1));
  const place = new Map(order.map(([id], at) => [id, at]));
  const amounts = new Map();
  const bars = leases.map((lease, which) => {
    const how = outcome(lease.outcome);
    amounts.set(how.key, [how, (amounts.get(how.key)?.[1] ?? 0) + 1]);
    return { value: [place.get(lease.volunteer), Date.parse(lease.leasedAt), Date.parse(lease.endedAt ?? now), how.key, which, lease.case] };
  });
  return { people: order.map(([, row]) => row), bars, tally: [...amounts.values()].sort((a, b) => b[1] - a[1]) };
}

function bar(paint) {
  return (params, api) => {
    const how = outcome(api.value(3));
    const [left, middle] = api.coord([api.value(1), api.value(0)]);
    const right = api.coord([api.value(2), api.value(0)])[0];
    const room = params.coordSys;
    const from = Math.max(left, room.x);
    const until = Math.min(Math.max(right, left + 2), room.x + room.width);
    if (until <= from) return null;
    const width = Math.max(1, until - from - 1);
    const high = Math.min(16, api.size([0, 1])[1] * 0.66);
    const fill = paint.state[how.state];
    const parts = [{
      type: 'rect', shape: { x: from, y: middle - high / 2, width, height: high, r: 2 },
      style: { fill, stroke: how.state === 'waiting' ? paint.soft : fill, lineWidth: 1 },
      emphasis: { style: { stroke: paint.text, lineWidth: 2 } },
    }];
    if (width > 15) {
      parts.push({
        type: 'text', silent: true,
        style: { text: width > 64 ? `${how.mark} ${api.value(5)}` : how.mark, x: from + 4, y: middle, fill: ink(fill), font: `11px ${paint.font}`, verticalAlign: 'middle' },
      });
    }
    return { type: 'group', children: parts };
  };
}

/** Black or white, whichever stands out more on that colour, "#rrggbb". */
function ink(fill) {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(fill.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? '#111111' : '#ffffff';
}

function said(lease, now) {
  const how = outcome(lease.outcome);
  return [
    `Case ${lease.case} · ${lease.volunteerName}`, `${how.mark} ${how.word}`,
    `${instant(lease.leasedAt)}, ${duration(lasted(lease, now))}`, ...(lease.reason ? [lease.reason.slice(0, 120)] : []),
  ].join('\n');
}

function Legend({ tally }) {
  return html`<ul class="legend">${tally.map(([how, amount]) => html`<li key=${how.key}>
    <span class=${`swatch plain ${how.state}`} aria-hidden="true">${how.mark}</span>${how.word} <b class="num">${count(amount)}</b>
  </li>`)}</ul>`;
}
