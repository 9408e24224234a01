// The table of results: the server sorts, filters and pages; here it is shown and asked.
import { html, useEffect, useMemo, useState } from '/vendor/htm-preact.js';
import { NONE, cellText, count } from '../lib/format.js';
import { go } from '../lib/route.js';
import { Empty, Failed, Loading } from '../lib/states.js';
import { Pager } from '../lib/table.js';
import { FilterCell } from './filter-cell.js';
import { isShare } from './filters.js';

export const ROWS = 100;
const FIRST = 30; // rows that are painted at once; the others follow in the next frame, below what is in view
const numeric = (column) => column.type === 'number' || column.type === 'integer';

/**
 * @param columns those that are shown, in order
 * @param of what useData gave for /results
 * @param sort {key, order}; `onSort`
 * @param filters Map of filters.js; `onFilter(key, filter or null)`; `fields` whether the row of filters is shown
 */
export function ResultTable({ columns, of, sort, onSort, filters, onFilter, fields, offset, onOffset }) {
  const { data, error, stale, reload } = of;
  const [all, setAll] = useState(false);
  useEffect(() => {
    if (!data || all) return undefined;
    const frame = requestAnimationFrame(() => setTimeout(() => setAll(true), 0));
    return () => cancelAnimationFrame(frame);
  }, [data, all]);
  // The rows are the dear part; a change of a filter's field leaves them as they are.
  const body = useMemo(() => data && html`<tbody>${(all ? data.rows : data.rows.slice(0, FIRST)).map((row) => html`<${Row} key=${row.case} row=${row} columns=${columns} />`)}</tbody>`,
    [data, columns, all]);
  if (!data && error) return html`<${Failed} error=${error} reload=${reload} />`;
  if (!data) return html`<${Loading} lines=${12} height="40rem" />`;
  return html`<div class="results-table">
    ${error && html`<${Failed} error=${error} reload=${reload} />`}
    <div class="scroll-x results-scroll" tabindex="0" role="region" aria-label="Verified results">
      <table class=${stale ? 'data stale' : 'data'} aria-busy=${stale ? 'true' : 'false'} aria-rowcount=${data.matching}>
        <caption class="hidden">Verified results, ${count(data.matching)} of ${count(data.total)}, sorted by ${columns.find((c) => c.key === sort.key)?.title ?? sort.key}</caption>
        <thead>
          <tr>${columns.map((column) => html`<${Head} key=${column.key} column=${column} sort=${sort} onSort=${onSort} />`)}</tr>
          ${fields && html`<tr class="fields">${columns.map((column) => html`<td key=${column.key}>
            <${FilterCell} column=${column} filter=${filters.get(column.key) ?? null} onFilter=${(filter) => onFilter(column.key, filter)} /></td>`)}</tr>`}
        </thead>
        ${body}
      </table>
      ${data.rows.length === 0 && html`<${Empty} text=${data.total === 0 ? 'No result has been verified yet. They appear here by themselves.' : 'No result passes the filters.'} />`}
    </div>
    ${data.matching > ROWS && html`<${Pager} offset=${offset} limit=${ROWS} matching=${data.matching} onOffset=${onOffset} />`}
  </div>`;
}

function Head({ column, sort, onSort }) {
  const active = sort.key === column.key;
  const turn = () => onSort({ key: column.key, order: active ? (sort.order === 'asc' ? 'desc' : 'asc') : column.better === 'higher' ? 'desc' : 'asc' });
  return html`<th scope="col" class=${numeric(column) ? 'num' : ''} aria-sort=${active ? (sort.order === 'desc' ? 'descending' : 'ascending') : undefined}>
    <button type="button" class="sort" onClick=${turn} title=${column.description} data-sort=${column.key}>
      ${column.title}${column.unit && !isShare(column) ? html`<span class="unit"> ${column.unit}</span>` : ''}<span class="arrow" aria-hidden="true">${active ? (sort.order === 'desc' ? '▼' : '▲') : ''}</span>
    </button>
  </th>`;
}

function Row({ row, columns }) {
  const open = (event) => {
    // A click into a text selection, or on a link, is not meant to leave the page.
    if (event.target.closest('a') || String(getSelection()) !== '') return;
    go(`/cases/${row.case}`);
  };
  return html`<tr class="row-link" onClick=${open} data-case=${row.case}>${columns.map((column) => cell(row, column))}</tr>`;
}

function cell(row, column) {
  const value = row[column.key];
  if (column.key === 'case') return html`<th scope="row" key="case" class="num"><a href=${`/cases/${row.case}`}>${row.case}</a></th>`;
  if (column.key === 'skill' && typeof value === 'number') {
    return html`<td key="skill" class=${`num ${value > 0 ? 'good' : value < 0 ? 'bad' : ''}`}>${cellText(column, value)}</td>`;
  }
  if (column.key === 'volunteer') return html`<td key="volunteer" class="who" title=${value}>${value ?? NONE}</td>`;
  return html`<td key=${column.key} class=${numeric(column) ? 'num' : ''}>${column.parameter && typeof value === 'number' ? String(value) : cellText(column, value)}</td>`;
}
