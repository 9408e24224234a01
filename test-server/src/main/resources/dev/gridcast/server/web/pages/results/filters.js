// What the table and the charts are filtered by: one filter for each column, written in the address as where=KEY:OP:VALUE.
// A filter is {lo, hi} (both included; -Infinity and Infinity for an open end), {values: [...]}, {text} or {clauses: [...]}, the
// last for whatever the address says that no control of ours can show otherwise.
import { number } from '../lib/format.js';

/** The filters that an address's where-clauses say: a Map from column to filter. */
export function filtersOf(clauses, columns) {
  const told = new Map();
  for (const clause of clauses) {
    const key = clause.split(':', 1)[0];
    told.set(key, [...(told.get(key) ?? []), clause]);
  }
  const filters = new Map();
  for (const [key, own] of told) {
    const parts = own.map((clause) => one(clause.split(':')[1], clause.split(':').slice(2).join(':'), columns.get(key)));
    filters.set(key, together(parts) ?? { clauses: own });
  }
  return filters;
}

function together(parts) {
  if (parts.length === 1) return parts[0];
  if (!parts.every((part) => part && 'lo' in part)) return null;
  return { lo: Math.max(...parts.map((part) => part.lo)), hi: Math.min(...parts.map((part) => part.hi)) };
}

const isNumeric = (column) => column?.type === 'number' || column?.type === 'integer';
const figure = (text) => (text.trim() === '' ? Number.NaN : Number(text));

function one(op, value, column) {
  if (isNumeric(column)) {
    if (op === 'between') {
      const [lo, hi] = value.split('..').map(figure);
      return lo <= hi ? { lo, hi } : null;
    }
    const v = figure(value);
    if (Number.isNaN(v)) return null;
    if (op === 'eq') return { lo: v, hi: v };
    if (op === 'ge') return { lo: v, hi: Infinity };
    if (op === 'le') return { lo: -Infinity, hi: v };
    return null;
  }
  if (column?.type === 'category') {
    if (op === 'eq') return { values: [value] };
    if (op === 'in') return { values: value.split('|') };
  }
  if (column?.type === 'text' && op === 'contains') return { text: value };
  return null;
}

/** The where-clauses of one column's filter. */
export function clausesOf(key, filter) {
  if (filter.clauses) return filter.clauses;
  if (filter.values) return [filter.values.length === 1 ? `${key}:eq:${filter.values[0]}` : `${key}:in:${filter.values.join('|')}`];
  if ('text' in filter) return [`${key}:contains:${filter.text}`];
  if (filter.lo === filter.hi) return [`${key}:eq:${filter.lo}`];
  if (filter.hi === Infinity) return [`${key}:ge:${filter.lo}`];
  if (filter.lo === -Infinity) return [`${key}:le:${filter.hi}`];
  return [`${key}:between:${filter.lo}..${filter.hi}`];
}

/** The where-clauses of all filters but those of the columns in `without`. */
export function whereOf(filters, without = () => false) {
  return [...filters].filter(([key]) => !without(key)).flatMap(([key, filter]) => clausesOf(key, filter));
}

/** A copy of the filters with one set, or taken away when it is null. */
export function withFilter(filters, key, filter) {
  const next = new Map(filters);
  if (filter === null) next.delete(key);
  else next.set(key, filter);
  return next;
}

/** Whether a filter can be shown as a brush on an axis, and the brush: of axis.js, for a column of a frame. */
export function brushOf(filter, column) {
  if (!column || !filter || filter.clauses) return null;
  if (column.categories) {
    if (!filter.values) return null;
    return { codes: new Set(filter.values.map((name) => column.categories.indexOf(name)).filter((code) => code >= 0)) };
  }
  return 'lo' in filter ? { lo: filter.lo, hi: filter.hi } : null;
}

/** The filter of a brush; null when the brush keeps everything that has a value at all. */
export function filterOf(brush, column) {
  if (brush === null) return null;
  if (column.categories) return { values: [...brush.codes].sort((a, b) => a - b).map((code) => column.categories[code]) };
  return { lo: brush.lo, hi: brush.hi };
}

/** Whether a column holds shares, which people read and write as percent. */
export const isShare = (column) => column?.unit === 'share';

/** A filter in words: "lags from 8 to 16", "model is lstm or gru". */
export function inWords(column, filter) {
  const title = column?.title ?? '';
  const text = (v) => (isShare(column) ? `${number(100 * v)} %` : number(v, 7));
  if (filter.values) return `${title} is ${filter.values.join(' or ')}`;
  if ('text' in filter) return `${title} contains “${filter.text}”`;
  if (filter.clauses) return filter.clauses.map((clause) => `${title} ${clause.split(':').slice(1).join(' ')}`).join(' and ');
  if (filter.lo === filter.hi) return `${title} is ${text(filter.lo)}`;
  if (filter.hi === Infinity) return `${title} at least ${text(filter.lo)}`;
  if (filter.lo === -Infinity) return `${title} at most ${text(filter.hi)}`;
  return `${title} from ${text(filter.lo)} to ${text(filter.hi)}`;
}
