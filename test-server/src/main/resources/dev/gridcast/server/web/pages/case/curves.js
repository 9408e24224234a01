// Loss and validation error, epoch by epoch, with the epoch whose weights were kept.
import { html } from '/vendor/htm-preact.js';
import { Chart, axis } from '../lib/chart.js';
import { number } from '../lib/format.js';
import { Empty, Figure } from '../lib/states.js';

export function Curves({ curve, best, model }) {
  if (curve.length === 0) return html`<${Empty} text=${model && /naive|mean|drift|persistence/i.test(model) ? `${model} trains nothing, so there are no epochs.` : 'No epochs were reported.'} />`;
  const of = (key) => curve.map((point) => [point.epoch, point[key] ?? null]);
  const steps = curve.some((point) => typeof point.learningRate === 'number');
  const option = (paint) => ({
    grid: { left: 8, right: 8, top: 44, bottom: 30, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: paint.text }, itemWidth: 18, itemHeight: 8 },
    xAxis: axis(paint, { type: 'value', min: curve[0].epoch, max: curve[curve.length - 1].epoch, minInterval: 1, name: 'Epoch', nameLocation: 'middle', nameGap: 24, splitLine: { show: false } }),
    yAxis: [
      axis(paint, { type: 'value', scale: true, axisLabel: { formatter: (v) => number(v, 4), color: paint.series[1] } }),
      axis(paint, { type: 'value', scale: true, splitLine: { show: false }, axisLabel: { formatter: (v) => number(v, 4), color: paint.series[0] } }),
    ],
    tooltip: { trigger: 'axis', formatter: (items) => [`Epoch ${items[0].value[0]}${items[0].value[0] === best ? ' (kept)' : ''}`, ...items.map((item) => `${item.seriesName}: ${number(item.value[1], 5)}`),
      ...(steps ? [`Learning rate: ${number(curve[items[0].dataIndex]?.learningRate, 4)}`] : [])].join('\n') },
    series: [
      { name: 'Training loss', type: 'line', yAxisIndex: 0, data: of('trainingLoss'), symbol: 'none', lineStyle: { width: 2, type: 'dashed', color: paint.series[1] }, itemStyle: { color: paint.series[1] } },
      { name: 'Validation RMSE', type: 'line', yAxisIndex: 1, data: of('validationRmse'), symbol: 'none', lineStyle: { width: 2.2, color: paint.series[0] }, itemStyle: { color: paint.series[0] },
        markLine: typeof best === 'number' ? { silent: true, symbol: 'none', lineStyle: { color: paint.text, type: 'dotted', width: 1.5 }, label: { formatter: 'kept', color: paint.text, position: 'end', distance: 3 }, data: [{ xAxis: best }] } : undefined },
    ],
  });
  const table = () => ({
    columns: ['Epoch', 'Training loss', 'Validation RMSE', 'Learning rate'].map((title) => ({ title, numeric: true })),
    rows: curve.map((point) => [`${point.epoch}${point.epoch === best ? ' (kept)' : ''}`, number(point.trainingLoss, 5), number(point.validationRmse, 5), number(point.learningRate, 4)]),
  });
  const kept = curve.find((point) => point.epoch === best);
  return html`<${Figure} id="curves" table=${table} summary=${`Training loss (dashed, left scale) and validation RMSE (right scale) of ${curve.length} epochs.${kept ? ` Epoch ${best} was kept, with a validation RMSE of ${number(kept.validationRmse)}.` : ''}`}>
    <${Chart} option=${option} deps=${[curve, best]} height="16rem" label="Learning curves" />
  </${Figure}>`;
}
