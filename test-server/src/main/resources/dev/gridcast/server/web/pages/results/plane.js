// What contour and heat map share: the grid of two parameters, its size on the screen, its table, its colours.
import { html, useEffect, useMemo, useRef, useState } from '/vendor/htm-preact.js';
import { useCell } from '../lib/cell.js';
import { cellText, count } from '../lib/format.js';
import { theme } from '../lib/theme.js';
import { colourRange, colourTable } from './colours.js';

/** The width of an element, kept up to date. */
export function useWidth() {
  const box = useRef(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  return [box, width];
}

/** Cells with the value that is drawn ('median' or 'min'), the range of its colours, and the table of colours. */
export function useCells(data, what) {
  const now = useCell(theme);
  const table = useMemo(() => colourTable(now === 'dark'), [now]);
  return useMemo(() => {
    const cells = data.cells.filter((cell) => typeof cell[what] === 'number').map((cell) => ({ ...cell, value: cell[what] }));
    const at = new Map(cells.map((cell) => [cell.x + cell.y * data.x.values.length, cell]));
    return { cells, at: (x, y) => at.get(x + y * data.x.values.length), range: colourRange(cells.map((cell) => cell.value)), table };
  }, [data, what, table]);
}

/** The cell with the best value. */
export const bestOf = (cells, better) => cells.reduce((a, b) => (a === null || (better === 'higher' ? b.value > a.value : b.value < a.value) ? b : a), null);

/** A cell in words. */
export function cellWords(data, columns, cell) {
  const metric = columns.get(data.metric);
  const name = (key) => columns.get(key)?.title ?? key;
  return `${name(data.x.key)} ${data.x.values[cell.x]}, ${name(data.y.key)} ${data.y.values[cell.y]}: median ${cellText(metric, cell.median)}, least ${cellText(metric, cell.min)}, ${count(cell.n)} ${cell.n === 1 ? 'result' : 'results'}`;
}

/** The grid as a table: a row for each cell. */
export function gridTable(data, columns) {
  const metric = columns.get(data.metric);
  return {
    columns: [{ title: columns.get(data.x.key)?.title ?? data.x.key }, { title: columns.get(data.y.key)?.title ?? data.y.key },
      ...['Results', 'Median', 'Least'].map((title) => ({ title, numeric: true }))],
    rows: data.cells.map((cell) => [String(data.x.values[cell.x]), String(data.y.values[cell.y]), count(cell.n), cellText(metric, cell.median), cellText(metric, cell.min)]),
  };
}

/** The words of the cell under the pointer. */
export function PlaneTip({ text, x, y, width }) {
  const place = { top: `${y + 12}px` };
  if (x > width / 2) place.right = `${width - x + 10}px`;
  else place.left = `${x + 10}px`;
  const [head, ...rest] = text.split(': ');
  return html`<div class="plane-tip" style=${place} aria-hidden="true"><strong>${head}</strong><br />${rest.join(': ')}</div>`;
}
