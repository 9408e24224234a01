// Fetches the results as columns and turns them into typed arrays, away from the page's own thread: a hundred thousand rows are
// ten megabytes of JSON, and the table should not stand still for them.

let current = null;

self.onmessage = async ({ data: { id, url } }) => {
  current?.abort();
  const abort = new AbortController();
  current = abort;
  try {
    const response = await fetch(url, { signal: abort.signal, headers: { Accept: 'application/json' } });
    const answer = await response.json();
    if (!response.ok) {
      self.postMessage({ id, status: response.status, error: answer.error ?? {} });
      return;
    }
    const { frame, buffers } = typed(answer);
    self.postMessage({ id, frame }, buffers);
  } catch (failure) {
    if (failure.name !== 'AbortError') self.postMessage({ id, status: 0, error: { message: 'The results cannot be fetched for the charts.' } });
  }
};

function typed(answer) {
  const cases = Int32Array.from(answer.case);
  const buffers = [cases.buffer];
  const columns = Object.entries(answer.columns).map(([key, column]) => {
    if (column.categories) {
      const codes = Int32Array.from(column.codes);
      buffers.push(codes.buffer);
      return { key, categories: column.categories, codes };
    }
    const values = new Float64Array(column.values.length);
    for (let i = 0; i < values.length; i++) values[i] = column.values[i] ?? Number.NaN;
    buffers.push(values.buffer);
    return { key, values };
  });
  return { frame: { version: answer.version, total: answer.total, rows: cases.length, cases, columns }, buffers };
}
