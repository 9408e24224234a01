// All that a hand does to the parallel coordinates, as fields: for the keyboard, for exact numbers, and for small screens.
import { html } from '/vendor/htm-preact.js';
import { axisOf, canLog, wantsLog } from './axis.js';
import { FilterCell } from './filter-cell.js';

export function AxesPanel({ view, columns, frame, axes, metrics, drawable }) {
  const set = (keys) => view.set({ axes: keys.join(',') });
  const move = (i, by) => {
    const next = [...axes];
    [next[i], next[i + by]] = [next[i + by], next[i]];
    set(next);
  };
  const others = [...columns.values()].filter((column) => drawable(column.key) && !axes.includes(column.key));
  return html`<details class="axes-panel">
    <summary>Axes, ranges and colour</summary>
    <div class="axes-tools">
      <label>Colour by <select value=${view.metric} onChange=${(event) => view.set({ metric: event.target.value === 'rmse' ? null : event.target.value })}>
        ${metrics.map((key) => html`<option key=${key} value=${key} selected=${key === view.metric}>${columns.get(key).title}</option>`)}</select></label>
      ${others.length > 0 && html`<label>Add an axis <select value="" onChange=${(event) => event.target.value && set([...axes, event.target.value])}>
        <option value="">choose…</option>${others.map((column) => html`<option key=${column.key} value=${column.key}>${column.title}</option>`)}</select></label>`}
      ${(axes.length > 0) && html`<button type="button" class="link" onClick=${() => view.set({ axes: null, scales: null })}>Usual axes</button>`}
    </div>
    <ol class="axes-list">${axes.map((key, i) => {
      const column = columns.get(key);
      const data = frame.columns.get(key);
      const axis = axisOf(data, view.logs[key] ?? wantsLog(data));
      return html`<li key=${key}>
        <span class="axes-name">${column.title}</span>
        <${FilterCell} column=${data.categories ? { ...column, categories: data.categories } : column} filter=${view.filters.get(key) ?? null} onFilter=${(filter) => view.onFilter(key, filter)} />
        <span class="axes-buttons">
          ${canLog(data) && html`<button type="button" class="small quiet" aria-pressed=${String(axis.log)} aria-label=${`${column.title}: logarithmic axis`} onClick=${() => view.onLogs(key, !axis.log)}>log</button>`}
          <button type="button" class="small quiet" disabled=${i === 0} aria-label=${`Move ${column.title} to the left`} onClick=${() => move(i, -1)}>←</button>
          <button type="button" class="small quiet" disabled=${i === axes.length - 1} aria-label=${`Move ${column.title} to the right`} onClick=${() => move(i, 1)}>→</button>
          <button type="button" class="small quiet" aria-label=${`Take the axis ${column.title} away`} onClick=${() => set(axes.filter((one) => one !== key))}>×</button>
        </span>
      </li>`;
    })}</ol>
    <p class="note">Each line is one result. Drag along an axis to keep a range; click it to let go. Drag a title to move its axis. With the keyboard, Tab reaches both ends of every range:
      arrow keys move an end, Home and End go to the limits, Escape lets go. Colours run along viridis, from the 98th to the 2nd percentile of the metric, and a spot where lines cross shows the
      mean of them; the more lines, the denser the spot (logarithmic). Grey lines are outside the ranges.</p>
  </details>`;
}
