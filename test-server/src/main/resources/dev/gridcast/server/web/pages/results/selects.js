// The choices above a chart: the metric, and which parameter lies along which side.
import { html } from '/vendor/htm-preact.js';

const METRICS = ['rmse', 'skill', 'mae', 'directionalAccuracy', 'validationRmse', 'seconds'];

export function MetricSelect({ view, columns }) {
  return html`<label>Metric <select value=${view.metric} onChange=${(event) => view.set({ metric: event.target.value === 'rmse' ? null : event.target.value })}>
    ${METRICS.filter((key) => columns.has(key)).map((key) => html`<option key=${key} value=${key} selected=${key === view.metric}>${columns.get(key).title}</option>`)}
  </select></label>`;
}

/** @param name 'x' or 'y', as in the address; `keys` to choose from, `value` the one that is chosen */
export function ParameterSelect({ view, columns, name, label, keys, value }) {
  return html`<label>${label} <select value=${value} onChange=${(event) => view.set({ [name]: event.target.value })}>
    ${keys.map((key) => html`<option key=${key} value=${key} selected=${key === value}>${columns.get(key)?.title ?? key}</option>`)}
  </select></label>`;
}

/** The two parameters of a plane: those of the address where they fit, else the first two that do. */
export function twoOf(view, keys) {
  const x = keys.includes(view.x) ? view.x : keys.find((key) => key !== view.y) ?? null;
  const y = keys.includes(view.y) && view.y !== x ? view.y : keys.find((key) => key !== x) ?? null;
  return { x, y };
}

/** The filter that keeps one value of a column. */
export const only = (value) => (typeof value === 'number' ? { lo: value, hi: value } : { values: [String(value)] });
