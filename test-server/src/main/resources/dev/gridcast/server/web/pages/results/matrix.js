// The results as columns for the charts, fetched by a worker and again when results come in.
import { useEffect, useRef, useState } from '/vendor/htm-preact.js';
import { address, ApiError } from '../lib/api.js';
import { onEvent } from '../lib/live.js';
import { frameOf } from './frame.js';

/** The most rows that the charts take; the server keeps 300,000. */
export const MOST_ROWS = 200000;
const AGAIN_MILLIS = 5000; // no oftener than this while results stream in

/**
 * {frame, error, reload}: a frame of those columns and those where-clauses; the frame before stays while a newer one is on its way. `busy` is a
 * function that says whether the reader is in the middle of a drag, when nothing is exchanged under their hand.
 *
 * @param keys the columns that are needed; null while that is not known
 */
export function useMatrix(keys, where, busy) {
  const [state, setState] = useState({ frame: null, error: null });
  const url = keys === null ? null : address('/results/matrix', { columns: keys.join(','), where, limit: MOST_ROWS });
  const job = useRef({ id: 0, last: 0 }).current;

  useEffect(() => {
    const worker = new Worker(new URL('./matrix-worker.js', import.meta.url), { type: 'module' });
    job.worker = worker;
    worker.onmessage = ({ data }) => {
      if (data.id !== job.id) return;
      job.waiting = false;
      if (data.frame) setState({ frame: frameOf(data.frame), error: null });
      else setState((old) => ({ frame: old.frame, error: failure(data) }));
    };
    worker.onerror = () => setState((old) => ({ frame: old.frame, error: failure({ status: 0, error: {} }) }));
    return () => {
      worker.terminate();
      job.worker = null;
    };
  }, []);

  const load = () => {
    clearTimeout(job.timer);
    job.timer = null;
    job.last = Date.now();
    job.id += 1;
    job.worker?.postMessage({ id: job.id, url: new URL(url, location.href).href });
  };

  useEffect(() => {
    if (url === null) return undefined;
    load();
    const soon = () => {
      if (job.timer) return;
      const look = () => (busy() ? (job.timer = setTimeout(look, 500)) : load());
      job.timer = setTimeout(look, Math.max(200, job.last + AGAIN_MILLIS - Date.now()));
    };
    const unwatch = [onEvent('results', soon), onEvent('resync', soon)];
    return () => {
      unwatch.forEach((stop) => stop());
      clearTimeout(job.timer);
      job.timer = null;
    };
  }, [url]);

  return { ...state, reload: load };
}

const failure = ({ status, error }) =>
  new ApiError(status, error.code ?? 'UNREACHABLE', error.message ?? 'The results cannot be fetched for the charts.', error.parameter ?? null, null);
