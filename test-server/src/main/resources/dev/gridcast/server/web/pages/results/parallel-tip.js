// What the line under the pointer stands for.
import { html } from '/vendor/htm-preact.js';
import { cellText } from '../lib/format.js';

export function Tip({ frame, axes, columns, row, x, y, width, height }) {
  const text = (axis) => {
    const { column } = axis;
    if (column.categories) return column.categories[column.codes[row]] ?? '–';
    return cellText(columns.get(axis.key) ?? { type: 'number' }, column.values[row]);
  };
  const place = { top: `${Math.min(y + 14, height - 30 - 17 * axes.length)}px` };
  if (x > width / 2) place.right = `${width - x + 14}px`;
  else place.left = `${x + 14}px`;
  return html`<div class="pc-tip" style=${place} aria-hidden="true">
    <strong>Case ${frame.cases[row]}</strong>
    <dl>${axes.map((axis) => html`<dt>${columns.get(axis.key)?.title ?? axis.key}</dt><dd>${text(axis)}</dd>`)}</dl>
    <span class="soft">click to open</span>
  </div>`;
}
