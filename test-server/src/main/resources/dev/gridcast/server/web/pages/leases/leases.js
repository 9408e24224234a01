import {
  Ask, Card, Choice, Empty, PageHead, html, outcome, plural, useData, useRemembered,
} from '../lib/index.js';
import { Quarantine } from './quarantine.js';
import { Timeline } from './timeline.js';

const PERIODS = [
  { value: 30, text: '30 min' }, { value: 180, text: '3 h' }, { value: 720, text: '12 h' }, { value: 2880, text: '2 d' },
];
const FAULTS = new Set(['FAILED', 'REJECTED', 'EXPIRED']);

/** Who had which case when and how it ended; and the cases that ended badly. */
export function Leases() {
  const [minutes, setMinutes] = useRemembered('leases-minutes', 180);
  const [only, setOnly] = useRemembered('leases-only', 'all');
  const leases = useData(`/leases?minutes=${minutes}`, { on: ['leases'], every: 5000, keep: true });
  const quarantine = useData('/quarantine', { on: ['leases'], every: 5000 });
  const tools = html`
    <${Choice} name="leases-only" label="Which leases" value=${only} onChange=${setOnly}
      options=${[{ value: 'all', text: 'All' }, { value: 'faults', text: 'Faults' }]} />
    <${Choice} name="leases-minutes" label="How far back" value=${minutes} onChange=${setMinutes} options=${PERIODS} />`;
  return html`<${PageHead} title="Leases and faults" />
    <${Card} id="timeline" title="Timeline" tools=${tools}>
      <${Ask} of=${leases} lines=${8} height="24rem">${(data) => {
        const shown = only === 'faults' ? data.leases.filter((lease) => FAULTS.has(outcome(lease.outcome).key)) : data.leases;
        return shown.length === 0
          ? html`<${Empty} text=${only === 'faults' ? 'Nothing failed in this time.' : 'Nobody had a case in this time.'} />`
          : html`<${Timeline} leases=${shown} from=${data.from} now=${data.now} capped=${data.leases.length >= 5000} />`;
      }}</${Ask}>
    </${Card}>
    <${Card} id="quarantine" title="Cases that ended badly"
      note=${quarantine.data?.cases.length > 0 ? `${plural(quarantine.data.cases.length, 'case needs', 'cases need')} a person: look at the logs, mend what is wrong, and put it on offer again.` : null}>
      <${Ask} of=${quarantine} lines=${4}>${(data) => html`<${Quarantine} cases=${data.cases} reload=${quarantine.reload} />`}</${Ask}>
    </${Card}>`;
}
