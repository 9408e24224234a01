'use strict';
// Shows what the client says every two seconds, and hands on orders. Everything that came from
// elsewhere (names, reasons) enters the page as text, never as markup.

const EVERY_MILLIS = 2000;
const TOKEN = 'gridcast-token';
const STATES = { working: 'training', 'no-runtime': 'cannot train' };
const $ = (id) => document.getElementById(id);

// The token comes after the # of the address and stays in this tab: not in the history, not in a
// bookmark, and never in what is sent but in one header.
if (location.hash.length > 1) {
  sessionStorage.setItem(TOKEN, location.hash.slice(1));
  history.replaceState(null, '', location.pathname);
}

const numbers = new Intl.NumberFormat('en', { maximumSignificantDigits: 6, useGrouping: false });
const number = (value) => (value === null ? '–' : numbers.format(value));
const percent = (share, digits) => `${(share * 100).toFixed(digits)} %`;
const signed = (share) => (share < 0 ? '−' : '+') + percent(Math.abs(share), Math.abs(share) < 1 ? 2 : 0);
const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** A time of today, or with its date when it is another day's; on the reader's own clock. */
function clock(iso) {
  const time = new Date(iso);
  const today = time.toDateString() === new Date().toDateString();
  return time.toLocaleString([], today ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' });
}

function duration(seconds) {
  const whole = Math.round(seconds);
  const two = (n) => String(n).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}:${two(whole % 60)} min`;
  return `${Math.floor(whole / 3600)}:${two(Math.floor((whole % 3600) / 60))} h`;
}

function make(tag, text, name) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (name) element.className = name;
  return element;
}

/** Rewrites a part only when it has changed, so that a reader is not thrown out of it. */
const shown = new Map();
function part(id, data, draw) {
  const key = JSON.stringify(data);
  if (shown.get(id) === key) return;
  shown.set(id, key);
  $(id).replaceChildren(...draw());
}

function figures(id, pairs) {
  part(id, pairs, () => pairs.map(([name, value]) => {
    const pair = make('div');
    pair.append(make('dt', name), make('dd', value));
    return pair;
  }));
}

function caseItem(item) {
  const line = make('li', undefined, item.phase);
  const name = `Case ${item.index} of ${item.total}`;
  const top = make('div', undefined, 'top');
  const where = item.epochs > 0 ? `epoch ${item.epoch} of ${item.epochs}` : 'before its first epoch';
  top.append(make('b', name), make('span', item.phase === 'training' ? where : `${item.phase}, ${where}`));
  const bar = make('progress');
  bar.max = Math.max(1, item.epochs);
  bar.value = item.epoch;
  bar.setAttribute('aria-label', `${name}: ${where}`);
  const detail = [`since ${clock(item.since)}`];
  if (item.validationRmse !== null) detail.push(`error ${number(item.validationRmse)}`);
  if (item.persistenceRmse !== null) detail.push(`persistence ${number(item.persistenceRmse)}`);
  if (item.secondsLeft !== null) detail.push(`${duration(item.secondsLeft)} left`);
  line.append(top, bar, make('div', detail.join(' · '), 'detail'));
  return line;
}

function forecastRow(forecast, place) {
  const row = make('tr');
  const values = Object.entries(forecast.values).map(([label, value]) => `${label} ${number(value)}`).join(', ');
  row.append(make('td', String(place)), make('td', values), make('td', signed(forecast.skill)),
    make('td', `${forecast.volunteer}, case ${forecast.caseIndex}`));
  return row;
}

const UNCOUNTED = {
  waits: 'waits for a second training by somebody else',
  undecided: 'was checked, but not counted',
  claimed: 'is kept as a claim',
  rejected: 'was not verified',
  unknown: 'has a verdict that this release does not know',
};

function verdictItem(verdict) {
  return verdict.verified
    ? make('li', `Case ${verdict.index} verified: error ${number(verdict.rmse)}, persistence `
        + `${number(verdict.persistenceRmse)}, rank ${verdict.rank} of ${verdict.ranked}`)
    : make('li', `Case ${verdict.index} ${UNCOUNTED[verdict.standing]}`
        + (verdict.reason ? `: ${verdict.reason}` : ''), verdict.standing === 'rejected' ? 'bad' : '');
}

function machineFigures(machine) {
  const pairs = [];
  if (machine.load !== null) pairs.push(['Processors busy', percent(machine.load, 0)]);
  if (machine.temperature !== null) pairs.push(['Temperature', `${machine.temperature.toFixed(0)} °C`]);
  if (machine.freeMemory !== null) pairs.push(['Free memory', `${(machine.freeMemory / 2 ** 30).toFixed(1)} GiB`]);
  if (machine.onBattery !== null) {
    const full = machine.battery === null ? '' : `, ${percent(machine.battery, 0)}`;
    pairs.push(['Power', (machine.onBattery ? 'battery' : 'mains') + full]);
  }
  if (machine.idleSeconds !== null) pairs.push(['Unused for', duration(machine.idleSeconds)]);
  return pairs.length > 0 ? pairs : [['Sensors', 'none that this machine can read']];
}

function show(status) {
  const state = $('state');
  state.textContent = STATES[status.state] || status.state;
  state.className = `pill ${status.state}`;
  const notes = [];
  if (status.reason) notes.push(status.reason);
  if (status.lastCases) notes.push('ends after the cases in hand');
  $('reason').textContent = notes.join(' · ');
  $('who').textContent = status.connection
    ? `${status.client.name} for ${status.connection.experiment}` : status.client.name;
  document.title = `${state.textContent} – Gridcast`;

  const held = status.state === 'paused';
  swap($('pause'), $('resume'), held);
  $('stop').disabled = status.lastCases || status.state === 'stopping';

  part('cases', status.cases, () => status.cases.map(caseItem));
  $('no-case').hidden = status.cases.length > 0;
  figures('record', [
    ['Verified cases', String(status.record.verified)],
    ['Not verified', String(status.record.rejected)],
    ['Credit (training time)', duration(status.record.creditSeconds)],
  ]);
  const best = status.best;
  $('forecasts').hidden = best.length === 0;
  $('no-forecast').hidden = best.length > 0;
  $('candle').textContent = best.length > 0
    ? `${best[0].asset} ${best[0].timeframe}, the candle from ${best[0].time}` : '';
  const key = JSON.stringify(best);
  if (shown.get('forecasts') !== key) {
    shown.set('forecasts', key);
    $('forecasts').tBodies[0].replaceChildren(...best.map((f, i) => forecastRow(f, i + 1)));
  }
  part('verdicts', status.verdicts, () => status.verdicts.map(verdictItem));
  $('no-verdict').hidden = status.verdicts.length > 0;
  figures('machine', machineFigures(status.machine));
  const server = status.connection ? `server ${status.connection.server} since ${clock(status.connection.since)}` : 'no connection';
  $('about').textContent = [`Gridcast ${status.client.release}`, `trainers run by ${status.client.runtime}`,
    plural(status.parallelCases, 'case at once', 'cases at once'), server,
    `files in ${status.client.folder}`].join(' · ');
}

/** Keeps the keyboard where it was when one button takes another's place. */
function swap(first, second, useSecond) {
  const focused = document.activeElement === first || document.activeElement === second;
  first.hidden = useSecond;
  second.hidden = !useSecond;
  if (focused) (useSecond ? second : first).focus();
}

function trouble(text) {
  $('trouble').hidden = text === '';
  if ($('trouble').textContent !== text) $('trouble').textContent = text;
  if (text !== '') {
    $('state').textContent = 'out of reach';
    $('state').className = 'pill gone';
    $('reason').textContent = '';
    document.title = 'out of reach – Gridcast';
  }
  for (const button of document.querySelectorAll('.actions button')) button.disabled = text !== '';
}

async function order(body) {
  const token = sessionStorage.getItem(TOKEN);
  if (!token) {
    trouble('This address lacks its secret: open the one that `gridcast client status` prints.');
    return null;
  }
  try {
    const reply = await fetch('/order', {
      method: 'POST',
      headers: { 'X-Gridcast-Token': token, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await reply.json();
    if (reply.status === 403) {
      trouble('This page belongs to a client that has ended: open the address that `gridcast client status` prints.');
      return null;
    }
    trouble('');
    if (answer.status) show(answer.status);
    return answer;
  } catch (e) {
    trouble('The client does not answer; it may have ended. This page tries again.');
    return null;
  }
}

async function command(body) {
  const answer = await order(body);
  if (answer) $('said').textContent = answer.said;
}

$('pause').addEventListener('click', () => command({ order: 'pause' }));
$('resume').addEventListener('click', () => command({ order: 'resume' }));
$('snooze').addEventListener('click', () => command({ order: 'snooze', seconds: Number($('snooze-time').value) }));
$('stop').addEventListener('click', () => {
  if (confirm('End the client when the cases in hand are finished?')) command({ order: 'stop-after-this-case' });
});

async function tick() {
  if (!document.hidden) await order({ order: 'status' });
  setTimeout(tick, EVERY_MILLIS);
}
document.addEventListener('visibilitychange', () => { if (!document.hidden) order({ order: 'status' }); });
tick();
