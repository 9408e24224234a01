// The shell: starts the session, the live feed and the router, and shows the page of the address.

import {
  Empty, Failed, Loading, Questions, Said, SignIn, ago, chooseTheme, html, liveState, loadSession,
  mayAct, mayRead, nextTheme, render, route, say, session, signIn, signInWanted, signOut, startLive,
  startRouting, themeChoice, useCell, useEffect, useErrorBoundary, useNow, useRef, useState,
} from './lib/index.js';

/** Each page's module is loaded when it is first opened, and exports a component of {index: the case, query}. */
const PAGES = [
  { path: /^\/$/, title: 'Overview', load: () => import('./overview/overview.js').then((page) => page.Overview) },
  { path: /^\/results\/?$/, title: 'Results', load: () => import('./results/results.js').then((page) => page.Results) },
  { path: /^\/cases\/(?<index>\d+)\/?$/, title: 'Case', load: () => import('./case/case.js').then((page) => page.CasePage) },
  { path: /^\/volunteers\/?$/, title: 'Volunteers', load: () => import('./volunteers/volunteers.js').then((page) => page.Volunteers) },
  { path: /^\/leases\/?$/, title: 'Leases and faults', load: () => import('./leases/leases.js').then((page) => page.Leases) },
  { path: /^\/forecasts\/?$/, title: 'Forecasts', load: () => import('./forecasts/forecasts.js').then((page) => page.Forecasts) },
];

function find(path) {
  for (const page of PAGES) {
    const match = page.path.exec(path);
    if (match) return { page, index: match.groups ? Number(match.groups.index) : null };
  }
  return null;
}

function Page({ asked }) {
  const { path, query } = useCell(route);
  const who = useCell(session);
  const found = find(path);
  const title = !found ? 'No such page' : found.index !== null ? `Case ${found.index}` : found.page.title;
  useEffect(() => {
    document.title = path === '/' ? 'Gridcast' : `${title} · Gridcast`;
    document.querySelectorAll('#nav a').forEach((link) => {
      const own = link.pathname === path || (link.pathname === '/results' && path.startsWith('/cases/'));
      if (own) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    });
  }, [path, title]);
  if (!found) {
    return html`<h1 id="page-title">No such page</h1><${Empty} text="There is nothing at this address."><a href="/">To the overview</a></${Empty}>`;
  }
  if (who === null) return html`<${Start} asked=${asked} />`;
  if (!mayRead(who)) {
    return html`<h1 id="page-title">${title}</h1><${Empty} text="Reading needs a token here.">
      <button type="button" class="main" onClick=${() => signInWanted.set('Reading needs a token here.')}>Sign in</button></${Empty}>`;
  }
  return html`<${View} key=${title} page=${found.page} index=${found.index} query=${query} />`;
}

/** Before the server has said who we are: bones, or why it does not answer. */
function Start({ asked }) {
  const [error, setError] = useState(null);
  const timer = useRef(null);
  const ask = (request) => {
    clearTimeout(timer.current);
    request.then(() => setError(null), (failure) => {
      setError(failure);
      timer.current = setTimeout(() => ask(loadSession()), 5000);
    });
  };
  useEffect(() => {
    ask(asked);
    return () => clearTimeout(timer.current);
  }, []);
  return error ? html`<${Failed} error=${error} reload=${() => ask(loadSession())} />` : html`<${Loading} lines=${8} />`;
}

const loaded = new Map();
let firstPage = true;

function View({ page, index, query }) {
  const [view, setView] = useState(() => loaded.get(page) ?? null);
  const [failed, setFailed] = useState(null);
  const [broken, mend] = useErrorBoundary((error) => console.error(error));
  const load = () => {
    setFailed(null);
    page.load().then((component) => {
      loaded.set(page, component);
      setView(() => component);
    }, (error) => {
      console.error(error);
      setFailed({ message: 'This page could not be loaded.' });
    });
  };
  useEffect(() => {
    if (view === null) load();
  }, []);
  useEffect(() => {
    if (view === null) return;
    // A reader who follows a link should be read the new page's heading, and start at its top.
    const part = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (part) part.scrollIntoView();
    else if (!firstPage) scrollTo(0, 0);
    if (!firstPage) (document.getElementById('page-title') ?? document.getElementById('main')).focus({ preventScroll: true });
    firstPage = false;
  }, [view]);
  if (broken) return html`<${Failed} error=${{ message: 'This page failed to draw what the server sent.' }} reload=${mend} />`;
  if (failed) return html`<${Failed} error=${failed} reload=${load} />`;
  if (view === null) return html`<${Loading} lines=${8} />`;
  return html`<${view} index=${index} query=${query} />`;
}

const THEMES = { system: ['◐', 'as the system'], light: ['☀', 'light'], dark: ['☾', 'dark'] };

function Tools() {
  const who = useCell(session);
  const choice = useCell(themeChoice);
  const out = () => signOut().then(() => say('Signed out.'), (error) => say(error.message, true));
  return html`<${LiveMark} />
    <button type="button" class="icon" onClick=${() => chooseTheme(nextTheme(choice))}
      aria-label=${`Colours: ${THEMES[choice][1]}. Change`} title=${`Colours: ${THEMES[choice][1]}`}>${THEMES[choice][0]}</button>
    ${who && (mayAct(who) || (!who.readOpen && mayRead(who))
      ? html`<button type="button" class="quiet small" onClick=${out}>Sign out<span class="wide-only"> (${who.role})</span></button>`
      : html`<button type="button" class="quiet small" onClick=${() => signInWanted.set('To act, sign in with the operator’s token.')}>Sign in</button>`)}`;
}

function LiveMark() {
  const state = useCell(liveState);
  const who = useCell(session);
  const now = useNow(1);
  if (!mayRead(who)) return null;
  const live = state.state === 'live';
  // The first connection takes a moment; it is no news.
  const early = state.state === 'connecting' && now - state.since < 3000;
  const wait = state.next ? Math.max(0, Math.ceil((state.next - now) / 1000)) : 0;
  const title = live ? 'What you see is kept up to date' : `Not up to date since ${ago(state.since, now)}${wait ? `; next try in ${wait} s` : ''}`;
  return html`<span class=${`live ${live ? 'on' : early ? 'early' : 'off'}`} title=${title}>
    <span class="dot" aria-hidden="true"></span><span role="status">${live ? 'Live' : early ? 'Connecting' : 'Not live'}</span>
    ${!live && !early && wait > 0 && html`<span class="wide-only" aria-hidden="true"> · ${wait} s</span>`}
  </span>`;
}

function Experiment() {
  const who = useCell(session);
  return who?.server?.experiment ?? '';
}

/** The operator's link carries the token behind the #, which is never sent; it goes from the address bar at once. */
async function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  history.replaceState(null, '', location.pathname + location.search);
  try {
    await signIn(token);
    say('Signed in.');
  } catch (error) {
    say(`Signing in failed: ${error.message}`, true);
  }
}

function start() {
  startRouting();
  render(html`<${Tools} />`, document.getElementById('tools'));
  render(html`<${Experiment} />`, document.getElementById('experiment'));
  render(html`<div><${Said} /><${Questions} /><${SignIn} /></div>`, document.getElementById('overlays'));
  // The page is fetched while the server says who we are.
  // Should that fail, View tries again and says so.
  find(location.pathname)?.page.load().catch(() => {});
  const asked = takeToken().then(() => session.get() ?? loadSession());
  document.getElementById('main').replaceChildren();
  render(html`<${Page} asked=${asked} />`, document.getElementById('main'));
  startLive();
}

start();
addEventListener('hashchange', takeToken);
