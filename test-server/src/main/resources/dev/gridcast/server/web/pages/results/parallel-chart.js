// The parallel coordinates with what surrounds them: their data, the choice of axes and of colour, and the ranges as fields.
import { html, useMemo, useRef } from '/vendor/htm-preact.js';
import { Failed } from '../lib/states.js';
import { count } from '../lib/format.js';
import { brushOf, whereOf } from './filters.js';
import { MOST_ROWS, useMatrix } from './matrix.js';
import { Parallel } from './parallel.js';
import { AxesPanel } from './parallel-panel.js';

const METRICS = ['rmse', 'skill', 'mae', 'directionalAccuracy', 'validationRmse', 'seconds'];

export function ParallelChart({ view, columns, total }) {
  const busy = useRef(false);
  const { filters } = view;
  const drawable = (key) => ['integer', 'number', 'category'].includes(columns.get(key)?.type);
  const keys = useMemo(() => {
    const wanted = [...view.varying, ...METRICS, ...view.axes, view.metric];
    return [...new Set(wanted)].filter(drawable);
  }, [columns, view.axes.join(), view.varying.join(), view.metric]);
  // What the axes cannot show as a brush, the server filters; the rest is filtered here, at once.
  const onAxes = (key) => keys.includes(key) && !filters.get(key).clauses && !(filters.get(key).values && columns.get(key).type !== 'category');
  const where = whereOf(filters, onAxes);
  const { frame, error, reload } = useMatrix(columns.size > 0 ? keys : null, where, () => busy.current);
  const brushes = useMemo(() => {
    const found = new Map();
    if (!frame) return found;
    for (const [key, filter] of filters) {
      const brush = brushOf(filter, frame.columns.get(key));
      if (brush) found.set(key, brush);
    }
    return found;
  }, [frame, filters]);

  if (error && !frame) return html`<${Failed} error=${error} reload=${reload} />`;
  if (!frame) return html`<div class="chart-bone" role="status"><span class="hidden">Loading ${total ? count(total) : ''} results for the chart</span></div>`;
  if (frame.rows === 0) return html`<p class="empty">${total === 0 ? 'No result has been verified yet. They appear here by themselves.' : 'No result passes the filters.'}</p>`;
  const axes = view.axes.filter((key) => frame.columns.has(key));
  return html`<div>
    ${error && html`<${Failed} error=${error} reload=${reload} />`}
    ${axes.length < 2 ? html`<p class="empty">Choose at least two axes.</p>`
      : html`<${Parallel} frame=${frame} columns=${columns} keys=${axes} logs=${view.logs} colour=${frame.columns.has(view.metric) ? view.metric : 'rmse'} brushes=${brushes} busy=${busy}
        onKeys=${(next) => view.set({ axes: next.join(',') })} onLogs=${view.onLogs} onFilter=${view.onFilter} />`}
    ${total > MOST_ROWS && html`<p class="note">The lines are those of the best ${count(MOST_ROWS)} of ${count(total)} results.</p>`}
    <${AxesPanel} view=${view} columns=${columns} frame=${frame} axes=${axes} metrics=${METRICS.filter((key) => columns.has(key))} drawable=${drawable} />
  </div>`;
}
