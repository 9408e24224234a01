// What the colours mean, beside every coloured chart.
import { html, useEffect, useRef } from '/vendor/htm-preact.js';
import { number, percent } from '../lib/format.js';

/** The scale of `title` over `range`, the better end at the right. */
export function Legend({ table, range, better, title, unit }) {
  const text = (v) => (unit === 'share' ? percent(v, 1) : number(v, 4));
  const canvas = useRef(null);
  useEffect(() => {
    const context = canvas.current.getContext('2d');
    const image = context.createImageData(256, 1);
    for (let i = 0; i < 256; i++) {
      image.data.set(table.subarray(3 * i, 3 * i + 3), 4 * i);
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [table]);
  const [worst, best] = better === 'lower' ? [range.high, range.low] : [range.low, range.high];
  const ends = better ? ['worse', 'better'] : ['low', 'high'];
  return html`<p class="legend">
    <span class="legend-name">Colour: ${title}${unit && unit !== 'share' ? html` <span class="unit">${unit}</span>` : ''}</span>
    <span class="num">${text(worst)}</span>
    <canvas ref=${canvas} width="256" height="1" role="img" aria-label=${`Colour scale from ${text(worst)} (${ends[0]}) to ${text(best)} (${ends[1]})`}></canvas>
    <span class="num">${text(best)}</span> <span class="soft">${ends[1]}</span>
  </p>`;
}
