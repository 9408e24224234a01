// Who tried the case, and what became of it, with the logs of what failed.
import { html, useState } from '/vendor/htm-preact.js';
import { getText } from '../lib/api.js';
import { Dialog } from '../lib/dialog.js';
import { duration, instant, plural } from '../lib/format.js';
import { Ago, Empty, Loading } from '../lib/states.js';
import { OUTCOMES, outcomeTone } from './words.js';

export function Attempts({ attempts }) {
  const [log, setLog] = useState(null);
  if (attempts.length === 0) return html`<${Empty} text="Nobody has tried it yet." />`;
  const took = (attempt) => (attempt.endedAt ? duration((Date.parse(attempt.endedAt) - Date.parse(attempt.leasedAt)) / 1000) : '–');
  const open = (attempt) => {
    setLog({ attempt, text: null });
    getText(`/attempts/${attempt.id}/log`).then((text) => setLog((now) => now && { ...now, text }), (error) => setLog((now) => now && { ...now, error: error.message }));
  };
  const agreed = attempts.filter((attempt) => attempt.outcome === 'AGREED').length;
  return html`<div>
    <p class="note">${plural(attempts.length, 'attempt')}${agreed > 0 ? `; ${plural(agreed, 'replica')} came to the same as the one that counts` : ''}.</p>
    <div class="scroll-x" tabindex="0" role="region" aria-label="Table: Attempts"><table class="data">
      <thead><tr><th scope="col">Volunteer</th><th scope="col">Outcome</th><th scope="col">Leased</th><th scope="col" class="num">Took</th><th scope="col">Why</th><th scope="col">Log</th></tr></thead>
      <tbody>${attempts.map((attempt) => html`<tr key=${attempt.id}>
        <th scope="row"><a href=${`/volunteers#${attempt.volunteer}`}>${attempt.volunteerName ?? attempt.volunteer}</a></th>
        <td><span class=${`pill ${outcomeTone(attempt.outcome)}`}>${OUTCOMES[attempt.outcome] ?? String(attempt.outcome).toLowerCase()}</span>${attempt.counted === false && attempt.outcome === 'FAILED' ? html` <span class="soft">not counted</span>` : ''}</td>
        <td title=${instant(attempt.leasedAt)}><${Ago} time=${attempt.leasedAt} /></td><td class="num">${took(attempt)}</td><td class="why">${attempt.reason ?? ''}</td>
        <td>${attempt.hasLog ? html`<button type="button" class="small quiet" aria-label=${`Log of ${attempt.volunteerName ?? attempt.volunteer}`} onClick=${() => open(attempt)}>Log</button>` : ''}</td></tr>`)}</tbody>
    </table></div>
    ${log && html`<${Dialog} id="log-title" title=${`Log of ${log.attempt.volunteerName ?? log.attempt.volunteer}`} onClose=${() => setLog(null)}>
      <p class="note">A stranger’s words, as they came.</p>
      ${log.error ? html`<p class="trouble" role="alert">${log.error}</p>` : log.text === null ? html`<${Loading} lines=${4} />` : html`<pre class="log" tabindex="0">${log.text}</pre>`}
      <div class="buttons"><button type="button" class="main" onClick=${() => setLog(null)}>Close</button></div>
    </${Dialog}>`}
  </div>`;
}
