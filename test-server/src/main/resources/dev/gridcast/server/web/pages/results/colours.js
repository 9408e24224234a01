// The one colour scale of the charts: viridis, which is perceptually uniform (equal steps of the figure look like equal steps of
// colour), stays in order in grey print, and can be told apart by people with any of the usual colour-blindnesses.
// The end that stands out most against the page is always the better one: dark purple on a light page, yellow on a dark one. The
// palest twentieth or so is cut off, so that no line melts into the page.

// Polynomial fit of matplotlib's viridis by Matt Zucker (public domain); largest error 0.01 a channel.
const FIT = [
  [0.2777273272, 0.0054073445, 0.3340998053],
  [0.1050930431, 1.4046135299, 1.3845901626],
  [-0.3308618287, 0.2148475595, 0.0950951630],
  [-4.6342304990, -5.7991009734, -19.3324409563],
  [6.2282699363, 14.1799333668, 56.6905526007],
  [4.7763849977, -13.7451453777, -65.3530326334],
  [-5.4354558559, 4.6458526122, 26.3124352496],
];

function viridis(t) {
  return [0, 1, 2].map((channel) => {
    let value = 0;
    for (let i = FIT.length - 1; i >= 0; i--) value = value * t + FIT[i][channel];
    return Math.round(255 * Math.min(1, Math.max(0, value)));
  });
}

/** 256 colours from worst (0) to best (255), as three bytes each, for a light or a dark page. */
export function colourTable(dark) {
  const table = new Uint8Array(256 * 3);
  for (let i = 0; i < 256; i++) {
    const goodness = i / 255;
    const t = dark ? 0.14 + 0.86 * goodness : 0.88 * (1 - goodness);
    table.set(viridis(t), i * 3);
  }
  return table;
}

/** The CSS colour of a goodness between 0 (worst) and 1 (best). */
export function cssColour(table, goodness) {
  const i = 3 * Math.round(255 * Math.min(1, Math.max(0, goodness)));
  return `rgb(${table[i]}, ${table[i + 1]}, ${table[i + 2]})`;
}

/** Black or white, whichever reads better on that colour. */
export function inkOn(table, goodness) {
  const i = 3 * Math.round(255 * Math.min(1, Math.max(0, goodness)));
  const light = [0, 1, 2].map((c) => {
    const s = table[i + c] / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] > 0.179 ? '#000' : '#fff';
}

/** The k colours between worst and best that a legend or an ECharts visual map needs. */
export function ramp(table, k) {
  return Array.from({ length: k }, (_, i) => cssColour(table, i / (k - 1)));
}

/** The range that the colours span: the 2nd to the 98th percentile, so that one runaway result does not grey out the rest. */
export function colourRange(values) {
  const known = Float64Array.from(values).filter((v) => !Number.isNaN(v)).sort();
  if (known.length === 0) return { low: 0, high: 1 };
  const at = (q) => known[Math.min(known.length - 1, Math.floor(q * known.length))];
  let low = at(0.02);
  let high = at(0.98);
  if (!(high > low)) {
    low = known[0];
    high = known[known.length - 1];
  }
  return high > low ? { low, high } : { low, high: low + 1 };
}

/** How good a value is within a range, 0 to 1, whichever direction is better. */
export function goodness(value, range, better) {
  const t = (value - range.low) / (range.high - range.low);
  return Math.min(1, Math.max(0, better === 'lower' ? 1 - t : t));
}
