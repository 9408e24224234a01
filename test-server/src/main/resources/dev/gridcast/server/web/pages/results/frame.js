// The results as arrays, one per column, and which of them the brushes keep.
import { describe, keeps } from './axis.js';

/** A frame from the worker's answer: {rows, cases, columns: [{key, values} | {key, categories, codes}]}. */
export function frameOf(answer) {
  const columns = new Map();
  for (const column of answer.columns) columns.set(column.key, describe(column));
  return { rows: answer.rows, total: answer.total, version: answer.version, cases: answer.cases, columns };
}

/** The rows that every brush keeps; changing one brush looks at one column only. */
export class Selection {
  constructor(frame) {
    this.frame = frame;
    this.brushes = new Map();
    this.refusals = new Uint8Array(frame.rows); // how many brushes refuse a row
    this.kept = new Int32Array(frame.rows);
    this.count = 0;
    this.gather();
  }

  /** Sets (or, with null, clears) the brush of a column. */
  set(key, brush) {
    const column = this.frame.columns.get(key);
    if (!column) return;
    const before = this.brushes.get(key);
    if (before) this.mark(column, before, -1);
    if (brush) this.mark(column, brush, 1);
    if (brush) this.brushes.set(key, brush);
    else this.brushes.delete(key);
    this.gather();
  }

  mark(column, brush, change) {
    const { refusals } = this;
    const keep = keeps(column, brush);
    for (let row = 0; row < refusals.length; row++) if (!keep(row)) refusals[row] += change;
  }

  gather() {
    const { refusals, kept } = this;
    let count = 0;
    for (let row = 0; row < refusals.length; row++) {
      kept[count] = row;
      count += refusals[row] === 0 ? 1 : 0;
    }
    this.count = count;
  }
}

/** The goodness of every row by one metric, 0 (worst) to 1 (best); a row without the metric counts as worst. */
export function tones(column, range, better) {
  const tone = new Float32Array(column.values.length);
  const scale = 1 / (range.high - range.low);
  for (let row = 0; row < tone.length; row++) {
    const t = (column.values[row] - range.low) * scale;
    const good = better === 'lower' ? 1 - t : t;
    tone[row] = good > 1 ? 1 : good >= 0 ? good : 0;
  }
  return tone;
}
