// Tables of figures: what the volunteer claimed beside what the server found, and the model beside the simple forecasts.
import { html } from '/vendor/htm-preact.js';
import { count, duration, number, percent, signedPercent } from '../lib/format.js';
import { Empty } from '../lib/states.js';
import { forecasterName, metricOf } from './words.js';

const show = (key, value) => (metricOf(key).share ? percent(value, 2) : `${number(value)}${metricOf(key).unit && typeof value === 'number' ? ` ${metricOf(key).unit}` : ''}`);

/** The claim, the server's own figure for the same weights on the same range, and how far they are apart. */
export function Claim({ claim, verified }) {
  if (!claim) return html`<${Empty} text="Nothing has been claimed yet." />`;
  const claimed = claim.validationRmse;
  const found = verified?.validationRmse;
  const apart = typeof claimed === 'number' && typeof found === 'number' && found !== 0 ? (claimed - found) / found : null;
  const words = apart === null ? null
    : Math.abs(apart) < 1e-6 ? 'The claim is what the server found.' : `The claim is ${percent(Math.abs(apart), 4)} ${apart < 0 ? 'below' : 'above'} what the server found with the same weights.`;
  return html`<div>
    <div class="scroll-x" tabindex="0" role="region" aria-label="Table: Claimed and verified"><table class="data">
      <thead><tr><th scope="col">Validation range</th><th scope="col" class="num">Claimed</th><th scope="col" class="num">Verified</th><th scope="col" class="num">Difference</th></tr></thead>
      <tbody><tr><th scope="row">RMSE</th><td class="num">${number(claimed, 7)}</td><td class="num">${number(found, 7)}</td>
        <td class="num">${apart === null ? '–' : `${number(claimed - found, 3)} (${signedPercent(apart, 4)})`}</td></tr></tbody>
    </table></div>
    ${words && html`<p class="note">${words}</p>`}
    ${!verified && html`<p class="note">Nothing has been verified yet: a claim is what a volunteer says.</p>`}
    <dl class="facts">
      ${fact('Epochs', claim.epochs === undefined ? null : `${count(claim.epochs)}${claim.bestEpoch === undefined ? '' : `, the ${ordinal(claim.bestEpoch)} kept`}`)}
      ${fact('Training time', claim.seconds === undefined ? null : duration(claim.seconds))}
      ${fact('Engine', claim.engine)}
    </dl>
  </div>`;
}

const fact = (name, value) => (value === null || value === undefined || value === '' ? '' : html`<div><dt>${name}</dt><dd>${value}</dd></div>`);

function ordinal(n) {
  const end = n % 100 >= 11 && n % 100 <= 13 ? 'th' : ['th', 'st', 'nd', 'rd'][n % 10] ?? 'th';
  return `${n}${end}`;
}

/** All forecasters over all labels together, and the model beside persistence for each label. */
export function Metrics({ verified }) {
  const names = Object.keys(verified.metrics).filter((name) => verified.metrics[name]);
  const keys = [...new Set(names.flatMap((name) => Object.keys(verified.metrics[name])))].filter((key) => names.some((name) => typeof verified.metrics[name][key] === 'number'));
  const labels = Object.keys(verified.perLabel ?? {});
  return html`<div class="two-tables">
    <div class="scroll-x" tabindex="0" role="region" aria-label="Figures over all labels"><table class="data"><caption class="caption">All labels together, on the confirmation range</caption>
      <thead><tr><th scope="col">Figure</th>${names.map((name) => html`<th scope="col" class="num">${forecasterName(name)}</th>`)}</tr></thead>
      <tbody>${keys.map((key) => html`<tr><th scope="row" title=${metricOf(key).hint}>${metricOf(key).title}</th>${names.map((name) => html`<td class=${`num ${best(verified.metrics, names, key) === name ? 'best' : ''}`}>${show(key, verified.metrics[name][key])}</td>`)}</tr>`)}</tbody>
    </table></div>
    ${labels.length > 0 && html`<div class="scroll-x" tabindex="0" role="region" aria-label="Figures for each label"><table class="data"><caption class="caption">Each label: the model, and persistence after the slash</caption>
      <thead><tr><th scope="col">Label</th>${labelKeys(verified.perLabel).map((key) => html`<th scope="col" class="num" title=${metricOf(key).hint}>${metricOf(key).title}</th>`)}<th scope="col" class="num">Skill</th></tr></thead>
      <tbody>${labels.map((label) => labelRow(label, verified.perLabel))}</tbody>
    </table></div>`}
  </div>`;
}

const labelKeys = (perLabel) => ['rmse', 'mae', 'directionalAccuracy'].filter((key) => Object.values(perLabel).some((of) => typeof of.model?.[key] === 'number'));

function labelRow(label, perLabel) {
  const { model = {}, persistence = {} } = perLabel[label];
  const skill = typeof model.rmse === 'number' && persistence.rmse > 0 ? 1 - model.rmse / persistence.rmse : null;
  return html`<tr><th scope="row">${label}</th>${labelKeys(perLabel).map((key) => html`<td class="num">${show(key, model[key])}${typeof persistence[key] === 'number' ? html`<span class="soft"> / ${show(key, persistence[key])}</span>` : ''}</td>`)}
    <td class=${`num ${skill > 0 ? 'good' : skill < 0 ? 'bad' : ''}`}>${signedPercent(skill)}</td></tr>`;
}

function best(metrics, names, key) {
  const { better } = metricOf(key);
  const known = names.filter((name) => typeof metrics[name][key] === 'number');
  if (!better || known.length < 2) return null;
  return known.reduce((a, b) => ((better === 'lower' ? metrics[b][key] < metrics[a][key] : metrics[b][key] > metrics[a][key]) ? b : a));
}
