// Paints the lines of the parallel coordinates: quickly and a little coarser while a brush moves, finely when the hand rests.
import { Density, Paths } from './density.js';

const BUDGET = 9; // milliseconds of a frame that a draft may take; the rest is the browser's
const SLICE = 7; // milliseconds of work between two looks at the event queue while refining
// How fine a draft is, coarse to fine: the heights it tells apart on an axis, and the most lines it takes (evenly, as a sample).
const DRAFTS = [
  { levels: 32, sample: 6000 },
  { levels: 48, sample: 12000 },
  { levels: 64, sample: 20000 },
  { levels: 64, sample: 40000 },
  { levels: 96, sample: 60000 },
  { levels: 128, sample: 100000 },
  { levels: 192, sample: 200000 },
];
const TABLE = 256; // the side of a draft's table of paths: no less than any of the levels above
const DRAFT_WIDTH = 0.5; // a draft has half as many columns of pixels; the browser stretches them
const FEW = 3000; // but not with so few lines, where the steps would be seen and the time is there
const FINE = 512;
const KNOWN = 1; // level 0 is the strip of rows without a value
// On an axis of few values the lines of one value are spread into a ribbon, the better ones above, so that ribbons show how the
// results divide instead of hiding them behind one stroke.
const STEPS = 8; // steps of goodness in a ribbon
const RIBBON = 15; // its most pixels

/**
 * What is drawn where: `axes` (of axis.js) from left to right with their `xs` in CSS pixels, in a picture of `width` x `height`
 * with `pad` above and below, and `strip` pixels at the bottom for rows without a value (0 where every row has one).
 */
export class Painter {
  constructor(canvas, rows) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d', { willReadFrequently: true });
    this.rows = rows;
    this.quality = 2;
    this.mean = BUDGET;
    this.places = new Map();
    this.levels = new Map();
    this.densities = new Map();
    this.paths = new Map();
    this.turn = 0;
    this.resting = null;
  }

  /** Lays the axes out anew; what is kept of an axis is used again. */
  layout(layout, tone) {
    this.stop();
    const places = new Map();
    const span = layout.height - layout.strip - 2 * layout.pad;
    for (const axis of layout.axes) {
      const old = this.places.get(axis.key);
      const ribbon = ribbonOf(axis, span);
      const same = old?.axis === axis && old.ribbon === ribbon && old.tone === tone;
      places.set(axis.key, same ? old : { axis, ribbon, tone, place: placesOf(axis, this.rows, ribbon, tone), levels: new Map() });
    }
    this.places = places;
    this.plan = layout;
  }

  stop() {
    this.turn++;
    clearTimeout(this.resting);
  }

  /** Heights of an axis in whole levels, about `n` of them; exact where an axis has few values. */
  levelsOf(key, n) {
    const kept = this.places.get(key);
    const exact = kept.ribbon > 0;
    let levels = kept.levels.get(exact ? 'exact' : n);
    if (!levels) {
      const { place, axis, tone } = kept;
      levels = new Uint16Array(place.length);
      if (exact) {
        const index = axis.indexOf;
        for (let row = 0; row < place.length; row++) levels[row] = place[row] < -0.5 ? 0 : KNOWN + index(row) * STEPS + step(tone[row]);
      } else {
        const top = n - 1 - KNOWN;
        for (let row = 0; row < place.length; row++) levels[row] = place[row] < 0 ? 0 : KNOWN + ((place[row] * top + 0.5) | 0);
      }
      kept.levels.set(exact ? 'exact' : n, levels);
    }
    return levels;
  }

  density(name, across, down) {
    const width = Math.max(1, Math.round(this.plan.width * across));
    const height = Math.max(1, Math.round(this.plan.height * down));
    let density = this.densities.get(name);
    if (!density || density.width !== width || density.height !== height) {
      density = new Density(width, height);
      this.densities.set(name, density);
    }
    density.clear();
    return density;
  }

  pathsOf(levels) {
    if (!this.paths.has(levels)) this.paths.set(levels, new Paths(levels));
    return this.paths.get(levels);
  }

  /** The height in the picture of a row on an axis. */
  y(key, row, scale) {
    const place = this.places.get(key).place[row];
    const { height, pad, strip } = this.plan;
    return scale * (place < -0.5 ? height - strip / 2 : pad + (1 - place) * (height - strip - 2 * pad));
  }

  /** Draws at once, within the budget; how fine follows from how long the last ones took. Returns the milliseconds it took. */
  draft(selection, look) {
    this.stop();
    const began = performance.now();
    const { levels, sample } = DRAFTS[this.quality];
    const across = selection.count > FEW ? DRAFT_WIDTH : 1;
    const density = this.density(`draft ${across}`, across, 1);
    const paths = this.pathsOf(TABLE);
    const stride = Math.max(1, Math.ceil(selection.count / sample));
    for (let gap = 0; gap + 1 < this.plan.axes.length; gap++) {
      this.countGap(paths, levels, selection, look.tone, gap, stride);
      this.drawPaths(density, paths, gap, across, 1, 0, paths.size);
    }
    this.show(density, look, selection.count);
    const took = performance.now() - began;
    this.adapt(took);
    return took;
  }

  // One slow frame (another program had the processor) does not make the picture coarse; a few do.
  adapt(took) {
    this.mean += 0.35 * (took - this.mean);
    if (this.mean > BUDGET && this.quality > 0) {
      this.quality--;
      this.mean *= 0.6;
    } else if (this.mean < BUDGET * 0.45 && this.quality < DRAFTS.length - 1) {
      this.quality++;
      this.mean *= 1.6;
    }
  }

  /** Draws finely, off the screen and in slices, and shows the picture when it is whole. `done` is called then. */
  refine(selection, look, done) {
    this.stop();
    const turn = this.turn;
    const scale = Math.min(2, Math.max(1, window.devicePixelRatio || 1));
    const density = this.density('fine', scale, scale);
    const paths = this.pathsOf(FINE);
    const gaps = this.plan.axes.length - 1;
    let gap = 0;
    let from = -1;
    const slice = () => {
      if (turn !== this.turn) return;
      const until = performance.now() + SLICE;
      while (gap < gaps && performance.now() < until) {
        if (from < 0) {
          this.countGap(paths, FINE, selection, look.tone, gap, 1);
          from = 0;
          continue;
        }
        const to = Math.min(paths.size, from + 1000);
        this.drawPaths(density, paths, gap, scale, scale, from, to);
        from = to;
        if (from === paths.size) {
          gap++;
          from = -1;
        }
      }
      if (gap < gaps) {
        this.resting = setTimeout(slice, 0);
        return;
      }
      this.show(density, look, selection.count);
      done?.();
    };
    this.resting = setTimeout(slice, 0);
  }

  countGap(paths, levels, selection, tone, gap, stride) {
    const { axes } = this.plan;
    const from = this.levelsOf(axes[gap].key, levels);
    const to = this.levelsOf(axes[gap + 1].key, levels);
    paths.count(selection.kept, selection.count, stride, from, to, tone);
  }

  drawPaths(density, paths, gap, across, down, begin, end) {
    const { axes, xs } = this.plan;
    const { touched, counts, tones, example } = paths;
    const last = density.width;
    const x0 = Math.min(last - 1, Math.round(xs[gap] * across));
    const x1 = Math.min(last, Math.round(xs[gap + 1] * across));
    if (x1 <= x0) return;
    const limit = density.height - 1;
    const thick = this.thickness(axes[gap].key, axes[gap + 1].key, down);
    for (let i = begin; i < end; i++) {
      const key = touched[i];
      const row = example[key];
      const y0 = Math.min(limit, this.y(axes[gap].key, row, down));
      const y1 = Math.min(limit, this.y(axes[gap + 1].key, row, down));
      density.line(x0, y0, x1, y1, counts[key], tones[key] / counts[key], thick);
    }
  }

  // Between two ribbons the strokes are as thick as fills them; between others they are fine.
  thickness(left, right, down) {
    const least = Math.min(this.places.get(left).ribbon, this.places.get(right).ribbon);
    return Math.max(1, (0.9 * down * least * (this.plan.height - this.plan.strip - 2 * this.plan.pad)) / STEPS);
  }

  show(density, look, count) {
    const { canvas, context } = this;
    if (canvas.width !== density.width || canvas.height !== density.height) {
      canvas.width = density.width;
      canvas.height = density.height;
      this.image = null;
    }
    this.image ??= context.createImageData(density.width, density.height);
    // Few lines are drawn strongly, many faintly, so that their crossings tell.
    const faint = look.faint ?? Math.min(0.85, Math.max(0.14, 3 / Math.sqrt(1 + count)));
    density.paint(this.image, look.table, faint);
    context.putImageData(this.image, 0, 0);
  }
}

const step = (tone) => Math.min(STEPS - 1, (tone * STEPS) | 0);

// How much of an axis a ribbon takes, as a part of it; 0 on an axis of many values.
function ribbonOf(axis, span) {
  if (!axis.few || axis.few * STEPS + KNOWN > TABLE) return 0;
  return Math.min(RIBBON, (0.55 * span) / axis.few) / span;
}

function placesOf(axis, rows, ribbon, tone) {
  const place = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const at = axis.place(row);
    place[row] = at < 0 ? -1 : at + ribbon * ((step(tone[row]) + 0.5) / STEPS - 0.5);
  }
  return place;
}
