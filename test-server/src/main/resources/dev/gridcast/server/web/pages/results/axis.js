// One axis of the parallel coordinates: from a column's values to a place between 0 (bottom) and 1 (top), and back.

const MANY = 16; // more distinct values than this and an axis shows round ticks instead of the values themselves

const RUNAWAY = 1.5; // how far, in widths of the middle 99 %, an end must lie beyond them to be cut off

/**
 * A column's range and, where there are few, its distinct values. `low` and `high` are the ends that an axis shows: where a few
 * runaways would squeeze all else together, those of the middle 99 % with a little room, and the runaways stand at the end.
 */
export function describe(column) {
  if (column.categories) return { ...column, distinct: null };
  let min = Infinity;
  let max = -Infinity;
  let unknown = false;
  const seen = new Set();
  for (const v of column.values) {
    if (Number.isNaN(v)) {
      unknown = true;
      continue;
    }
    if (v < min) min = v;
    if (v > max) max = v;
    if (seen.size <= MANY) seen.add(v);
  }
  const distinct = seen.size <= MANY ? [...seen].sort((a, b) => a - b) : null;
  return { ...column, min, max, unknown, distinct, ...(distinct ? { low: min, high: max } : middle(column.values, min, max)) };
}

function middle(values, min, max) {
  const step = Math.max(1, Math.floor(values.length / 20000));
  const some = [];
  for (let i = 0; i < values.length; i += step) if (!Number.isNaN(values[i])) some.push(values[i]);
  some.sort((a, b) => a - b);
  const a = some[Math.floor(0.005 * some.length)];
  const b = some[Math.min(some.length - 1, Math.floor(0.995 * some.length))];
  const width = b - a;
  return { low: width > 0 && a - min > RUNAWAY * width ? a - 0.05 * width : min, high: width > 0 && max - b > RUNAWAY * width ? b + 0.05 * width : max };
}

/** Whether a logarithm makes sense on a column: all above nought. */
export const canLog = (column) => !column.categories && column.min > 0 && column.low > 0 && column.max > column.min;

/** Whether a logarithm is the better first guess: few values that grow by factors, or many that span more than a factor of thirty. */
export function wantsLog(column) {
  if (!canLog(column)) return false;
  const { distinct } = column;
  if (!distinct || distinct.length < 3) return column.high / column.low > 30;
  return unevenness(distinct.map(Math.log)) < unevenness(distinct) - 1e-9;
}

// How much the steps between values differ, 0 when they are all the same.
function unevenness(values) {
  const steps = values.slice(1).map((v, i) => v - values[i]);
  const mean = steps.reduce((a, b) => a + b, 0) / steps.length;
  return Math.sqrt(steps.reduce((sum, v) => sum + (v - mean) ** 2, 0) / steps.length) / mean;
}

/** @param log whether the axis is logarithmic; `share` whether its ticks are percent */
export function axisOf(column, log, share = false) {
  if (column.categories) return categoryAxis(column);
  const f = log && canLog(column) ? Math.log10 : (v) => v;
  const g = log && canLog(column) ? (t) => 10 ** t : (t) => t;
  const none = !(column.max >= column.min);
  const from = none ? 0 : f(column.low);
  const to = none ? 1 : f(column.high);
  const span = to > from ? to - from : 1;
  const middle = to > from ? 0 : 0.5;
  const toPlace = (v) => middle + (f(v) - from) / span;
  const axis = {
    key: column.key,
    column,
    log: f === Math.log10,
    toPlace,
    toValue: (place) => g(from + (place - middle) * span),
    place: (row) => (Number.isNaN(column.values[row]) ? -1 : Math.min(1, Math.max(0, toPlace(column.values[row])))),
    // How many values there are where they are few (0: many), and which of them a row has.
    few: column.distinct?.length ?? 0,
    indexOf: column.distinct && ((row) => column.distinct.indexOf(column.values[row])),
  };
  axis.ticks = none ? [] : numericTicks(column, axis, share ? (v) => `${shortNumber(100 * v)} %` : shortNumber);
  return axis;
}

function categoryAxis(column) {
  const k = column.categories.length;
  const toPlace = (code) => (k === 1 ? 0.5 : 0.04 + (0.92 * code) / (k - 1));
  return {
    key: column.key,
    column,
    log: false,
    toPlace,
    toValue: (place) => (k === 1 ? 0 : Math.min(k - 1, Math.max(0, ((place - 0.04) / 0.92) * (k - 1)))),
    place: (row) => (column.codes[row] < 0 ? -1 : toPlace(column.codes[row])),
    few: k,
    indexOf: (row) => column.codes[row],
    ticks: column.categories.map((name, code) => ({ place: toPlace(code), text: name })),
  };
}

function numericTicks(column, axis, text) {
  const { low, high, min, max } = column;
  const values = column.distinct ?? (axis.log ? logTicks(low, high) : roundTicks(low, high, 6));
  const ticks = values.map((v) => ({ place: axis.toPlace(v), text: text(v) })).filter((t) => t.place >= -1e-9 && t.place <= 1 + 1e-9);
  // An end that stands for all beyond it says so, and takes the place of a tick that is near.
  const ends = [...(high < max ? [{ place: 1, text: `>${text(Number(high.toPrecision(3)))}` }] : []), ...(low > min ? [{ place: 0, text: `<${text(Number(low.toPrecision(3)))}` }] : [])];
  return [...ticks.filter((t) => ends.every((end) => Math.abs(end.place - t.place) > 0.06)), ...ends];
}

/** About n round numbers from min to max. */
export function roundTicks(min, max, n) {
  const span = max - min;
  if (!(span > 0)) return [min];
  const rough = span / n;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999);
  const ticks = [];
  for (let i = Math.ceil(min / step); i * step <= max + step * 1e-9; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

function logTicks(min, max) {
  const from = Math.floor(Math.log10(min));
  const to = Math.ceil(Math.log10(max));
  const parts = to - from > 4 ? [1] : to - from > 2 ? [1, 3] : [1, 2, 5];
  const ticks = [];
  for (let p = from; p <= to; p++) for (const m of parts) ticks.push(Number((m * 10 ** p).toPrecision(3)));
  const inside = ticks.filter((v) => v >= min * 0.9999 && v <= max * 1.0001);
  return inside.length >= 2 ? inside : roundTicks(min, max, 5);
}

/** A number in as few characters as tell it apart: 0.0003, 1.2e-5, 12.5k. Dot decimals whatever the locale. */
export function shortNumber(v) {
  if (v === 0) return '0';
  const size = Math.abs(v);
  if (size >= 1e6 || size < 1e-4) return v.toExponential(1).replace('.0e', 'e').replace('e+', 'e');
  if (size >= 1e4) return `${Number((v / 1000).toPrecision(4))}k`;
  return String(Number(v.toPrecision(4)));
}

/**
 * The values that a brush keeps: a test over rows of a column. A brush is {lo, hi} (both included, in the column's own units) or
 * {codes: Set}. A row without a value is kept by no brush.
 */
export function keeps(column, brush) {
  if (column.categories) return (row) => brush.codes.has(column.codes[row]);
  const { values } = column;
  const { lo, hi } = brush;
  return (row) => values[row] >= lo && values[row] <= hi;
}
