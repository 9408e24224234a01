import { Ago, DataTable, confirm, html, plural, post, say, useMemo } from '../lib/index.js';
import { Deeds } from './deeds.js';

const STATES = {
  pending: { word: 'waits', tone: 'warn', help: 'It showed a valid invite and waits for the operator to let it in.' },
  member: { word: 'member', tone: 'good', help: 'It may join, now and later, without an invite.' },
  outside: { word: 'outside', tone: '', help: 'It needs an invite, or to be let in.' },
  banned: { word: 'banned', tone: 'bad', help: 'It is kept out, whatever invite it has.' },
};

const ORDER = Object.keys(STATES);

const DEEDS = {
  admit: {
    word: 'Admit', title: (name) => `Let ${name} in?`, yes: 'Admit', done: (name) => `${name} may join.`,
    text: 'It may join, now and later, without an invite. Make sure that it is who you think: its own client prints the same key.',
  },
  ban: {
    word: 'Ban', title: (name) => `Ban ${name}?`, yes: 'Ban', danger: true, done: (name) => `${name} is banned.`,
    reason: 'Reason, which its owner is told',
    text: 'It is disconnected within seconds and not let in again. Its results stay as they are.',
  },
  unban: {
    word: 'Unban', title: (name) => `Unban ${name}?`, yes: 'Unban', done: (name) => `${name} is not banned any more.`,
    text: 'It stands as it stood before the ban.',
  },
};

const OFFERED = { pending: ['admit', 'ban'], member: ['ban'], outside: ['admit', 'ban'], banned: ['unban'] };

const MODES = {
  open: 'Whoever has a valid invite may join.',
  approve: 'Whoever has a valid invite may join once its key has been let in.',
  closed: 'Nobody new may join but keys that are let in here. An invite only says where the server is.',
};

const short = (one) => one.key.slice(0, 12);
const called = (one) => one.name || short(one);

/** How many keys wait to be let in. */
export function waiting(data) {
  return data?.members.filter((one) => one.state === 'pending').length ?? 0;
}

/** Which keys may join, those that wait first. `of` is the feed of members. */
export function Keys({ of, acting }) {
  const columns = useMemo(() => makeColumns(acting, of.reload), [acting, of.reload]);
  const wait = waiting(of.data);
  return html`<section class="card keys" aria-labelledby="keys">
    <div class="card-head"><h2 id="keys">Who may join</h2>
      ${acting && html`<button type="button" class="quiet small" onClick=${() => askForKey(of.reload)}>Let a key in</button>`}
    </div>
    <p class="note">${of.data ? MODES[of.data.admission] ?? 'No server runs here, so nobody can join now.' : '\u00a0'}
      ${wait > 0 && html` <strong class="warn">${plural(wait, 'key waits', 'keys wait')} to be let in.</strong>`}</p>
    <${DataTable} id="keys" caption="Keys" columns=${columns} rows=${of.data?.members ?? null} rowKey=${(one) => one.key}
      sort=${{ key: 'state', order: 'asc' }} chooser=${false} error=${of.error} reload=${of.reload}
      empty="No key was at the door yet." />
    <dl class="words">${Object.values(STATES).map((state) => html`<div key=${state.word}>
      <dt><span class=${`pill ${state.tone}`}>${state.word}</span></dt><dd>${state.help}</dd></div>`)}
    </dl>
  </section>`;
}

function makeColumns(acting, reload) {
  const columns = [
    { key: 'key', title: 'Key', head: true, always: true, value: (one) => called(one).toLowerCase(), render: Who },
    { key: 'state', title: 'State', value: (one) => ORDER.indexOf(one.state), render: State },
    {
      key: 'since', title: 'Since', first: 'desc', value: (one) => Date.parse(one.since),
      render: (one) => html`<${Ago} time=${one.since} />`,
    },
    { key: 'invite', title: 'Invite', description: 'The invite by which it came' },
    { key: 'connection', title: 'Connection', description: 'How it is connected with the server' },
  ];
  if (acting) {
    columns.splice(2, 0, {
      key: 'actions', title: 'Actions', sortable: false, always: true,
      render: (one) => html`<${Deeds} deeds=${DEEDS} offered=${OFFERED[one.state] ?? []} name=${called(one)} reload=${reload}
        about=${html`<p class="about"><code>${one.key}</code></p>`} path=${`/members/${encodeURIComponent(one.key)}`} />`,
    });
  }
  return columns;
}

/** A name is told when somebody joins, so whoever waits has none. */
function Who(one) {
  return html`<span class="who"><span>${one.name || html`<span class="soft">no name yet</span>`}
    <code class="soft" title=${one.key}>${short(one)}</code></span></span>`;
}

function State(one) {
  const state = STATES[one.state] ?? { word: one.state, tone: '', help: '' };
  return html`<span class="trust"><span class=${`pill ${state.tone}`} title=${state.help}>${state.word}</span>
    ${one.reason && html`<span class="soft reason">${one.reason}</span>`}</span>`;
}

/** For somebody who was never here, and has sent the operator its key. */
function askForKey(reload) {
  confirm({
    title: 'Let a key in', yes: 'Admit', line: 'Key',
    text: 'For somebody who was not here yet, invite or not. Its own client prints its key: 43 characters.',
    act: async (key) => {
      const admitted = await post(`/members/${encodeURIComponent(key)}/admit`, {});
      say(`${called(admitted)} may join.`);
      reload();
    },
  });
}
