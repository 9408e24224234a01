// Tables of data: sortable headers, a choice of columns, and what is shown when there is nothing.

import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from '/vendor/htm-preact.js';
import { useRemembered } from './cell.js';
import { count, NONE } from './format.js';
import { Empty, Failed, Loading } from './states.js';

/** Orders two values: numbers by size, text by its characters, whatever is not known last in either order. */
export function compare(a, b, order) {
  const none = (value) => value === null || value === undefined || Number.isNaN(value);
  if (none(a) || none(b)) return none(a) === none(b) ? 0 : none(a) ? 1 : -1;
  const by = typeof a === 'number' && typeof b === 'number' ? a - b : a < b ? -1 : a > b ? 1 : 0;
  return order === 'desc' ? -by : by;
}

const valueOf = (column, row) => (column.value ? column.value(row) : row[column.key]);

function sorted(columns, rows, sort) {
  const column = columns.find((one) => one.key === sort?.key);
  if (!column) return rows;
  return rows.map((row, place) => ({ row, place }))
    .sort((a, b) => compare(valueOf(column, a.row), valueOf(column, b.row), sort.order) || a.place - b.place)
    .map((entry) => entry.row);
}

function Head({ column, sort, onSort }) {
  const active = sort?.key === column.key;
  const direction = active ? (sort.order === 'desc' ? 'descending' : 'ascending') : undefined;
  const title = html`${column.title}${column.unit ? html`<span class="unit"> ${column.unit}</span>` : ''}`;
  if (column.sortable === false) {
    return html`<th scope="col" class=${column.numeric ? 'num' : ''} title=${column.description}>${title}</th>`;
  }
  const turn = () => onSort({
    key: column.key,
    order: active ? (sort.order === 'asc' ? 'desc' : 'asc') : column.first ?? 'asc',
  });
  return html`<th scope="col" class=${column.numeric ? 'num' : ''} aria-sort=${direction}>
    <button type="button" class="sort" onClick=${turn} title=${column.description}>
      ${title}<span class="arrow" aria-hidden="true">${active ? (sort.order === 'desc' ? '▼' : '▲') : ''}</span>
    </button>
  </th>`;
}

/**
 * A table. Without `onSort` it sorts its rows itself; with it, the rows come sorted and `sort` says how.
 *
 * @param id a name; the choice of columns and the order are remembered under it
 * @param caption what the table shows, for screen readers
 * @param columns [{key, title, unit, description, numeric, value(row) to sort by, render(row) ->
 *     text or element, sortable (true), first: order of the first click ('asc'), hidden: not shown
 *     unless chosen, always: cannot be hidden, head: the row's header cell}]
 * @param rows the rows; null while they are not there
 * @param rowKey function row -> key
 * @param sort the order at first, or now: {key, order: 'asc' | 'desc'}
 * @param onSort told the order that is asked for, for rows that the server sorts
 * @param chosen keys that are shown, with `onChoose`, when the page keeps them itself
 * @param loading, error, reload, empty what is shown in place of rows
 * @param rowClass function row -> class names; `stale` dims the rows while newer ones come
 * @param chooser whether columns can be chosen (true); `tools` elements beside the chooser
 */
export function DataTable(props) {
  const { id, caption, columns, rows, rowKey, error, reload, stale, tools } = props;
  const [kept, keep] = useRemembered(`table-${id}`, {});
  const sort = props.onSort ? props.sort : kept.sort ?? props.sort;
  const onSort = props.onSort ?? ((next) => keep({ ...kept, sort: next }));
  const chosen = props.chosen ?? kept.chosen ?? columns.filter((column) => !column.hidden).map((column) => column.key);
  const onChoose = props.onChoose ?? ((next) => keep({ ...kept, chosen: next }));
  const shown = columns.filter((column) => column.always || chosen.includes(column.key));
  const body = useMemo(
    () => (rows === null || rows === undefined ? null : props.onSort ? rows : sorted(columns, rows, sort)),
    [rows, columns, sort?.key, sort?.order, props.onSort],
  );

  // A row that moves to another place takes its buttons out of the page for a moment, and the focus with them. A
  // button that has gone for good leaves it to its row, so that whoever has no mouse goes on from there.
  const frame = useRef(null);
  const focused = frame.current?.contains(document.activeElement) ? document.activeElement : null;
  const focusedRow = focused?.closest('tr');
  useLayoutEffect(() => {
    if (!focused || document.activeElement === focused) return;
    const next = focused.isConnected ? focused : focusedRow?.isConnected && focusedRow.querySelector('button, a');
    (next || frame.current?.querySelector('.scroll-x'))?.focus({ preventScroll: true });
  });

  return html`<div class="table-frame" ref=${frame}>
    ${(props.chooser !== false || tools) && html`<div class="table-tools">
      ${tools}
      ${props.chooser !== false && html`<${ColumnChooser} columns=${columns} chosen=${chosen} onChoose=${onChoose} />`}
    </div>`}
    ${error && html`<${Failed} error=${error} reload=${reload} />`}
    ${body === null && !error && html`<${Loading} lines=${14} />`}
    ${body !== null && html`<div class="scroll-x" tabindex="0" role="region" aria-label=${caption}>
      <table class=${stale ? 'data stale' : 'data'} aria-busy=${stale ? 'true' : undefined}>
        <caption class="hidden">${caption}</caption>
        <thead><tr>${shown.map((column) => html`<${Head} key=${column.key} column=${column} sort=${sort} onSort=${onSort} />`)}</tr></thead>
        <tbody>${body.map((row) => html`<${Row} key=${rowKey(row)} row=${row} shown=${shown} rowClass=${props.rowClass} />`)}</tbody>
      </table>
      ${body.length === 0 && html`<${Empty} text=${props.empty ?? 'Nothing here yet.'} />`}
    </div>`}
  </div>`;
}

function Row({ row, shown, rowClass }) {
  return html`<tr class=${rowClass?.(row)}>${shown.map((column) => {
    const content = column.render ? column.render(row) : valueOf(column, row) ?? NONE;
    return column.head
      ? html`<th scope="row" key=${column.key} class=${column.numeric ? 'num' : ''}>${content}</th>`
      : html`<td key=${column.key} class=${column.numeric ? 'num' : ''}>${content}</td>`;
  })}</tr>`;
}

/** A button that opens check boxes, one for each column that can be hidden. */
export function ColumnChooser({ columns, chosen, onChoose }) {
  const [open, setOpen] = useState(false);
  const box = useRef(null);
  useEffect(() => {
    if (!open) return undefined;
    const away = (event) => {
      if (!box.current.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('focusin', away);
    };
  }, [open]);
  const turn = (key) => onChoose(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
  const escape = (event) => {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    box.current.querySelector('button').focus();
  };
  const free = columns.filter((column) => !column.always);
  return html`<div class="chooser" ref=${box} onKeyDown=${escape}>
    <button type="button" class="quiet" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>
      Columns <span class="soft">${count(free.filter((column) => chosen.includes(column.key)).length)}/${count(free.length)}</span>
    </button>
    ${open && html`<fieldset class="pop">
      <legend class="hidden">Columns that are shown</legend>
      ${free.map((column) => html`<label key=${column.key}>
        <input type="checkbox" checked=${chosen.includes(column.key)} onChange=${() => turn(column.key)} />
        ${column.title}
      </label>`)}
    </fieldset>`}
  </div>`;
}

/** Back and forth through pages of rows that the server hands out. `onOffset` is told where to go. */
export function Pager({ offset, limit, matching, onOffset }) {
  const last = Math.max(0, Math.floor((matching - 1) / limit) * limit);
  const go = (to) => onOffset(Math.min(last, Math.max(0, to)));
  return html`<nav class="pager" aria-label="Pages of the table">
    <button type="button" class="quiet" disabled=${offset <= 0} onClick=${() => go(0)} aria-label="First page">«</button>
    <button type="button" class="quiet" disabled=${offset <= 0} onClick=${() => go(offset - limit)} aria-label="Page before">‹</button>
    <span class="num">${matching === 0 ? '0' : `${count(offset + 1)} to ${count(Math.min(matching, offset + limit))}`} of ${count(matching)}</span>
    <button type="button" class="quiet" disabled=${offset >= last} onClick=${() => go(offset + limit)} aria-label="Next page">›</button>
    <button type="button" class="quiet" disabled=${offset >= last} onClick=${() => go(last)} aria-label="Last page">»</button>
  </nav>`;
}
