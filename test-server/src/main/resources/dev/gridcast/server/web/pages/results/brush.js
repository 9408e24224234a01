// What a hand or a key does to the brush of one axis. Places are between 0 (bottom) and 1 (top).

/** The two ends of a brush as places; those of the whole axis when there is none. */
export function endsOf(axis, brush) {
  if (!brush) return { low: 0, high: 1 };
  if (axis.column.categories) {
    const codes = [...brush.codes];
    if (codes.length === 0) return { low: 0, high: 0 };
    return { low: axis.toPlace(Math.min(...codes)), high: axis.toPlace(Math.max(...codes)) };
  }
  const clamp = (v) => Math.min(1, Math.max(0, v));
  return {
    low: brush.lo === -Infinity ? 0 : clamp(axis.toPlace(brush.lo)),
    high: brush.hi === Infinity ? 1 : clamp(axis.toPlace(brush.hi)),
  };
}

/** The stretches of an axis that a brush covers, as pairs of places; several where a set of categories has gaps. */
export function stretches(axis, brush, half) {
  if (!brush) return [];
  if (!axis.column.categories) {
    const { low, high } = endsOf(axis, brush);
    return [[low - half, high + half]];
  }
  const found = [];
  for (const code of [...brush.codes].sort((a, b) => a - b)) {
    const last = found[found.length - 1];
    if (last && last.code === code - 1) {
      last.code = code;
      last.high = axis.toPlace(code);
    } else found.push({ code, low: axis.toPlace(code), high: axis.toPlace(code) });
  }
  return found.map(({ low, high }) => [low - half, high + half]);
}

/** The brush from one place to another: of whole values where the axis has few, else of round numbers. */
export function between(axis, a, b) {
  const low = Math.max(0, Math.min(a, b));
  const high = Math.min(1, Math.max(a, b));
  const { column } = axis;
  if (column.categories || column.distinct) {
    const values = column.categories ? column.categories.map((_, code) => code) : column.distinct;
    const inside = values.filter((v) => axis.toPlace(v) >= low - 1e-9 && axis.toPlace(v) <= high + 1e-9);
    return ofValues(axis, inside.length > 0 ? inside : [nearest(axis, values, a)]);
  }
  return {
    lo: low <= 0.002 ? -Infinity : tidy(axis, axis.toValue(low)),
    hi: high >= 0.998 ? Infinity : tidy(axis, axis.toValue(high)),
  };
}

function ofValues(axis, values) {
  if (axis.column.categories) return { codes: new Set(values) };
  return { lo: Math.min(...values), hi: Math.max(...values) };
}

const nearest = (axis, values, place) =>
  values.reduce((best, v) => (Math.abs(axis.toPlace(v) - place) < Math.abs(axis.toPlace(best) - place) ? v : best));

// As few digits as tell a thousandth of the axis apart, so that addresses stay readable.
function tidy(axis, value) {
  const { low, high } = axis.column;
  const size = axis.log ? Math.abs(value) / 100 : high - low;
  const digits = Math.ceil(Math.log10(Math.max(1, Math.abs(value) / size))) + 3;
  return Number(value.toPrecision(Math.min(15, Math.max(3, digits))));
}

/** The brush after a click on one value of an axis of few: that value is taken in or out; null when nothing or all is left. */
export function toggled(axis, brush, place) {
  const { column } = axis;
  if (column.categories) {
    const code = nearest(axis, column.categories.map((_, i) => i), place);
    const codes = new Set(brush ? brush.codes : []);
    if (codes.has(code)) codes.delete(code);
    else codes.add(code);
    return codes.size === 0 || codes.size === column.categories.length ? null : { codes };
  }
  if (!column.distinct) return null;
  const v = nearest(axis, column.distinct, place);
  return brush && brush.lo === v && brush.hi === v ? null : { lo: v, hi: v };
}

/** The brush after one end was moved to a place; the other end stays, and is pushed along when it is overtaken. */
export function withEnd(axis, brush, end, place) {
  const { low, high } = endsOf(axis, brush);
  const to = Math.min(1, Math.max(0, place));
  return end === 'low' ? between(axis, to, Math.max(to, high)) : between(axis, Math.min(to, low), to);
}

/** The place that a key moves an end to, or null when the key does nothing here. */
export function placeAfterKey(axis, place, key) {
  const { column } = axis;
  const values = column.categories ? column.categories.map((_, code) => code) : column.distinct;
  const places = values?.map((v) => axis.toPlace(v));
  const steps = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 };
  if (key === 'Home') return 0;
  if (key === 'End') return 1;
  const step = steps[key];
  if (!step) return null;
  if (!places) return place + step / 100;
  const at = places.reduce((best, p, i) => (Math.abs(p - place) < Math.abs(places[best] - place) ? i : best), 0);
  return places[Math.min(places.length - 1, Math.max(0, at + step))];
}

/** Whether a brush keeps everything, and so is none. */
export function keepsAll(axis, brush) {
  if (!brush) return true;
  const { column } = axis;
  if (column.categories) return brush.codes.size === 0 || brush.codes.size === column.categories.length;
  return brush.lo <= column.min && brush.hi >= column.max;
}

/** The value at an end in words, for screen readers. */
export function endInWords(axis, brush, end) {
  const { column } = axis;
  const place = endsOf(axis, brush)[end];
  if (column.categories) return column.categories[Math.round(axis.toValue(place))] ?? '';
  if (!brush) return String(end === 'low' ? column.min : column.max);
  const v = end === 'low' ? Math.max(brush.lo, column.min) : Math.min(brush.hi, column.max);
  return String(v);
}
