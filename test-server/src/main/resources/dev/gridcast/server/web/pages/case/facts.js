// Names with values, the next forecast, and how to repeat a case by hand.
import { html, useState } from '/vendor/htm-preact.js';
import { address } from '../lib/api.js';
import { useData } from '../lib/data.js';
import { minute, number } from '../lib/format.js';
import { say } from '../lib/states.js';

const text = (value) => (Array.isArray(value) ? value.map(text).join(', ') : value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value ?? '–'));

export function Facts({ facts, wide }) {
  const all = Object.entries(facts ?? {});
  return html`<dl class=${wide ? 'facts wide' : 'facts'}>${all.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${text(value)}</dd></div>`)}</dl>`;
}

export function Next({ forecast }) {
  const labels = [...new Set(forecast.flatMap((row) => Object.keys(row.values ?? {})))];
  return html`<div><div class="scroll-x" tabindex="0" role="region" aria-label="Table: Its next forecast"><table class="data">
      <thead><tr><th scope="col">Time</th>${labels.map((label) => html`<th scope="col" class="num">${label}</th>`)}</tr></thead>
      <tbody>${forecast.map((row) => html`<tr><th scope="row">${minute(row.time)}</th>${labels.map((label) => html`<td class="num">${number(row.values?.[label], 7)}</td>`)}</tr>`)}</tbody>
    </table></div>
    <p class="note">What the model says comes after the last row of the dataset. <a href="/forecasts">The forecasts of the best models, with bands</a></p></div>`;
}

export function Repeat({ card }) {
  const command = card.repeat?.command;
  return html`<div>
    <p>The work folder is what a volunteer gets: <code>parameters.csv</code>, <code>time-series.csv</code> (training and validation alone) and a <code>README.txt</code>. Unpack it, and with Gridcast’s trainer:</p>
    ${command && html`<${Command} text=${command} />`}
    ${card.repeat?.note && html`<p class="note">${card.repeat.note}</p>`}
    <p class="links"><a href=${address(`/cases/${card.case}/work.zip`)} download>Download the work folder</a>${card.verified ? html` <a href=${address(`/cases/${card.case}/model.safetensors`)} download>Download the model</a>` : ''}</p>
  </div>`;
}

function Command({ text: line }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(line);
      setCopied(true);
      say('Copied.');
    } catch {
      // Without HTTPS, browsers keep the clipboard to themselves.
      const range = document.createRange();
      range.selectNodeContents(document.getElementById('repeat-command'));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      say('The browser does not let pages copy here; the command is selected, press Ctrl+C.');
    }
  };
  return html`<div class="command"><pre id="repeat-command" tabindex="0" role="region" aria-label="The command">${line}</pre><button type="button" class="small" onClick=${copy}>${copied ? 'Copied' : 'Copy'}</button></div>`;
}

/** The parameters of a case: first those that differ from case to case, then those that all cases share. */
export function Parameters({ parameters }) {
  const { data } = useData('/overview');
  const varying = new Set(data?.experiment?.varying ?? []);
  const own = Object.entries(parameters ?? {}).filter(([name]) => varying.has(name));
  const shared = Object.entries(parameters ?? {}).filter(([name]) => !varying.has(name));
  if (own.length === 0) return html`<${Facts} facts=${parameters} />`;
  return html`<div><${Facts} facts=${Object.fromEntries(own)} />
    <details class="shared"><summary>${shared.length} more that are the same in every case</summary><${Facts} facts=${Object.fromEntries(shared)} /></details></div>`;
}
