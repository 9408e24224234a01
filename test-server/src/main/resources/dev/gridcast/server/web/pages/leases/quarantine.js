import {
  Empty, confirm, duration, getText, html, instant, mayAct, outcome, plural, post, say, session, useCell, useState,
} from '../lib/index.js';

const WHY = {
  QUARANTINED: (one) => `failed ${plural(one.failedAttempts, 'time')}, with one volunteer after the other: the case itself is at fault`,
  FAILED: (one) => `failed ${plural(one.failedAttempts, 'time')}, with one volunteer only: nobody can say who is at fault`,
  ABANDONED: (one) => `${plural(one.abandonedAttempts, 'volunteer')} fell silent over it`,
};

/** The cases that ended without a result, with every attempt and its log. */
export function Quarantine({ cases, reload }) {
  const acting = mayAct(useCell(session));
  if (cases.length === 0) return html`<${Empty} text="None. Every case that ended has a result." />`;
  return html`<ul class="bad-cases">${cases.map((one) => html`<li key=${one.case}>
    <${BadCase} one=${one} acting=${acting} reload=${reload} /></li>`)}</ul>
    ${!acting && html`<p class="note">To put a case on offer again, sign in with the operator’s token.</p>`}`;
}

function BadCase({ one, acting, reload }) {
  const state = String(one.state).toUpperCase();
  const release = () => confirm({
    title: `Put case ${one.case} on offer again?`, yes: 'Put on offer again',
    text: 'It is handed out again as if it had never failed or been abandoned. Its attempts and their logs stay.',
    act: async () => {
      await post(`/cases/${one.case}/release`);
      say(`Case ${one.case} is on offer again.`);
      reload();
    },
  });
  return html`<article aria-labelledby=${`bad-${one.case}`}>
    <div class="card-head">
      <div><h3 id=${`bad-${one.case}`}><a href=${`/cases/${one.case}`}>Case ${one.case}</a> <span class=${`pill ${state === 'QUARANTINED' ? 'bad' : 'warn'}`}>${state.toLowerCase()}</span></h3>
        <p class="note">${WHY[state]?.(one) ?? ''}</p></div>
      ${acting && html`<button type="button" class="quiet" onClick=${release}>Put on offer again<span class="hidden">case ${one.case}</span></button>`}
    </div>
    <ul class="chips" aria-label="Its parameters">${Object.entries(one.parameters ?? {}).map(([name, value]) => html`<li key=${name}><span class="soft">${name}</span> ${String(value)}</li>`)}</ul>
    <ol class="attempts">${one.attempts.map((attempt) => html`<li key=${attempt.id}><${Attempt} attempt=${attempt} /></li>`)}</ol>
  </article>`;
}

function Attempt({ attempt }) {
  const how = outcome(attempt.outcome);
  const seconds = attempt.endedAt ? (Date.parse(attempt.endedAt) - Date.parse(attempt.leasedAt)) / 1000 : null;
  return html`<div class="attempt">
    <span><span aria-hidden="true">${how.mark}</span> ${how.word}${attempt.counted === false ? ', does not count' : ''}</span>
    <span>${attempt.volunteerName}</span>
    <span class="num soft">${instant(attempt.leasedAt)}${seconds === null ? '' : `, ${duration(seconds)}`}</span>
    <span class="reason">${attempt.reason}</span>
    ${attempt.hasLog ? html`<${Log} id=${attempt.id} />` : html`<span class="soft">no log</span>`}
  </div>`;
}

/** The log of an attempt, asked for when it is opened. */
function Log({ id }) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState(null);
  const [failed, setFailed] = useState(null);
  const turn = () => {
    setOpen(!open);
    if (open || text !== null) return;
    setFailed(null);
    getText(`/attempts/${encodeURIComponent(id)}/log`).then(setText, (error) => setFailed(error.message));
  };
  return html`<button type="button" class="link" aria-expanded=${String(open)} onClick=${turn}>${open ? 'Hide log' : 'Show log'}</button>
    ${open && (failed
      ? html`<p class="trouble" role="alert">${failed}</p>`
      : html`<pre class="log" tabindex="0" role="region" aria-label="Log of the attempt">${text === null ? 'Loading…' : text || 'The log is empty.'}</pre>`)}`;
}
