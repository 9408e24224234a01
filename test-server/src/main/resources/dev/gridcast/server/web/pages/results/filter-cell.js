// The field above a column of the table of results that filters it, by the column's type.
import { html, useEffect, useRef, useState } from '/vendor/htm-preact.js';
import { isShare } from './filters.js';

/** @param onFilter told the filter of filters.js, or null */
export function FilterCell({ column, filter, onFilter }) {
  if (column.type === 'number' || column.type === 'integer') return html`<${Range} column=${column} filter=${filter} onFilter=${onFilter} />`;
  if (column.type === 'category') return html`<${Names} column=${column} filter=${filter} onFilter=${onFilter} />`;
  if (column.type === 'text') return html`<${Words} column=${column} filter=${filter} onFilter=${onFilter} />`;
  return '';
}

// Shares are shown and typed as percent, everywhere.
const shown = (v, column) => (v === undefined || !Number.isFinite(v) ? '' : String(isShare(column) ? Number((100 * v).toPrecision(12)) : v));
const meant = (text, column) => (isShare(column) ? Number((Number(text.replace('%', '')) / 100).toPrecision(12)) : Number(text));

export function Range({ column, filter, onFilter }) {
  const ranged = filter && 'lo' in filter;
  const [low, setLow] = useState('');
  const [high, setHigh] = useState('');
  useEffect(() => {
    setLow(ranged ? shown(filter.lo, column) : '');
    setHigh(ranged ? shown(filter.hi, column) : '');
  }, [filter]);
  const commit = (a, b) => {
    const lo = a.trim() === '' ? -Infinity : meant(a, column);
    const hi = b.trim() === '' ? Infinity : meant(b, column);
    if (Number.isNaN(lo) || Number.isNaN(hi)) return;
    const now = ranged ? filter : { lo: -Infinity, hi: Infinity };
    if (lo === now.lo && hi === now.hi) return;
    if (lo === -Infinity && hi === Infinity) onFilter(null);
    else onFilter(lo <= hi ? { lo, hi } : { lo: hi, hi: lo });
  };
  const wrong = [low, high].some((text) => Number.isNaN(meant(text, column)));
  const field = (text, set, place, name) => html`<input type="text" inputmode="decimal" class="range-field" value=${text} placeholder=${place}
    aria-label=${`${column.title}, ${name}${isShare(column) ? ', percent' : ''}`} aria-invalid=${wrong ? 'true' : undefined} onInput=${(event) => set(event.target.value)}
    onChange=${(event) => (name === 'least' ? commit(event.target.value, high) : commit(low, event.target.value))}
    onKeyDown=${(event) => event.key === 'Enter' && commit(low, high)} />`;
  return html`<span class="range">${field(low, setLow, isShare(column) ? 'min %' : 'min', 'least')}${field(high, setHigh, isShare(column) ? 'max %' : 'max', 'most')}</span>`;
}

function Words({ column, filter, onFilter }) {
  const [text, setText] = useState('');
  const timer = useRef(null);
  useEffect(() => setText(filter?.text ?? ''), [filter]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onFilter(next.trim() === '' ? null : { text: next.trim() }), 350);
  };
  return html`<input type="search" class="words-field" value=${text} placeholder="contains" aria-label=${`${column.title} contains`}
    onInput=${(event) => change(event.target.value)} />`;
}

function Names({ column, filter, onFilter }) {
  const [open, setOpen] = useState(false);
  const [place, setPlace] = useState({});
  const box = useRef(null);
  const button = useRef(null);
  useEffect(() => {
    if (!open) return undefined;
    const away = (event) => !box.current.contains(event.target) && setOpen(false);
    const shut = () => setOpen(false);
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    addEventListener('scroll', shut);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('focusin', away);
      removeEventListener('scroll', shut);
    };
  }, [open]);
  const names = column.categories ?? [];
  const chosen = filter?.values ?? names;
  const turn = (name) => {
    const next = names.filter((one) => (one === name ? !chosen.includes(one) : chosen.includes(one)));
    onFilter(next.length === 0 || next.length === names.length ? null : { values: next });
  };
  const toggle = () => {
    const at = button.current.getBoundingClientRect();
    // The table scrolls sideways and would cut a list off that stands in it.
    setPlace({ left: `${Math.max(8, Math.min(at.left, innerWidth - 240))}px`, top: `${at.bottom + 4}px`, right: 'auto' });
    setOpen(!open);
  };
  const escape = (event) => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    setOpen(false);
    button.current.focus();
  };
  return html`<span class="names" ref=${box} onKeyDown=${escape}>
    <button type="button" ref=${button} class="names-button" aria-expanded=${String(open)} aria-label=${`${column.title}: ${filter?.values ? filter.values.join(', ') : 'all'}`}
      onClick=${toggle}>${filter?.values ? (filter.values.length === 1 ? filter.values[0] : `${filter.values.length} of ${names.length}`) : 'all'}<span class="caret" aria-hidden="true">▾</span></button>
    ${open && html`<fieldset class="pop fixed" style=${place}>
      <legend class="hidden">${column.title}</legend>
      ${names.map((name) => html`<label key=${name}><input type="checkbox" checked=${chosen.includes(name)} onChange=${() => turn(name)} /> ${name}</label>`)}
      ${filter?.values && html`<button type="button" class="link" onClick=${() => onFilter(null)}>All</button>`}
    </fieldset>`}
  </span>`;
}
