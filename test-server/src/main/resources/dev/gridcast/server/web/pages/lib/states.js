// What is shown while there is nothing to show, and small parts that every page uses.

import { html, useState } from '/vendor/htm-preact.js';
import { cell, useCell, useNow, useRemembered } from './cell.js';
import { ago, instant } from './format.js';

/** Grey bars of about the size of what will come, so that nothing jumps when it does. */
export function Loading({ lines = 3, height }) {
  return html`<div class="loading" role="status" style=${height ? { minHeight: height } : {}}>
    <span class="hidden">Loading</span>
    ${Array.from({ length: lines }, (_, place) => html`<span class="bone" key=${place} aria-hidden="true"></span>`)}
  </div>`;
}

/** Says in words that there is nothing, and may say what would bring something. */
export function Empty({ text, children }) {
  return html`<p class="empty">${text} ${children}</p>`;
}

/** Says in words what went wrong, with a button to try again. */
export function Failed({ error, reload }) {
  return html`<p class="trouble" role="alert">
    <span>${error.message || 'Something went wrong.'}${error.passing ? ' It is tried again by itself.' : ''}</span>
    ${reload && html`<button type="button" class="quiet" onClick=${reload}>Try again</button>`}
  </p>`;
}

/**
 * Loading, failed or shown: `of` is what useData gave. The children are a function of the data.
 * An error with older data shows both.
 */
export function Ask({ of, lines, height, children }) {
  if (of.data === null) {
    return of.error ? html`<${Failed} error=${of.error} reload=${of.reload} />` : html`<${Loading} lines=${lines} height=${height} />`;
  }
  return html`<div class="asked">
    ${of.error && html`<${Failed} error=${of.error} reload=${of.reload} />`}
    ${children(of.data)}
  </div>`;
}

/** The heading of a page, which takes the focus when the page is opened, and what stands beside it. */
export function PageHead({ title, note, children }) {
  return html`<div class="page-head">
    <div><h1 tabindex="-1" id="page-title">${title}</h1>${note && html`<p class="note">${note}</p>`}</div>
    ${children && html`<div class="page-tools">${children}</div>`}
  </div>`;
}

/** A card with a heading. `id` names the heading; `tools` stand at its right. */
export function Card({ id, title, note, tools, className = '', children }) {
  return html`<section class=${`card ${className}`} aria-labelledby=${id}>
    <div class="card-head"><h2 id=${id}>${title}</h2>${tools && html`<div class="card-tools">${tools}</div>`}</div>
    ${note && html`<p class="note">${note}</p>`}
    ${children}
  </section>`;
}

/** A figure with its name: big number, unit, and a small line below. */
export function Stat({ name, value, unit, note, tone = '' }) {
  return html`<div class=${`stat ${tone}`}>
    <dt>${name}</dt>
    <dd><span class="stat-value">${value}</span>${unit && html`<span class="unit"> ${unit}</span>`}
      ${note && html`<span class="stat-note">${note}</span>`}</dd>
  </div>`;
}

/** "5 min ago", with the instant for whoever points at it, kept up to date. */
export function Ago({ time }) {
  const now = useNow(10);
  if (!time) return html`<span class="soft">never</span>`;
  return html`<time datetime=${time} title=${instant(time)}>${ago(time, now)}</time>`;
}

/** One of several, as a group of radio buttons that look like one switch. `options` [{value, text}]. */
export function Choice({ name, label, options, value, onChange }) {
  return html`<fieldset class="choice">
    <legend class="hidden">${label}</legend>
    ${options.map((option) => html`<label key=${option.value} class=${option.value === value ? 'on' : ''}>
      <input type="radio" name=${name} value=${option.value} checked=${option.value === value}
        onChange=${() => onChange(option.value)} />${option.text}
    </label>`)}
  </fieldset>`;
}

/**
 * A chart with its alternative: a sentence that says what is to be seen, and the same numbers as a
 * table at the push of a button. `table` is {columns: [{title, numeric}], rows: [[text]]} or a
 * function that makes it when it is asked for.
 */
export function Figure({ id, summary, table, children }) {
  const [open, setOpen] = useRemembered(`figure-${id}`, false);
  const made = open && table ? (typeof table === 'function' ? table() : table) : null;
  return html`<figure class="figure">
    ${children}
    <figcaption>
      <p class="note">${summary}</p>
      ${table && html`<button type="button" class="link" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>
        ${open ? 'Hide table' : 'Show as table'}</button>`}
    </figcaption>
    ${made && html`<div class="scroll-x scroll-y" tabindex="0" role="region" aria-label=${`Table: ${summary}`}>
      <table class="data"><thead><tr>${made.columns.map((column) => html`<th scope="col" key=${column.title} class=${column.numeric ? 'num' : ''}>${column.title}</th>`)}</tr></thead>
      <tbody>${made.rows.map((row, place) => html`<tr key=${place}>${row.map((text, at) => html`<td key=${at} class=${made.columns[at].numeric ? 'num' : ''}>${text}</td>`)}</tr>`)}</tbody></table>
    </div>`}
  </figure>`;
}

const said = cell(null);

/** Says one line, seen at the foot of the page and read out once. `bad` when it is a failure. */
export function say(text, bad = false) {
  said.set({ text, bad, at: Date.now() });
}

/** Where `say` is shown; part of the shell. */
export function Said() {
  const line = useCell(said);
  const [gone, setGone] = useState(null);
  const now = useNow(2);
  const shown = line && gone !== line.at && now - line.at < (line.bad ? 20_000 : 7_000);
  return html`<div class="said-place" role="status" aria-live="polite">
    ${shown && html`<p class=${line.bad ? 'said bad' : 'said'}>${line.text}
      <button type="button" class="link" aria-label="Close this message" onClick=${() => setGone(line.at)}>×</button></p>`}
  </div>`;
}
