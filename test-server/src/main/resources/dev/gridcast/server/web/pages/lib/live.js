// The live feed: one EventSource for the page, opened again after growing waits, and what it says.

import { get, mayRead, session } from './api.js';
import { cell } from './cell.js';

const EVENTS = ['hello', 'overview', 'results', 'volunteers', 'members', 'leases'];
/** A feed that said nothing for so long is asked after: a dead connection makes no sound. */
const QUIET_MILLIS = 45_000;

/** {state: 'live' | 'connecting' | 'off', since, next}: `next` is when it is tried again, in milliseconds. */
export const liveState = cell({ state: 'connecting', since: Date.now(), next: null });

const listeners = new Map();
let source = null;
let retry = null;
let failures = 0;
let heard = 0;
let opened = false;

/**
 * Calls back with the data of every such event until the returned function is called. `resync`
 * comes after a gap in the feed: what was missed has to be asked for.
 */
export function onEvent(name, listener) {
  if (!listeners.has(name)) listeners.set(name, new Set());
  listeners.get(name).add(listener);
  return () => listeners.get(name).delete(listener);
}

/** Milliseconds before the next try after so many failures in a row: doubling from 1 s to 60 s, with chance. */
export function waitAfter(failed) {
  const most = Math.min(60_000, 1000 * 2 ** Math.min(10, Math.max(0, failed - 1)));
  return most * (0.5 + Math.random() / 2);
}

function tell(name, data) {
  [...(listeners.get(name) ?? [])].forEach((listener) => listener(data));
}

function became(state, next = null) {
  const old = liveState.get();
  liveState.set({ state, next, since: old.state === state ? old.since : Date.now() });
}

function take(name, event) {
  heard = Date.now();
  let data = {};
  try {
    data = event.data ? JSON.parse(event.data) : {};
  } catch {
    console.warn(`The live feed sent a ${name} event that is no JSON; it is passed over.`);
    return;
  }
  tell(name, data);
}

function open() {
  clearTimeout(retry);
  retry = null;
  source?.close();
  became('connecting');
  source = new EventSource('/api/v1/events');
  source.onopen = () => {
    failures = 0;
    heard = Date.now();
    became('live');
    if (opened) tell('resync', {});
    opened = true;
  };
  source.onerror = lost;
  EVENTS.forEach((name) => source.addEventListener(name, (event) => take(name, event)));
}

/** The browser's own reconnecting is too eager for a server with many readers, so it is ours. */
function lost() {
  source?.close();
  source = null;
  failures += 1;
  const wait = waitAfter(failures);
  became('off', Date.now() + wait);
  clearTimeout(retry);
  retry = setTimeout(tryAgain, wait);
}

/** The EventSource does not say why it failed; the session does, and asks for a token when one is needed. */
function tryAgain() {
  get('/session').then((who) => {
    session.set(sameSession(who) ? session.get() : who);
    if (mayRead(who)) open();
    else stop();
  }, lost);
}

const sameSession = (who) => JSON.stringify(who) === JSON.stringify(session.get());

function stop() {
  clearTimeout(retry);
  source?.close();
  source = null;
  became('off');
}

function hurry() {
  if (retry !== null && document.visibilityState === 'visible') {
    failures = 0;
    clearTimeout(retry);
    tryAgain();
  }
}

function checkQuiet() {
  if (source === null || Date.now() - heard < QUIET_MILLIS || document.visibilityState !== 'visible') return;
  heard = Date.now();
  get('/session').catch(lost);
}

/** Keeps the feed open while the session may read. Called once, by the shell. */
export function startLive() {
  let reading = false;
  const follow = (who) => {
    if (mayRead(who) === reading) return;
    reading = mayRead(who);
    if (reading) open();
    else stop();
  };
  follow(session.get());
  session.watch(follow);
  addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  setInterval(checkQuiet, 5000);
}
