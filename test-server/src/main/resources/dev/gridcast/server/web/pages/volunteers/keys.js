import { Ago, DataTable, confirm, html, plural, post, say, useFeed, useMemo } from '../lib/index.js';

const STATES = {
  pending: { word: 'waits', tone: 'warn', help: 'It showed a valid invite and waits for you to let it in.' },
  member: { word: 'member', tone: 'good', help: 'It may come in without an invite.' },
  outside: { word: 'outside', tone: '', help: 'It needs an invite.' },
  banned: { word: 'banned', tone: 'bad', help: 'It is kept out, whatever invite it has.' },
};

const ORDER = Object.keys(STATES);

const DEEDS = {
  admit: {
    word: 'Admit', title: (name) => `Let ${name} in?`, yes: 'Admit', done: (name) => `${name} may join.`,
    text: 'It may join without an invite, now and later.',
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

const WORDS = {
  open: 'Anyone with a valid invite may join.',
  approve: 'Anyone with a valid invite may join once you have let its key in.',
  closed: 'Only keys that you have named may join.',
};

const called = (key) => key.name || key.key.slice(0, 8);

/** Which keys may join, those that wait first. */
export function Keys({ acting }) {
  const of = useFeed('/members', 'members');
  const rows = of.data?.members ?? null;
  const columns = useMemo(() => makeColumns(acting, of.reload), [acting, of.reload]);
  const waiting = rows?.filter((one) => one.state === 'pending').length ?? 0;
  return html`<section class="card" aria-labelledby="keys-title">
    <h2 id="keys-title">Who may join</h2>
    <p class="soft">${WORDS[of.data?.admission] ?? 'No server runs here.'}${waiting > 0 ? ` ${plural(waiting, 'key')} at the door.` : ''}</p>
    <${DataTable} id="keys" caption="Keys" columns=${columns} rows=${rows} rowKey=${(one) => one.key}
      sort=${{ key: 'state', order: 'asc' }} error=${of.error} reload=${of.reload} empty="No key was at the door yet." />
  </section>`;
}

function makeColumns(acting, reload) {
  const columns = [
    {
      key: 'key', title: 'Key', head: true, always: true, value: (one) => called(one).toLowerCase(),
      render: (one) => html`<span class="who"><span>${one.name}</span><code class="soft" title=${one.key}>${one.key.slice(0, 12)}</code></span>`,
    },
    { key: 'state', title: 'State', value: (one) => ORDER.indexOf(one.state), render: State },
    {
      key: 'since', title: 'Since', first: 'desc', value: (one) => Date.parse(one.since),
      render: (one) => html`<${Ago} time=${one.since} />`,
    },
    { key: 'invite', title: 'Invite', description: 'The invite by which it came' },
    { key: 'connection', title: 'Connected', description: 'How it is connected with the server' },
  ];
  if (acting) {
    columns.splice(2, 0, {
      key: 'actions', title: 'Actions', sortable: false, always: true,
      render: (one) => html`<span class="actions">${deedsOf(one).map((key) => html`<button key=${key} type="button"
        class="quiet small" aria-label=${`${DEEDS[key].word} ${called(one)}`} onClick=${() => ask(key, one, reload)}>${DEEDS[key].word}</button>`)}</span>`,
    });
  }
  return columns;
}

function deedsOf(one) {
  if (one.state === 'banned') return ['unban'];
  return one.state === 'member' ? ['ban'] : ['admit', 'ban'];
}

function State(one) {
  const state = STATES[one.state] ?? { word: one.state, tone: '', help: '' };
  return html`<span class="trust"><span class=${`pill ${state.tone}`} title=${state.help}>${state.word}</span>
    ${one.reason && html`<span class="soft reason">${one.reason}</span>`}</span>`;
}

function ask(key, one, reload) {
  const deed = DEEDS[key];
  const name = called(one);
  confirm({
    title: deed.title(name), text: deed.text, yes: deed.yes, danger: deed.danger, reason: deed.reason,
    act: async (reason) => {
      await post(`/members/${encodeURIComponent(one.key)}/${key}`, deed.reason ? { reason } : {});
      say(deed.done(name));
      reload();
    },
  });
}
