// Draws any number of lines between axes into an accumulation buffer: every pixel counts the lines that cross it and sums their
// goodness. A hundred thousand strokes a frame is more than any canvas can do without a GPU; but between two neighbouring axes
// most lines of a sweep share their path, so they are first counted into a table "from this height to that height", and each
// distinct path is drawn once with its weight. The picture is that of every line drawn, not of a sample.

/** A picture being accumulated, `width` x `height` pixels. */
export class Density {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    // Two floats a pixel: the number of lines, and the sum of their goodness. One spare row keeps the inner loop free of tests.
    this.cells = new Float32Array(2 * width * (height + 2));
    this.bits = new Uint32Array(this.cells.buffer);
  }

  clear() {
    this.cells.fill(0);
  }

  /**
   * Adds `weight` lines of mean goodness `tone` from (x0, y0) to (x1, y1), `thick` pixels (1 or more); x0 < x1 are whole pixels
   * inside the picture.
   */
  line(x0, y0, x1, y1, weight, tone, thick) {
    const { cells, width, height } = this;
    const slope = (y1 - y0) / (x1 - x0);
    const half = Math.max(thick / 2, Math.abs(slope) / 2);
    const row = 2 * width;
    const sum = weight * tone;
    let y = y0 + slope / 2;
    if (half === 0.5) {
      for (let x = x0; x < x1; x++, y += slope) {
        const top = y - 0.5;
        const i = top > 0 ? top | 0 : 0;
        const lower = top > i ? top - i : 0;
        const upper = 1 - lower;
        const at = i * row + 2 * x;
        cells[at] += weight * upper;
        cells[at + 1] += sum * upper;
        cells[at + row] += weight * lower;
        cells[at + row + 1] += sum * lower;
      }
      return;
    }
    for (let x = x0; x < x1; x++, y += slope) {
      const top = Math.max(0, y - half);
      const bottom = Math.min(height, y + half);
      const first = top | 0;
      const last = bottom | 0;
      let at = first * row + 2 * x;
      const head = first === last ? bottom - top : 1 - (top - first);
      cells[at] += weight * head;
      cells[at + 1] += sum * head;
      if (first === last) continue;
      for (let i = first + 1; i < last; i++) {
        at += row;
        cells[at] += weight;
        cells[at + 1] += sum;
      }
      at += row;
      const tail = bottom - last;
      cells[at] += weight * tail;
      cells[at + 1] += sum * tail;
    }
  }

  /**
   * Colours the picture into an ImageData of the same size: hue by the mean goodness, opacity by the logarithm of the number of
   * lines. `faint` is the opacity of a single line; the densest pixel is opaque.
   */
  paint(image, table, faint) {
    const { cells, bits, width, height } = this;
    const pixels = new Uint32Array(image.data.buffer);
    const n = width * height;
    let most = 1;
    for (let i = 0; i < 2 * n; i += 2) if (cells[i] > most) most = cells[i];
    const opacity = opacities(most, faint);
    const colours = new Uint32Array(257); // one to spare for rounding
    for (let i = 0; i < 256; i++) colours[i] = table[3 * i] | (table[3 * i + 1] << 8) | (table[3 * i + 2] << 16);
    for (let p = 0, i = 0; p < n; p++, i += 2) {
      const count = cells[i];
      pixels[p] = count === 0 ? 0 : colours[(255 * cells[i + 1] / count + 0.5) | 0] | (opacity[bits[i] >>> 16] << 24);
    }
  }
}

// The upper 16 bits of a float are its exponent and seven bits of its fraction: a ready-made logarithmic index, 128 steps an
// octave-pair, that spares a Math.log for every pixel.
function opacities(most, faint) {
  const table = new Uint8Array(32768);
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  float[0] = most;
  const end = Math.min(32767, bits[0] >>> 16);
  const top = Math.log(1 + Math.max(most, 1));
  for (let i = 0; i <= end; i++) {
    bits[0] = i << 16;
    const count = float[0];
    const part = count < 1 ? faint * count : faint + ((1 - faint) * (Math.log(1 + count) - Math.LN2)) / Math.max(top - Math.LN2, 1e-6);
    table[i] = Math.round(255 * Math.min(1, part));
  }
  table.fill(255, end);
  return table;
}

/** Counts lines between two axes by where they start and end, `levels` heights a side; reused from gap to gap. */
export class Paths {
  constructor(levels) {
    this.levels = levels;
    this.counts = new Float32Array(levels * levels);
    this.tones = new Float32Array(levels * levels);
    this.example = new Int32Array(levels * levels);
    this.touched = new Int32Array(levels * levels);
    this.size = 0;
  }

  /** Counts the given rows; `from` and `to` are their levels on the two axes, `tone` their goodness. */
  count(rows, length, stride, from, to, tone) {
    const { levels, counts, tones, example, touched } = this;
    for (let i = 0; i < this.size; i++) {
      counts[touched[i]] = 0;
      tones[touched[i]] = 0;
    }
    let size = 0;
    for (let i = 0; i < length; i += stride) {
      const row = rows[i];
      const key = from[row] * levels + to[row];
      if (counts[key] === 0) {
        touched[size++] = key;
        example[key] = row;
      }
      counts[key] += stride;
      tones[key] += stride * tone[row];
    }
    this.size = size;
  }
}
