// What the server says, as hooks: asked once, again when it changed, again after what failed.

import { useCallback, useEffect, useRef, useState } from '/vendor/htm-preact.js';
import { get, mayRead, session } from './api.js';
import { onEvent, waitAfter } from './live.js';

/**
 * GET as a hook: {data, error, loading, stale, reload}. The last data stays while newer is on its
 * way or fails to come, so that nothing jumps. What failed for a passing reason is tried again
 * after a growing wait, or when the server says.
 *
 * @param path below /api/v1; null asks nothing
 * @param options `on`: names of live events after which to ask again, at most once in `every`
 *     milliseconds (2,000); `keep`: show the data of the path before while that of a new path is
 *     loading, with `stale` true
 */
export function useData(path, { on = [], every = 2000, keep = false } = {}) {
  const [state, setState] = useState({ path: null, data: null, error: null, loading: path !== null });
  const job = useRef({});

  const load = useCallback(() => {
    const mine = job.current;
    if (path === null) return;
    if (mine.abort) {
      mine.again = true;
      return;
    }
    clearTimeout(mine.timer);
    mine.timer = null;
    mine.again = false;
    mine.last = Date.now();
    const abort = new AbortController();
    mine.abort = abort;
    const done = (change, wait) => {
      if (abort.signal.aborted) return;
      mine.abort = null;
      setState(change);
      if (wait !== null) mine.timer = setTimeout(load, wait);
      else if (mine.again) load();
    };
    get(path, { signal: abort.signal }).then(
      (data) => {
        mine.failures = 0;
        done({ path, data, error: null, loading: false }, null);
      },
      (error) => {
        mine.failures = (mine.failures ?? 0) + 1;
        const wait = error.passing ? Math.max(waitAfter(mine.failures), (error.retryAfter ?? 0) * 1000) : null;
        done((old) => ({ path, data: old.path === path || keep ? old.data : null, error, loading: false }), wait);
      },
    );
  }, [path, keep]);

  useEffect(() => {
    const mine = job.current;
    mine.failures = 0;
    setState((old) => ({ ...old, loading: path !== null, error: null }));
    load();
    const soon = () => {
      if (mine.timer) return;
      mine.timer = setTimeout(load, Math.max(0, (mine.last ?? 0) + every - Date.now()));
    };
    // Who has just signed out still sees the page for a moment, but must not ask for more.
    const again = () => mayRead(session.get()) && load();
    const unwatch = [session.watch(again), onEvent('resync', load), ...on.map((name) => onEvent(name, soon))];
    return () => {
      unwatch.forEach((stop) => stop());
      clearTimeout(mine.timer);
      mine.abort?.abort();
      mine.abort = null;
      mine.timer = null;
    };
  }, [path, load, every, on.join()]);

  const own = state.path === path;
  return {
    data: own || keep ? state.data : null,
    error: own ? state.error : null,
    loading: !own || state.loading,
    stale: !own && state.data !== null,
    reload: load,
  };
}

/**
 * What the live feed sends whole under a name (overview, volunteers, members), and a first GET of it:
 * {data, error, loading, reload}.
 */
export function useFeed(path, name) {
  const asked = useData(path);
  const [fresh, setFresh] = useState(null);
  useEffect(() => onEvent(name, (data) => setFresh({ data, at: Date.now() })), [name]);
  useEffect(() => setFresh(null), [asked.data]);
  return fresh ? { ...asked, data: fresh.data, error: null, loading: false } : asked;
}
