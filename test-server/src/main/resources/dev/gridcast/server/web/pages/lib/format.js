// Numbers, units and times as text, the same on every machine: nothing here asks the browser for
// its language. Digits are grouped in threes by a narrow space, the decimal mark is a point, and
// times are UTC and say so.

/** What stands for a value that is not known. */
export const NONE = '–';
const THIN = '\u202f';
const MINUS = '\u2212';

const missing = (value) => value === null || value === undefined || Number.isNaN(value);
const group = (digits) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, THIN);
const plainMinus = (text) => text.replace('-', MINUS);

/** A whole number: 12 345. */
export function count(value) {
  return missing(value) ? NONE : plainMinus(group(String(Math.round(value))));
}

/** A number with so many digits that count, without zeros at its end: 0.01234, 1 234.5, 1.2e−9. */
export function number(value, digits = 5) {
  if (missing(value)) return NONE;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e12 || size < 1e-5) {
    return value.toExponential(Math.max(0, digits - 1)).replace(/\.?0+e/, 'e').replace('e+', 'e').replaceAll('-', MINUS);
  }
  const decimals = Math.max(0, Math.min(20, digits - 1 - Math.floor(Math.log10(size))));
  const [whole, part] = value.toFixed(decimals).split('.');
  const rest = part ? part.replace(/0+$/, '') : '';
  return plainMinus(group(whole) + (rest ? `.${rest}` : ''));
}

/** A number with exactly so many decimals, for columns whose points should stand below each other. */
export function fixed(value, decimals) {
  if (missing(value)) return NONE;
  const [whole, part] = value.toFixed(decimals).split('.');
  return plainMinus(group(whole) + (part ? `.${part}` : ''));
}

/** A share as percent: 0.123 is 12.3 %. */
export function percent(share, decimals = 1) {
  return missing(share) ? NONE : `${fixed(share * 100, decimals)}${THIN}%`;
}

/** A share as percent with its sign, for skill: +1.23 %. */
export function signedPercent(share, decimals = 2) {
  return missing(share) ? NONE : (share > 0 ? '+' : '') + percent(share, decimals);
}

/** "1 case", "2 cases". */
export function plural(amount, one, many = `${one}s`) {
  return `${count(amount)} ${amount === 1 ? one : many}`;
}

/** A span of time in its two largest units: 45 s, 3 min 20 s, 2 h 05 min, 4 d 3 h. */
export function duration(seconds) {
  if (missing(seconds)) return NONE;
  const whole = Math.max(0, Math.round(seconds));
  const two = (value) => String(value).padStart(2, '0');
  if (seconds > 0 && seconds < 10) return `${number(seconds, 2)} s`;
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  if (whole < 86400) return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
  return `${count(Math.floor(whole / 86400))} d ${Math.floor((whole % 86400) / 3600)} h`;
}

/** Bytes in powers of 1024: 12.3 MiB. */
export function bytes(value) {
  if (missing(value)) return NONE;
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let step = 0;
  let size = value;
  while (Math.abs(size) >= 1024 && step < units.length - 1) {
    size /= 1024;
    step += 1;
  }
  return `${step === 0 ? count(size) : fixed(size, 1)} ${units[step]}`;
}

const parts = (time) => new Date(time).toISOString();
const invalid = (time) => missing(time) || Number.isNaN(new Date(time).getTime());

/** An instant (ISO text or milliseconds) to the second: 2026-11-21 21:05:07 UTC. */
export function instant(time) {
  return invalid(time) ? NONE : `${parts(time).slice(0, 10)} ${parts(time).slice(11, 19)} UTC`;
}

/** An instant to the minute: 2026-11-21 21:05 UTC. */
export function minute(time) {
  return invalid(time) ? NONE : `${parts(time).slice(0, 10)} ${parts(time).slice(11, 16)} UTC`;
}

/** The time of day alone, for axes that say UTC elsewhere: 21:05, or 21:05:07 with seconds. */
export function clock(time, seconds = false) {
  return invalid(time) ? NONE : parts(time).slice(11, seconds ? 19 : 16);
}

/** The day alone: 2026-11-21. */
export function day(time) {
  return invalid(time) ? NONE : parts(time).slice(0, 10);
}

/** How long ago, coarsely: now, 12 s ago, 5 min ago, 3 h ago, 2 d ago; in 5 min when ahead. */
export function ago(time, now = Date.now()) {
  if (invalid(time)) return 'never';
  const seconds = (now - new Date(time).getTime()) / 1000;
  if (Math.abs(seconds) < 5) return 'now';
  const size = Math.abs(seconds);
  const text = size < 90 ? `${Math.round(size)} s`
    : size < 5400 ? `${Math.round(size / 60)} min`
      : size < 129600 ? `${Math.round(size / 3600)} h`
        : `${count(size / 86400)} d`;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

/** A value of a column of the table of results, by the column's type, as text. */
export function cellText(column, value) {
  if (missing(value)) return NONE;
  if (column.type === 'time') return instant(value);
  if (column.type === 'integer') return count(value);
  if (column.type !== 'number') return String(value);
  if (column.key === 'skill') return signedPercent(value);
  if (column.key === 'skillError' || column.key === 'directionalAccuracy') return percent(value, 2);
  return number(value, 6);
}
