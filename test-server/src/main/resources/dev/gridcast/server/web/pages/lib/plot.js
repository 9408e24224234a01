// uPlot as a component, for lines and bars over time. It is loaded when the first one is shown.

import { html, useEffect, useRef, useState } from '/vendor/htm-preact.js';
import { useCell } from './cell.js';
import { useSize } from './chart.js';
import { clock, day, instant, number } from './format.js';
import { colours, theme } from './theme.js';

let uplot = null;

/** The uPlot constructor with its style sheet, loaded once. */
export function loadUPlot() {
  if (uplot === null) {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = '/vendor/uPlot.min.css';
    document.head.append(sheet);
    uplot = import('/vendor/uPlot.esm.js').then((module) => module.default, (failure) => {
      uplot = null;
      throw failure;
    });
  }
  return uplot;
}

/** A time axis in UTC; x values are seconds. */
export function timeAxis(paint) {
  return {
    stroke: paint.soft, grid: { stroke: paint.faint, width: 1 }, ticks: { stroke: paint.line, width: 1 },
    font: `11px ${paint.font}`,
    values: (_, splits, __, ___, step) => splits.map((seconds) => {
      const time = seconds * 1000;
      return step >= 86400 || seconds % 86400 === 0 ? day(time).slice(5) : clock(time, step < 60);
    }),
  };
}

/** An axis of numbers. `splits` may place its marks. */
export function valueAxis(paint, { label, size = 58, format = number, splits } = {}) {
  return {
    stroke: paint.soft, grid: { stroke: paint.faint, width: 1 }, ticks: { stroke: paint.line, width: 1 },
    font: `11px ${paint.font}`, labelFont: `11px ${paint.font}`, label, labelSize: label ? 18 : 0, size,
    values: (_, marks) => marks.map((value) => (value === null ? '' : format(value))),
    ...(splits ? { splits } : {}),
  };
}

/** The legend's entry of the time under the pointer. */
export const timeSeries = { label: 'Time', value: (_, seconds) => (seconds === null ? '–' : instant(seconds * 1000)) };

/** About five round marks between two values, for scales whose own marks would be too few. */
export function roundMarks(low, high, about = 5) {
  if (!(high > low)) return [low];
  const rough = (high - low) / about;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * ten).find((one) => one >= rough);
  const marks = [];
  for (let at = Math.ceil(low / step); at * step <= high; at += 1) marks.push(at * step);
  return marks;
}

/** Lets the legend show the last values while nothing is pointed at. */
function withLast(options) {
  const last = (plot) => plot.setLegend({ idx: plot.data[0].length - 1 }, false);
  const hooks = options.hooks ?? {};
  return {
    ...options,
    hooks: {
      ...hooks,
      ready: [...(hooks.ready ?? []), last],
      setData: [...(hooks.setData ?? []), last],
      setCursor: [...(hooks.setCursor ?? []), (plot) => {
        if (plot.cursor.idx === null || plot.cursor.idx === undefined) last(plot);
      }],
    },
  };
}

const utc = (make) => (seconds) => make.tzDate(new Date(seconds * 1000), 'Etc/UTC');

/**
 * A uPlot chart that follows the theme and its box. `options` is a function (colours, uPlot) -> uPlot
 * options without width and height; `data` uPlot's column arrays.
 */
export function Plot({ options, data, deps = [], height = 220, label, onReady }) {
  const box = useRef(null);
  const plot = useRef(null);
  const [make, setMake] = useState(null);
  const now = useCell(theme);

  useEffect(() => {
    let gone = false;
    loadUPlot().then((made) => !gone && setMake(() => made), () => {});
    return () => {
      gone = true;
    };
  }, []);

  useEffect(() => {
    if (make === null) return undefined;
    const made = new make({ ...withLast(options(colours(), make)), tzDate: utc(make), width: Math.max(50, box.current.clientWidth), height }, data, box.current);
    plot.current = made;
    onReady?.(made);
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [make, now, height, ...deps]);

  useEffect(() => {
    plot.current?.setData(data);
  }, [data]);

  useSize(box, () => plot.current?.setSize({ width: Math.max(50, box.current.clientWidth), height }));

  return html`<div class="plot" ref=${box} role="img" aria-label=${label} style=${{ minHeight: `${height}px` }}></div>`;
}
