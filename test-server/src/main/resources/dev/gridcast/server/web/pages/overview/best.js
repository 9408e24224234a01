import { Card, Empty, count, html, number, percent, signedPercent } from '../lib/index.js';

const WORDS = { persistence: 'persistence (next = last)', 'seasonal-naive': 'seasonal naive', linear: 'linear fit' };

/** The best verified model against the simplest forecasts; says so when it is no better. */
export function BestCard({ data }) {
  return html`<${Card} id="best" title="Best against persistence" className="third">
    ${data.best
      ? html`<${Best} best=${data.best} persistence=${data.persistenceRmse} baselines=${data.baselines ?? []} />`
      : html`<${Empty} text="No result is verified yet." />`}
  </${Card}>`;
}

/** What may honestly be said of that skill: {big, tone, sentence}. */
export function verdict(best) {
  const { skill, skillError } = best;
  if (skill === null || skill === undefined) return { big: '–', tone: '', sentence: 'There is no persistence to hold it against.' };
  const sure = skillError > 0 && skill > 2 * skillError;
  if (skill <= 0) {
    return {
      big: signedPercent(skill), tone: 'bad',
      sentence: `Nothing beats persistence: the best model is ${percent(-skill, 2)} worse than saying “next = last”.`,
    };
  }
  return {
    big: signedPercent(skill), tone: sure ? 'good' : 'warn',
    sentence: sure
      ? `The best model’s error is ${percent(skill, 2)} smaller than that of saying “next = last”.`
      : 'The best model is ahead of persistence, but by less than twice its standard error: this may be chance.',
  };
}

/** Says when a baseline other than persistence does as well, within a hundredth, or better; null when none does. */
export function rival(best, baselines) {
  const other = baselines.filter((one) => one.name !== 'persistence' && one.rmse < best.rmse * 1.01)
    .sort((a, b) => a.rmse - b.rmse)[0];
  if (!other) return null;
  const name = WORDS[other.name] ?? other.name;
  return other.rmse < best.rmse
    ? `But the ${name}, which learns next to nothing, is better still.`
    : `But the ${name}, which learns next to nothing, does almost as well.`;
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');

function Best({ best, persistence, baselines }) {
  const said = verdict(best);
  const bars = [
    { name: `${best.model}, case ${best.caseIndex}`, rmse: best.rmse, own: true },
    ...(baselines.some((one) => one.name === 'persistence') || !persistence ? [] : [{ name: 'persistence', rmse: persistence }]),
    ...baselines,
  ];
  const most = Math.max(...bars.map((bar) => bar.rmse ?? 0));
  return html`<p class=${`big ${said.tone}`}><span class="num">${said.big}</span>
      ${best.skillError > 0 && html`<span class="unit num"> ± ${percent(best.skillError, 2)}</span>`}</p>
    <p>${said.sentence}</p>
    ${rival(best, baselines) && html`<p>${rival(best, baselines)}</p>`}
    ${best.deflated?.sentence && html`<p class="note">${sentence(best.deflated.sentence)}</p>`}
    <p class="best-line"><a href=${`/cases/${best.caseIndex}`}>Case ${count(best.caseIndex)}</a> · ${best.model} · by ${best.volunteer}</p>
    <dl class="bars">${bars.map((bar) => html`<div key=${bar.name} class=${bar.own ? 'own' : ''}>
      <dt>${WORDS[bar.name] ?? bar.name}</dt>
      <dd><span class="bar-line" style=${{ width: `${(100 * (bar.rmse ?? 0)) / (most || 1)}%` }}></span><span class="num">${number(bar.rmse)}</span></dd>
    </div>`)}</dl>
    <p class="note">Root mean square error in units of the price, on the range that no volunteer ever sees. Less is better.</p>`;
}
