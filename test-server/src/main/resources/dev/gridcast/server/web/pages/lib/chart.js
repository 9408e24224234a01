// ECharts as a component. It is loaded when the first chart is shown.

import { html, useEffect, useRef, useState } from '/vendor/htm-preact.js';
import { useCell } from './cell.js';
import { colours, still, theme } from './theme.js';

let echarts = null;

/** The ECharts module, loaded once; when that fails, the next call tries anew. */
export function loadECharts() {
  echarts ??= import('/vendor/echarts.esm.min.js').catch((failure) => {
    echarts = null;
    throw failure;
  });
  return echarts;
}

/** What every ECharts option starts from; the page's own parts are laid over it. */
function base(paint) {
  return {
    animation: !still(),
    animationDuration: 300,
    animationDurationUpdate: 200,
    backgroundColor: 'transparent',
    color: paint.series,
    textStyle: { fontFamily: paint.font, color: paint.text, fontSize: 12 },
    tooltip: {
      // HTML tooltips would need style attributes, which the page's policy forbids.
      renderMode: 'richText', confine: true, backgroundColor: paint.card, borderColor: paint.line, borderWidth: 1,
      textStyle: { color: paint.text, fontFamily: paint.font, fontSize: 12 }, padding: [6, 10],
      axisPointer: { lineStyle: { color: paint.soft }, crossStyle: { color: paint.soft } },
    },
  };
}

/** An axis in the page's colours; the page's own parts are laid over it. */
export function axis(paint, parts = {}) {
  const { axisLabel, axisLine, splitLine, ...rest } = parts;
  return {
    nameTextStyle: { color: paint.soft },
    ...rest,
    axisLabel: { color: paint.soft, hideOverlap: true, ...axisLabel },
    axisLine: { lineStyle: { color: paint.line }, ...axisLine },
    axisTick: { lineStyle: { color: paint.line } },
    splitLine: { lineStyle: { color: paint.faint }, ...splitLine },
  };
}

/** Calls back after the box has changed its size, at most once a frame. */
export function useSize(box, resized) {
  useEffect(() => {
    let frame = 0;
    const watcher = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => box.current && resized());
    });
    watcher.observe(box.current);
    return () => {
      cancelAnimationFrame(frame);
      watcher.disconnect();
    };
  }, []);
}

/**
 * An ECharts chart that follows the theme and its box, and goes away with it.
 *
 * @param option function (colours) -> ECharts option; called again when `deps` or the theme change
 * @param deps what the option depends on, as for useEffect
 * @param height CSS height, "18rem"
 * @param label what a screen reader says in place of the picture
 * @param on {event name: listener} of ECharts, and onReady(chart, echarts) once
 * @param keepZoom whether what the reader zoomed to stays when the option changes
 * @param replace whether a new option replaces the old one whole (default) or is merged
 */
export function Chart({ option, deps, height = '18rem', label, on = {}, onReady, replace = true, keepZoom = false }) {
  const box = useRef(null);
  const chart = useRef(null);
  const handlers = useRef(on);
  handlers.current = on;
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState(false);
  const now = useCell(theme);

  useEffect(() => {
    let gone = false;
    loadECharts().then((module) => {
      if (gone) return;
      chart.current = module.init(box.current, null, { renderer: 'canvas' });
      Object.keys(handlers.current).forEach((name) => {
        chart.current.on(name, (event) => handlers.current[name]?.(event, chart.current));
      });
      onReady?.(chart.current, module);
      setReady(true);
    }, () => !gone && setFailed(true));
    return () => {
      gone = true;
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  useSize(box, () => chart.current?.resize());

  useEffect(() => {
    if (!ready) return;
    const paint = colours();
    const own = option(paint);
    const under = base(paint);
    const zoom = keepZoom ? chart.current.getOption()?.dataZoom?.map(({ start, end }) => ({ start, end })) : null;
    if (zoom) own.dataZoom = own.dataZoom.map((one, place) => ({ ...one, ...zoom[place] }));
    chart.current.setOption({ ...under, ...own, tooltip: { ...under.tooltip, ...own.tooltip } }, replace);
  }, [ready, now, ...deps]);

  return html`<div class="chart" style=${{ height }}>
    <div class="chart-box" ref=${box} role="img" aria-label=${label}></div>
    ${!ready && !failed && html`<div class="chart-wait" aria-hidden="true"></div>`}
    ${failed && html`<p class="note">The chart could not be loaded; the table below has the same numbers.</p>`}
  </div>`;
}
