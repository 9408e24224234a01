// How much of a metric's ups and downs each parameter explains, alone and in pairs.
import { html } from '/vendor/htm-preact.js';
import { withQuery } from '../lib/api.js';
import { useData } from '../lib/data.js';
import { count, percent } from '../lib/format.js';
import { Ask, Empty, Figure } from '../lib/states.js';
import { MetricSelect } from './selects.js';

const MOST_PAIRS = 12;

export function Importance({ view, columns }) {
  const of = useData(withQuery('/importance', { metric: view.metric }), { on: ['results'], every: 20000, keep: true });
  const title = (name) => columns.get(name)?.title ?? columns.get(`param.${name}`)?.title ?? name;
  return html`<div>
    <div class="chart-tools"><${MetricSelect} view=${view} columns=${columns} /></div>
    <${Ask} of=${of} height="22rem">${(data) => (data.parameters.length === 0
      ? html`<${Empty} text=${data.reason ?? 'There are too few results to tell.'} />`
      : html`<${Shown} data=${data} title=${title} columns=${columns} view=${view} />`)}</${Ask}>
  </div>`;
}

function Shown({ data, title, columns, view }) {
  const metric = columns.get(data.metric)?.title ?? data.metric;
  const most = Math.max(...data.parameters.map((p) => p.importance + (p.error ?? 0)), 1e-9);
  const pairs = (data.pairs ?? []).slice(0, MOST_PAIRS);
  const mostPair = Math.max(...pairs.map((p) => p.importance), 1e-9);
  const key = (name) => (columns.has(name) ? name : `param.${name}`);
  const table = () => ({
    columns: [{ title: 'Parameter' }, { title: 'Share', numeric: true }, { title: 'Standard error', numeric: true }],
    rows: [...data.parameters.map((p) => [title(p.name), percent(p.importance, 2), percent(p.error, 2)]),
      ...(data.pairs ?? []).map((p) => [`${title(p.a)} with ${title(p.b)}`, percent(p.importance, 2), ''])],
  });
  const total = typeof data.explained !== 'number' ? ''
    : data.explained <= 0 ? ' The forest explains nothing of results it has not seen: the bars are noise.'
      : ` The forest explains ${percent(data.explained, 0)} of what varies in results it has not seen${data.explained < 0.3 ? ', so take the bars with care' : ''}.`;
  return html`<${Figure} id="importance" table=${table}
    summary=${`Share of the variance of ${metric} by functional ANOVA over ${count(data.trees)} trees, from a sample of ${count(data.rows)} of all results; filters do not change it.${total}`}>
    <div class="two">
      <div><h3>Parameters</h3><div class="bars">${data.parameters.map((p) => html`<${Bar} key=${p.name} name=${title(p.name)} share=${p.importance} error=${p.error} most=${most} kind="bar-fill"
        onClick=${() => view.set({ chart: 'slice', x: key(p.name) })} hint=${`Slice of ${title(p.name)}`} />`)}</div></div>
      ${pairs.length > 0 && html`<div><h3>Pairs, beyond what each explains alone</h3><div class="bars">${pairs.map((p) => html`<${Bar} key=${`${p.a} ${p.b}`} name=${`${title(p.a)} × ${title(p.b)}`}
        share=${p.importance} most=${mostPair} kind="bar-pair" onClick=${() => view.set({ chart: 'heat', x: key(p.a), y: key(p.b) })} hint=${`Heat map of ${title(p.a)} and ${title(p.b)}`} />`)}</div></div>`}
    </div>
  </${Figure}>`;
}

function Bar({ name, share, error, most, kind, onClick, hint }) {
  const x = (v) => `${(100 * Math.min(1, Math.max(0, v / most))).toFixed(2)}%`;
  return html`<button type="button" class="link bars-name" title=${hint} onClick=${onClick}>${name}</button>
    <svg aria-hidden="true"><rect class="bar-back" width="100%" height="100%" rx="2" /><rect class=${kind} width=${x(share)} height="100%" rx="2" />
      ${error > 0 && html`<line class="bar-error" x1=${x(share - error)} x2=${x(share + error)} y1="50%" y2="50%" />
        <line class="bar-error" x1=${x(share - error)} x2=${x(share - error)} y1="25%" y2="75%" /><line class="bar-error" x1=${x(share + error)} x2=${x(share + error)} y1="25%" y2="75%" />`}</svg>
    <span class="num">${percent(share, 1)}${error > 0 ? html`<span class="soft"> ± ${percent(error, 1)}</span>` : ''}</span>`;
}
