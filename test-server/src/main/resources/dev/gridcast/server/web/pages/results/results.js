// The Results page: a table of everything that was verified, and charts over the same rows.
import { html, useEffect, useMemo, useState } from '/vendor/htm-preact.js';
import { address, withQuery } from '../lib/api.js';
import { useRemembered } from '../lib/cell.js';
import { useData } from '../lib/data.js';
import { count, plural } from '../lib/format.js';
import { Failed, Loading, PageHead } from '../lib/states.js';
import { ColumnChooser } from '../lib/table.js';
import { Chips } from './chips.js';
import { whereOf } from './filters.js';
import { useStyle } from '../lib/style.js';
import { useView } from './state.js';
import { ROWS, ResultTable } from './table.js';

const NONE = new Map();
const CHARTS = [
  { key: 'parallel', title: 'Parallel coordinates', load: () => import('./parallel-chart.js').then((m) => m.ParallelChart) },
  { key: 'importance', title: 'Importance', load: () => import('./importance.js').then((m) => m.Importance) },
  { key: 'slice', title: 'Slice', load: () => import('./slice.js').then((m) => m.Slice) },
  { key: 'contour', title: 'Contour', load: () => import('./contour.js').then((m) => m.Contour) },
  { key: 'heat', title: 'Heat map', load: () => import('./heat.js').then((m) => m.HeatMap) },
];

export function Results() {
  const styled = useStyle('/results/results.css');
  const about = useData('/columns', { on: ['results'], every: 20000, keep: true });
  const columns = useMemo(() => (about.data ? new Map(about.data.columns.map((column) => [column.key, column])) : NONE), [about.data]);
  const view = useView(columns);
  const [fields, setFields] = useRemembered('results-fields', !matchMedia('(max-width: 47.99rem)').matches);
  const where = useMemo(() => whereOf(view.filters), [view.filters]);
  const query = { sort: view.sort.key, order: view.sort.order, where };
  const page = useData(withQuery('/results', { ...query, offset: view.offset || null, limit: ROWS }), { on: ['results'], every: 1500, keep: true });
  const shown = useMemo(() => (view.shown ?? []).map((key) => columns.get(key)), [view.shown?.join(), columns]);
  const painted = Boolean(styled && page.data && about.data);

  if (!styled) return html`<${Loading} lines=${10} />`;
  const said = page.data
    ? `${plural(page.data.total, 'verified result')}${page.data.claims ? `, and ${plural(page.data.claims, 'claim')} that nobody has verified yet` : ''}`
    : 'Everything that was verified';
  const exported = { ...query, columns: shown.map((column) => column.key).join(',') };
  return html`<div class="results">
    <${PageHead} title="Results" note=${said}>
      <a class="button" href=${address('/results.csv', exported)} download>CSV</a>
      <a class="button" href=${address('/results.json', exported)} download>JSON</a>
    </${PageHead}>
    <${Chips} filters=${view.filters} columns=${columns} onFilter=${view.onFilter} onClear=${() => view.onFilters(new Map())} />
    <${Charts} painted=${painted} view=${view} columns=${columns} where=${where} total=${page.data?.total} />
    <section class="card results-card" aria-labelledby="results-table">
      <div class="card-head">
        <h2 id="results-table">Table <span class="soft results-matching" data-matching=${page.data?.matching} aria-live="polite">${page.data && page.data.matching !== page.data.total ? `${count(page.data.matching)} of ${count(page.data.total)}` : ''}</span></h2>
        <div class="card-tools">
          <button type="button" class="quiet" aria-pressed=${String(fields)} onClick=${() => setFields(!fields)}>Filter row</button>
          <${ColumnChooser} columns=${[...columns.values()].map((column) => ({ ...column, always: column.key === 'case' }))} chosen=${view.shown ?? []}
            onChoose=${(keys) => view.onShown([...columns.keys()].filter((key) => keys.includes(key) || key === 'case'))} />
        </div>
      </div>
      ${about.error && !about.data
        ? html`<${Failed} error=${about.error} reload=${about.reload} />`
        : html`<${ResultTable} columns=${shown} of=${about.data ? page : { ...page, data: null }} sort=${view.sort} onSort=${view.onSort} filters=${view.filters} onFilter=${view.onFilter}
          fields=${fields} offset=${view.offset} onOffset=${view.onOffset} />`}
    </section>
  </div>`;
}

const loaded = new Map();

/** The charts, one at a time; they begin once the table has been painted. */
function Charts({ painted, view, columns, where, total }) {
  const [begun, setBegun] = useState(false);
  const [, again] = useState(0);
  const [failed, setFailed] = useState(false);
  const chart = CHARTS.find((one) => one.key === view.chart) ?? CHARTS[0];
  useEffect(() => {
    if (!painted || begun) return undefined;
    const frame = requestAnimationFrame(() => setTimeout(() => setBegun(true), 0));
    return () => cancelAnimationFrame(frame);
  }, [painted, begun]);
  useEffect(() => {
    if (!begun || loaded.has(chart.key)) return;
    setFailed(false);
    chart.load().then((component) => {
      loaded.set(chart.key, component);
      again((n) => n + 1);
    }, () => setFailed(true));
  }, [begun, chart.key]);

  const tab = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    const next = CHARTS[(CHARTS.indexOf(chart) + by + CHARTS.length) % CHARTS.length];
    view.set({ chart: next.key === 'parallel' ? null : next.key });
    document.getElementById(`tab-${next.key}`).focus();
  };
  const Shown = begun ? loaded.get(chart.key) : null;
  return html`<section class="card charts" aria-labelledby="charts-head">
    <h2 class="hidden" id="charts-head">Charts</h2>
    <div class="tabs" role="tablist" aria-label="Kinds of charts" onKeyDown=${tab}>
      ${CHARTS.map((one) => html`<button key=${one.key} type="button" role="tab" id=${`tab-${one.key}`} aria-selected=${String(one === chart)} aria-controls="chart-panel"
        tabindex=${one === chart ? 0 : -1} onClick=${() => view.set({ chart: one.key === 'parallel' ? null : one.key })}>${one.title}</button>`)}
    </div>
    <div id="chart-panel" role="tabpanel" aria-labelledby=${`tab-${chart.key}`} class="chart-panel">
      ${failed ? html`<p class="trouble">The chart could not be loaded; the table below has the same numbers.</p>`
        : Shown ? html`<${Shown} key=${chart.key} view=${view} columns=${columns} where=${where} total=${total} />`
          : html`<div class="chart-bone" aria-hidden="true"></div>`}
    </div>
  </section>`;
}
