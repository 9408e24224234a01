// Which line of the parallel coordinates is under the pointer.

const REACH = 5; // pixels

/**
 * The row whose line passes nearest to (x, y), the better one when two are as near; -1 when none is within reach.
 * `yOf(axisIndex, row)` is the height of a row on an axis.
 */
export function rowAt(x, y, xs, selection, tone, yOf) {
  let gap = 0;
  while (gap < xs.length - 2 && x > xs[gap + 1]) gap++;
  if (x < xs[0] || x > xs[xs.length - 1]) return -1;
  const part = (x - xs[gap]) / (xs[gap + 1] - xs[gap]);
  let found = -1;
  let least = REACH;
  for (let i = 0; i < selection.count; i++) {
    const row = selection.kept[i];
    const a = yOf(gap, row);
    const distance = Math.abs(a + part * (yOf(gap + 1, row) - a) - y);
    if (distance > least || (distance === least && found >= 0 && tone[row] <= tone[found])) continue;
    least = distance;
    found = row;
  }
  return found;
}
