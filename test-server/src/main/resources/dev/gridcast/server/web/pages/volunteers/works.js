import { Ago, html } from '../lib/index.js';

/** What a volunteer has in hand, with a bar for each case. */
export function Works({ works, since }) {
  if (!works || works.length === 0) return html`<span class="soft">has no case now${since ? html`, here since <${Ago} time=${since} />` : ''}</span>`;
  return html`<ul class="works">${works.map((work) => html`<li key=${work.case}>
    <a href=${`/cases/${work.case}`}>Case ${work.case}</a>
    <progress max=${Math.max(1, work.epochs)} value=${work.epoch} aria-label=${`Case ${work.case}: epoch ${work.epoch} of ${work.epochs}`}></progress>
    <span class="num soft">${work.epochs > 0 ? `epoch ${work.epoch}/${work.epochs}` : 'starting'}</span>
  </li>`)}</ul>`;
}
