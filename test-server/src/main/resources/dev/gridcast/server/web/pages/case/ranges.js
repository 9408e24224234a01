// Training, validation and confirmation, drawn to the scale of time.
import { html } from '/vendor/htm-preact.js';
import { count, day, duration, minute } from '../lib/format.js';

const NAMES = { training: 'Training', validation: 'Validation', confirmation: 'Confirmation' };
const WHAT = { training: 'fits the model', validation: 'chooses the epoch', confirmation: 'judges; never leaves the server' };

export function Ranges({ ranges }) {
  const all = Object.entries(NAMES).filter(([key]) => ranges?.[key]?.from).map(([key, title]) => ({ key, title, ...ranges[key], a: Date.parse(ranges[key].from), b: Date.parse(ranges[key].until) }));
  if (all.length === 0) return html`<p class="empty">The ranges are known once a result has come.</p>`;
  const from = Math.min(...all.map((range) => range.a));
  const span = Math.max(...all.map((range) => range.b)) - from || 1;
  const at = (time) => (100 * (time - from)) / span;
  return html`<div class="ranges">
    <svg class="ranges-bar" role="img" aria-label=${all.map((range) => `${range.title} from ${day(range.from)} to ${day(range.until)}`).join('; ')} preserveAspectRatio="none">
      ${all.map((range) => html`<rect class=${`range-${range.key}`} x=${`${at(range.a)}%`} width=${`${Math.max(0.4, at(range.b) - at(range.a))}%`} y="0" height="100%" />`)}
    </svg>
    <div class="scroll-x" tabindex="0" role="region" aria-label="Table: The three ranges">
    <table class="data"><thead><tr><th scope="col">Range</th><th scope="col">From</th><th scope="col">Until</th><th scope="col" class="num">Length</th><th scope="col" class="num">Rows</th></tr></thead>
      <tbody>${all.map((range) => html`<tr><th scope="row"><span class=${`swatch range-${range.key}`} aria-hidden="true"></span>${range.title}<span class="range-what">${WHAT[range.key]}</span></th>
        <td title=${minute(range.from)}>${day(range.from)}</td><td title=${minute(range.until)}>${day(range.until)}</td><td class="num">${duration((range.b - range.a) / 1000)}</td><td class="num">${count(range.rows)}</td></tr>`)}</tbody></table>
    </div>
  </div>`;
}
