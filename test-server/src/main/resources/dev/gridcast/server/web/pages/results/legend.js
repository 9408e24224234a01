// What the colours mean, beside every coloured chart.
import { html, useEffect, useRef } from '/vendor/htm-preact.js';
import { number } from '../lib/format.js';

/** The scale of `title` over `range`, the better end at the right. */
export function Legend({ table, range, better, title, unit }) {
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
    <span class="legend-name">Colour: ${title}${unit ? html` <span class="unit">${unit}</span>` : ''}</span>
    <span class="num">${number(worst, 4)}</span>
    <canvas ref=${canvas} width="256" height="1" role="img" aria-label=${`Colour scale from ${number(worst, 4)} (${ends[0]}) to ${number(best, 4)} (${ends[1]})`}></canvas>
    <span class="num">${number(best, 4)}</span> <span class="soft">${ends[1]}</span>
  </p>`;
}
