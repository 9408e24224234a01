import { Ago, html } from '../lib/index.js';

const far = (work) => (work.epochs > 0 ? `epoch ${work.epoch}/${work.epochs}` : 'starting');

/** What a volunteer has in hand, with a bar for each case. */
export function Works({ works, since }) {
  if (!works || works.length === 0) return html`<span class="soft">has no case now${since ? html`, here since <${Ago} time=${since} />` : ''}</span>`;
  return html`<ul class="works">${works.map((work) => html`<li key=${work.case}>
    <a href=${`/cases/${work.case}`}>Case ${work.case}</a>
    <progress max=${Math.max(1, work.epochs ?? 1)} value=${work.epoch ?? 0} aria-label=${`Case ${work.case}: ${far(work)}`}></progress>
    <span class="num soft">${far(work)}</span>
  </li>`)}</ul>`;
}
