// The model card: everything about one case, and how its model did on the range that never left the server.
import {
  Ago, Card, Empty, Failed, Loading, PageHead, Stat, address, count, duration, html, number, percent, signedPercent, useData, useStyle,
} from '../lib/index.js';
import { Attempts } from './attempts.js';
import { Claim, Metrics } from './figures.js';
import { Curves } from './curves.js';
import { Evaluation } from './evaluation.js';
import { Ranges } from './ranges.js';
import { Facts, Next, Parameters, Repeat } from './facts.js';
import { BAD_STATES, STATES, groundWords } from './words.js';

export function CasePage({ index }) {
  const styled = useStyle('/case/case.css');
  const of = useData(`/cases/${index}`, { on: ['results'], every: 10000 });
  if (!styled) return html`<${Loading} lines=${10} />`;
  if (of.data === null && of.error && (of.error.status === 404 || of.error.status === 400)) {
    return html`<${PageHead} title=${`Case ${index}`} /><${Empty} text=${of.error.message}><a href="/results">To the results</a></${Empty}>`;
  }
  if (of.data === null) {
    return html`<${PageHead} title=${`Case ${index}`} />${of.error ? html`<${Failed} error=${of.error} reload=${of.reload} />` : html`<${Loading} lines=${12} height="40rem" />`}`;
  }
  return html`<${Shown} of=${of} card=${of.data} />`;
}

function Shown({ of, card }) {
  const { verified } = card;
  const state = STATES[card.state] ?? String(card.state).toLowerCase();
  const note = html`<span class=${`pill ${card.state === 'VERIFIED' ? 'good' : BAD_STATES.includes(card.state) ? 'bad' : ''}`}>${state}</span> ${card.model ? html`<span>${card.model}</span> · ` : ''}<code title=${`The case’s identity, a hash of its parameters and the dataset: ${card.caseId}`}>${String(card.caseId).slice(0, 16)}</code>`;
  return html`<div class="case">
    <${PageHead} title=${`Case ${card.case}`} note=${note}>
      ${verified && html`<a class="button" href=${address(`/cases/${card.case}/model.safetensors`)} download>Model</a>`}
      <a class="button" href=${address(`/cases/${card.case}/work.zip`)} download>Work folder</a>
    </${PageHead}>
    ${of.error && html`<${Failed} error=${of.error} reload=${of.reload} />`}
    <div class="grid">
      ${verified ? html`<${Verdict} card=${card} verified=${verified} />` : html`<${Card} id="case-verdict" title="Verdict"><p>${unverified(card)}</p></${Card}>`}
      <${Card} id="case-parameters" title="Parameters" className="third"><${Parameters} parameters=${card.parameters} /></${Card}>
      <${Card} id="case-ranges" title="Three ranges of time" className="two-thirds"><${Ranges} ranges=${card.ranges} /></${Card}>
      <${Card} id="case-curves" title="Learning curves" className="half"><${Curves} curve=${card.curve ?? []} best=${card.claim?.bestEpoch} model=${card.model} /></${Card}>
      <${Card} id="case-claim" title="Claimed and verified" className="half"><${Claim} claim=${card.claim} verified=${verified} /></${Card}>
      ${verified && html`<${Evaluation} key=${verified.judgedAt} index=${card.case} />`}
      ${verified && html`<${Card} id="case-labels" title="Figures beside persistence"><${Metrics} verified=${verified} /></${Card}>`}
      ${card.forecast?.length > 0 && html`<${Card} id="case-next" title="Its next forecast" className="half"><${Next} forecast=${card.forecast} /></${Card}>`}
      <${Card} id="case-repeat" title="Repeat it by hand" className=${card.forecast?.length > 0 ? 'half' : ''}><${Repeat} card=${card} /></${Card}>
      <${Card} id="case-attempts" title="Attempts and replicas"><${Attempts} attempts=${card.attempts ?? []} /></${Card}>
      <${Card} id="case-provenance" title="Provenance" note="What the trainer said about itself and its machine; only the dataset and the parameters are checked by the server.">
        ${card.notes?.length > 0 && html`<ul class="notes">${card.notes.map((line) => html`<li>${line}</li>`)}</ul>`}
        ${Object.keys(card.provenance ?? {}).length > 0 ? html`<${Facts} facts=${card.provenance} wide />` : html`<${Empty} text="Nothing was reported yet." />`}
      </${Card}>
    </div>
  </div>`;
}

function unverified(card) {
  if (card.state === 'CLAIMED') return 'A volunteer reported figures without a model. They are kept as a claim: nobody can verify them, and they never rank.';
  if (BAD_STATES.includes(card.state)) return 'This case has ended without a result. The attempts below say why; the operator can release it on the page of leases and faults.';
  if (card.state === 'REPORTED' || card.state === 'SCORED') return 'A result has come and is being judged. Its figures appear here by themselves.';
  return 'No result has been verified yet. Figures appear here by themselves.';
}

function Verdict({ card, verified }) {
  const model = verified.metrics.model ?? {};
  const persistence = verified.metrics.persistence ?? {};
  const { skill, skillError } = verified;
  const sure = typeof skill === 'number' && typeof skillError === 'number' && Math.abs(skill) > 2 * skillError;
  const words = typeof skill !== 'number' ? 'It could not be compared with persistence.'
    : !sure && typeof skillError === 'number' ? 'Within two standard errors of persistence (the forecast that nothing changes): this may be luck.'
      : skill > 0 ? 'Better than persistence, the forecast that nothing changes.' : 'Not better than persistence, the forecast that nothing changes.';
  const tone = skill > 0 && sure ? 'good' : skill > 0 ? '' : 'bad';
  return html`<${Card} id="case-verdict" title="Verdict" tools=${html`<span class="note">judged <${Ago} time=${verified.judgedAt} /></span>`}>
    <dl class="stats">
      <${Stat} name="Rank" value=${card.rank ? count(card.rank) : '–'} />
      <${Stat} name="RMSE on the confirmation range" value=${number(model.rmse)} note=${`persistence ${number(persistence.rmse)}`} />
      <${Stat} name="Skill against persistence" value=${signedPercent(skill)} tone=${tone} note=${typeof skillError === 'number' ? `± ${percent(skillError, 2)} (one standard error)` : null} />
      <${Stat} name="Direction right" value=${percent(model.directionalAccuracy)} note="of the moves" />
      <${Stat} name="Samples" value=${count(verified.samples)} note="forecasts scored" />
      ${card.claim?.seconds !== undefined && html`<${Stat} name="Training time" value=${duration(card.claim.seconds)} note=${card.claim.engine} />`}
    </dl>
    <p class="verdict"><strong class=${tone}>${words}</strong> ${verified.confirmation ? html`It counts because ${groundWords(verified.confirmation)}.` : ''}</p>
  </${Card}>`;
}
