// What is filtered, on top of every chart and the table, each to be taken away by a click.
import { html } from '/vendor/htm-preact.js';
import { inWords } from './filters.js';

export function Chips({ filters, columns, onFilter, onClear }) {
  if (filters.size === 0) return html`<p class="chips none"><span class="note">No filters. Brush an axis, use the fields above the columns, or click a bar, a point or a cell of a chart.</span></p>`;
  return html`<div class="chips" role="group" aria-label="Filters">
    <span class="soft">Filters</span>
    ${[...filters].map(([key, filter]) => {
      const words = inWords(columns.get(key) ?? { title: key }, filter);
      return html`<button type="button" class="chip" key=${key} data-chip=${key} aria-label=${`Remove the filter: ${words}`} onClick=${() => onFilter(key, null)}>${words}<span aria-hidden="true">×</span></button>`;
    })}
    <button type="button" class="link" onClick=${onClear}>Remove all</button>
  </div>`;
}
