// What the best models say comes next, how sure they may be, and how earlier forecasts turned out.
import {
  Ask, Card, Choice, Empty, Loading, PageHead, count, html, minute, number, signedPercent, useData, useState, useStyle,
} from '../lib/index.js';
import { Fan } from './fan.js';
import { TurnedOut } from './turned-out.js';

const HOW_MANY = [{ value: 3, text: 'Best 3' }, { value: 5, text: '5' }, { value: 10, text: '10' }];

export function Forecasts() {
  const styled = useStyle('/forecasts/forecasts.css');
  const [limit, setLimit] = useState(5);
  const of = useData(`/forecasts?limit=${limit}`, { on: ['results'], every: 15000, keep: true });
  if (!styled) return html`<${Loading} lines=${8} />`;
  const series = of.data?.series;
  return html`<div class="forecasts">
    <${PageHead} title="Forecasts" note=${series ? `${[series.asset, series.timeframe].filter(Boolean).join(', ')}; the last candle of the dataset began ${minute(series.lastTime)}` : 'What the best models say comes next'}>
      <${Choice} name="limit" label="How many models" value=${limit} onChange=${setLimit} options=${HOW_MANY} />
    </${PageHead}>
    ${of.error?.status === 403 ? html`<${Empty} text=${of.error.message} />` : html`<${Ask} of=${of} lines=${10} height="30rem">${(data) => html`<${Shown} data=${data} />`}</${Ask}>`}
  </div>`;
}

function Shown({ data }) {
  const labels = [...new Set(data.models.flatMap((model) => model.forecast.flatMap((row) => Object.keys(row.values))))];
  const [label, setLabel] = useState(null);
  const [chosen, setChosen] = useState(null);
  if (data.models.length === 0) return html`<${Empty} text=${data.note || 'No verified model has a forecast yet. They appear here by themselves.'} />`;
  const shown = labels.includes(label) ? label : labels[0];
  const model = data.models.find((one) => one.case === chosen) ?? data.models[0];
  const tools = (name) => labels.length > 1 && html`<${Choice} name=${name} label="Label" value=${shown} onChange=${setLabel} options=${labels.map((one) => ({ value: one, text: one }))} />`;
  return html`<div class="grid">
    <${Card} id="forecast-next" title="The next candles" tools=${tools('label-next')}><${Next} models=${data.models} label=${shown} chosen=${model.case} onChoose=${setChosen} /></${Card}>
    <${Card} id="forecast-past" title=${`How the forecasts of case ${model.case} turned out`} note="On the confirmation range, which the model has never seen: neither its weights nor its epoch were chosen by it. But the best of many models is chosen by it, so expect a little less."
      tools=${tools('label-past')}><${TurnedOut} model=${model} label=${shown} /></${Card}>
    ${data.note && html`<${Card} id="forecast-note" title="Please note"><p>${data.note}</p></${Card}>`}
  </div>`;
}

function Next({ models, label, chosen, onChoose }) {
  const rows = models.flatMap((model) => model.forecast.slice(0, 1).map((row) => ({ model, time: row.time, value: row.values[label] }))).filter((row) => row.value);
  if (rows.length === 0) return html`<${Empty} text=${`No model forecasts ${label}.`} />`;
  const all = rows.flatMap(({ value }) => [value.p05, value.value, value.p95]).filter((v) => typeof v === 'number');
  const scale = { low: Math.min(...all), high: Math.max(...all) };
  const steps = Math.max(...models.map((model) => model.forecast.length));
  const model = models.find((one) => one.case === chosen);
  const silent = models.filter((one) => one.forecast.length === 0);
  return html`<div>
    <div class="scroll-x" tabindex="0" role="region" aria-label=${`Next ${label} by the best models`}><table class="data forecast-table">
      <caption class="hidden">The next ${label} by the best models, with bands that held half and nine tenths of earlier errors</caption>
      <thead><tr><th scope="col"><span class="hidden">Shown below</span></th><th scope="col" class="num">Rank</th><th scope="col" class="num">Case</th><th scope="col">Model</th><th scope="col" class="num">Skill</th><th scope="col">For</th><th scope="col" class="num">Forecast</th>
        <th scope="col" class="num">50 % band</th><th scope="col" class="num">90 % band</th><th scope="col" class="fan-head"><span class="hidden">Bands</span><${FanScale} scale=${scale} /></th></tr></thead>
      <tbody>${rows.map(({ model: one, time, value }) => html`<tr key=${one.case} class=${one.case === chosen ? 'chosen' : ''}>
        <td><label class="pick"><input type="radio" name="model-shown" checked=${one.case === chosen} onChange=${() => onChoose(one.case)} /><span class="hidden">Show case ${one.case} below</span></label></td>
        <td class="num">${count(one.rank)}</td><th scope="row" class="num"><a href=${`/cases/${one.case}`}>${one.case}</a></th><td class="nowrap">${one.model}</td>
        <td class=${`num ${one.skill > 0 ? 'good' : 'bad'}`}>${signedPercent(one.skill)}</td><td class="nowrap">${minute(time)}</td><td class="num"><strong>${number(value.value, 7)}</strong></td>
        <td class="num">${number(value.p25, 6)} to ${number(value.p75, 6)}</td><td class="num">${number(value.p05, 6)} to ${number(value.p95, 6)}</td>
        <td><${Band} value=${value} scale=${scale} /></td></tr>`)}</tbody>
    </table></div>
    <p class="note">A band is the forecast plus the quantiles of that model’s own errors on the confirmation range, as shares of their forecasts: half of them lay within the dark one, nine tenths within the light one.${silent.length > 0 && ` Not shown: ${silent.length === 1 ? 'case' : 'cases'} ${silent.map((one) => one.case).join(', ')}: a gap among the last rows leaves nothing to forecast from.`}</p>
    ${steps > 1 && model && html`<${Fan} model=${model} label=${label} />`}
  </div>`;
}

const at = (v, scale) => (scale.high > scale.low ? (100 * (v - scale.low)) / (scale.high - scale.low) : 50);

function Band({ value, scale }) {
  const span = (a, b, name) => typeof a === 'number' && typeof b === 'number' && html`<rect class=${name} x=${`${at(a, scale)}%`} width=${`${Math.max(0.5, at(b, scale) - at(a, scale))}%`} y=${name === 'band-90' ? '20%' : '10%'} height=${name === 'band-90' ? '60%' : '80%'} rx="2" />`;
  return html`<svg class="band" aria-hidden="true">${span(value.p05, value.p95, 'band-90')}${span(value.p25, value.p75, 'band-50')}<circle cx=${`${at(value.value, scale)}%`} cy="50%" r="4" class="band-dot" /></svg>`;
}

const FanScale = ({ scale }) => html`<span class="fan-scale" aria-hidden="true"><span>${number(scale.low, 6)}</span><span>${number(scale.high, 6)}</span></span>`;
