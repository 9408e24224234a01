// The page's address: real paths, one page app.

import { cell } from './cell.js';

const here = () => ({ path: location.pathname, query: new URLSearchParams(location.search) });

/** {path, query}: the address as it is. */
export const route = cell(here());

/** Goes to another page of the app, or replaces the address in place (a filter, not a page). */
export function go(address, { replace = false } = {}) {
  const target = new URL(address, location.href);
  if (target.origin !== location.origin) return;
  const same = target.pathname === location.pathname && target.search === location.search;
  if (replace || same) history.replaceState(null, '', target);
  else history.pushState(null, '', target);
  route.set(here());
}

/** Changes the query alone: {sort: 'rank', where: [...], gone: null}. Replaces the address unless `push`. */
export function setQuery(changes, { push = false } = {}) {
  const query = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(changes)) {
    query.delete(key);
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') query.append(key, one);
    }
  }
  const text = query.toString();
  go(location.pathname + (text ? `?${text}` : ''), { replace: !push });
}

/** Follows links within the app without loading the page anew; leaves downloads, new tabs and files alone. */
function follow(event) {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (link.hash && link.pathname === location.pathname) return;
  if (/^\/(api|vendor|metrics)\b/.test(link.pathname) || /\.\w+$/.test(link.pathname)) return;
  event.preventDefault();
  go(link.href);
}

/** Called once, by the shell. */
export function startRouting() {
  document.addEventListener('click', follow);
  addEventListener('popstate', () => route.set(here()));
}
