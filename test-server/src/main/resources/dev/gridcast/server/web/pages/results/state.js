// What the Results page shows, kept in its address, so that a link shares the view: order, filters, page, columns, chart.
import { useMemo } from '/vendor/htm-preact.js';
import { useCell, useRemembered } from '../lib/cell.js';
import { route, setQuery } from '../lib/route.js';
import { clausesOf, filtersOf, withFilter } from './filters.js';

const USUAL = ['rank', 'case', 'model', 'rmse', 'skill', 'mae', 'directionalAccuracy', 'validationRmse', 'seconds', 'volunteer', 'verifiedAt'];
const MOST_AXES = 7;

const list = (text) => (text ? text.split(',').filter(Boolean) : null);

/** The view, and what changes it. `columns` is a Map key -> column, empty until the server has told them. */
export function useView(columns) {
  const { query } = useCell(route);
  const [kept, keep] = useRemembered('results-columns', null);
  const text = query.toString();
  return useMemo(() => {
    const filters = filtersOf(query.getAll('where'), columns);
    const known = (keys) => keys?.filter((key) => columns.has(key));
    const all = [...columns.values()];
    const varying = all.filter((column) => column.parameter && column.varying).map((column) => column.key);
    const usual = all.filter((column) => USUAL.includes(column.key) || varying.includes(column.key)).map((column) => column.key);
    const setFilters = (next, push = false) =>
      setQuery({ where: [...next].flatMap(([key, filter]) => clausesOf(key, filter)), offset: null }, { push });
    const logs = Object.fromEntries((list(query.get('scales')) ?? []).map((part) => part.split('~')).map(([key, log]) => [key, log === 'log']));
    return {
      sort: { key: query.get('sort') ?? 'rank', order: query.get('order') ?? 'asc' },
      onSort: ({ key, order }) => setQuery({ sort: key === 'rank' ? null : key, order: order === 'asc' ? null : order, offset: null }),
      offset: Math.max(0, Number.parseInt(query.get('offset') ?? '0', 10) || 0),
      onOffset: (offset) => setQuery({ offset: offset || null }),
      filters,
      onFilter: (key, filter) => setFilters(withFilter(filters, key, filter)),
      onFilters: setFilters,
      shown: known(list(query.get('columns')) ?? kept ?? usual),
      onShown: (keys) => {
        keep(keys);
        setQuery({ columns: keys.join(',') });
      },
      chart: query.get('chart') ?? 'parallel',
      metric: columns.has(query.get('metric')) ? query.get('metric') : 'rmse',
      x: query.get('x'),
      y: query.get('y'),
      axes: known(list(query.get('axes'))) ?? [...varying.slice(0, MOST_AXES), ...(columns.has('rmse') ? ['rmse'] : [])],
      logs,
      onLogs: (key, log) => setQuery({ scales: Object.entries({ ...logs, [key]: log }).map(([k, v]) => `${k}~${v ? 'log' : 'lin'}`).join(',') }),
      set: (changes) => setQuery(changes),
      varying,
    };
  }, [text, columns, kept]);
}
