import {
  Ago, Choice, DataTable, Empty, PageHead, TRUST, count, duration, html, instant, mayAct, percent, plural, session, useCell, useEffect,
  useFeed, useMemo, useRemembered, useState,
} from '../lib/index.js';
import { Actions } from './actions.js';
import { Keys, waiting } from './keys.js';
import { Works } from './works.js';

const SHOWN = [
  { value: 'all', text: 'All', holds: () => true },
  { value: 'online', text: 'Online', holds: (one) => one.online },
  { value: 'care', text: 'Need care', holds: (one) => one.trust === 'doubted' || one.trust === 'suspended' || one.drained },
];

/** Everybody who trains or trained, what they do now, and what the operator thinks of them. */
export function Volunteers() {
  const of = useFeed('/volunteers', 'volunteers');
  const keys = useFeed('/members', 'members');
  const acting = mayAct(useCell(session));
  const [shown, setShown] = useRemembered('volunteers-shown', 'all');
  const [wanted, setWanted] = useState('');
  const all = of.data?.volunteers ?? null;
  const there = all !== null && keys.data !== null;
  // Whoever was sent to the keys finds them: the table above takes its height only now.
  useEffect(() => {
    if (there && location.hash === '#keys') document.getElementById('keys').scrollIntoView();
  }, [there]);
  const columns = useMemo(() => makeColumns(acting, of.reload), [acting, of.reload]);
  const rows = useMemo(() => {
    const holds = SHOWN.find((one) => one.value === shown)?.holds ?? SHOWN[0].holds;
    // Not the reader's own language's lower case: the same letters everywhere.
    const text = wanted.trim().toLowerCase();
    return all && all.filter((one) => holds(one) && `${one.name} ${one.id} ${one.machine}`.toLowerCase().includes(text));
  }, [all, shown, wanted]);
  const tools = html`
    <${Choice} name="volunteers-shown" label="Which volunteers" options=${SHOWN} value=${shown} onChange=${setShown} />
    <input type="search" aria-label="Search by name or machine" placeholder="Name or machine" value=${wanted}
      onInput=${(event) => setWanted(event.target.value)} />`;
  const wait = waiting(keys.data);
  return html`<${PageHead} title="Volunteers" note=${all ? heading(all) : '\u00a0'}>
      ${wait > 0 && html`<a class="button warn" href="#keys">${plural(wait, 'key waits', 'keys wait')} to be let in</a>`}
    </${PageHead}>
    <section class="card" aria-label="All volunteers">
      <${DataTable} id="volunteers" caption="Volunteers" columns=${columns} rows=${rows} rowKey=${(one) => one.id}
        sort=${{ key: 'online', order: 'desc' }} error=${of.error} reload=${of.reload} tools=${tools}
        empty=${all?.length === 0 ? 'Nobody has joined yet.' : 'Nobody here fits the choice above.'} />
    </section>
    <${Keys} of=${keys} acting=${acting} />
    <section class="card" aria-labelledby="trust-words">
      <h2 id="trust-words">What the words of trust mean</h2>
      <dl class="words">${Object.values(TRUST).map((trust) => html`<div key=${trust.word}>
        <dt><span class=${`pill ${trust.tone}`}>${trust.word}</span></dt><dd>${trust.help}</dd></div>`)}
      </dl>
      ${!acting && html`<${Empty} text="To vouch, suspend, release or drain, sign in with the operator’s token." />`}
    </section>`;
}

function heading(all) {
  const online = all.filter((one) => one.online).length;
  const working = all.reduce((sum, one) => sum + (one.works?.length ?? 0), 0);
  return `${plural(all.length, 'volunteer')}, ${count(online)} online with ${plural(working, 'case')} in hand`;
}

const ORDER = Object.keys(TRUST);

function makeColumns(acting, reload) {
  const plain = (key, title, description, more = {}) => ({
    key, title, description, numeric: true, first: 'desc', render: (one) => count(one[key]), ...more,
  });
  const columns = [
    { key: 'name', title: 'Name', head: true, always: true, value: (one) => one.name.toLowerCase(), render: Name },
    {
      key: 'online', title: 'Now', first: 'desc', description: 'Who is here, and what they train',
      value: (one) => (one.online ? 1 + (one.works?.length ?? 0) : 0),
      render: (one) => (one.online ? html`<${Works} works=${one.works} since=${one.since} />` : html`<span class="soft">offline</span>`),
    },
    { key: 'trust', title: 'Trust', value: (one) => ORDER.indexOf(one.trust), render: Trust },
    plain('verified', 'Verified', 'Results that count'),
    {
      key: 'lastSeen', title: 'Last seen', first: 'desc', value: (one) => Date.parse(one.lastSeen),
      render: (one) => html`<${Ago} time=${one.lastSeen} />`,
    },
    { key: 'machine', title: 'Machine', render: (one) => html`<span class="machine">${one.machine || '–'}</span>` },
    { key: 'connection', title: 'Connection', description: 'How it is connected with the server' },
    plain('agreed', 'Confirmed', 'Trainings that confirmed somebody else’s result'),
    plain('rejected', 'Rejected', 'Results that were judged and do not count'),
    plain('failed', 'Failed', 'Trainings that failed'),
    plain('abandoned', 'Abandoned', 'Cases over which it fell silent', { hidden: true }),
    plain('computeSeconds', 'Training time', 'Time that its results took', { render: (one) => duration(one.computeSeconds) }),
    plain('reliability', 'Reliability', 'Results that held, of all attempts that ended', { render: (one) => percent(one.reliability) }),
    plain('streak', 'Streak', 'Results in a row that a second training confirmed', { hidden: true }),
  ];
  if (acting) {
    columns.splice(3, 0, {
      key: 'actions', title: 'Actions', sortable: false, always: true,
      render: (one) => html`<${Actions} volunteer=${one} reload=${reload} />`,
    });
  }
  return columns;
}

function Name(one) {
  return html`<span class="who"><span class=${`dot ${one.online ? 'on' : ''}`} aria-hidden="true"></span>
    <span>${one.name}<span class="hidden">, ${one.online ? 'online' : 'offline'}</span>
      <code class="soft" title=${one.id}>${one.id.slice(0, 12)}</code></span></span>`;
}

function Trust(one) {
  const trust = TRUST[one.trust] ?? { word: one.trust, tone: '', help: '' };
  return html`<span class="trust"><span class=${`pill ${trust.tone}`} title=${trust.help}>${trust.word}</span>
    ${one.drained && html`<span class="pill warn" title="It finishes what it has and gets no more cases.">draining</span>`}
    ${one.suspension && html`<span class="soft reason">since <time datetime=${one.suspension.at} title=${instant(one.suspension.at)}>${instant(one.suspension.at).slice(0, 10)}</time>: ${one.suspension.reason}</span>`}
  </span>`;
}
