// How the model did on the confirmation range: forecast against actual, error over time and by hour, and its spread.
import { html, useState } from '/vendor/htm-preact.js';
import { useData } from '../lib/data.js';
import { Card, Choice, Empty, Failed, Loading } from '../lib/states.js';
import { mayAct, session, signInWanted } from '../lib/api.js';
import { useCell } from '../lib/cell.js';
import { ByHour, Histogram, OverTime } from './errors.js';
import { Series } from './series.js';

export function Evaluation({ index }) {
  const of = useData(`/cases/${index}/evaluation`);
  const who = useCell(session);
  const [label, setLabel] = useState(null);
  const { data, error } = of;
  if (!data) {
    return html`<${Card} id="case-series" title="Forecast against actual">
      ${!error ? html`<${Loading} lines=${8} height="20rem" />`
        : error.status === 403 ? html`<${Empty} text=${error.message}>${!mayAct(who) && html` <button type="button" class="small" onClick=${() => signInWanted.set('The confirmation range is shown to the operator alone.')}>Sign in</button>`}</${Empty}>`
          : error.status === 404 ? html`<${Empty} text=${error.message} />` : html`<${Failed} error=${error} reload=${of.reload} />`}
    </${Card}>`;
  }
  const shown = data.labels.includes(label) ? label : data.labels[0];
  const choice = (name) => data.labels.length > 1 && html`<${Choice} name=${name} label="Label" value=${shown} onChange=${setLabel} options=${data.labels.map((one) => ({ value: one, text: one }))} />`;
  return html`
    <${Card} id="case-series" title="Forecast against actual" tools=${choice('label-series')}><${Series} data=${data} label=${shown} /></${Card}>
    <${Card} id="case-overtime" title="Error over time" className="half"><${OverTime} periods=${data.overTime ?? []} /></${Card}>
    <${Card} id="case-byhour" title="Error by hour of day" className="half"><${ByHour} hours=${data.byHour ?? []} /></${Card}>
    <${Card} id="case-histogram" title="Spread of the errors" tools=${choice('label-errors')}><${Histogram} errors=${data.errors?.[shown]} bands=${data.bands?.[shown]} label=${shown} /></${Card}>`;
}
