// Light and dark: the switch, and the colours for what draws on a canvas.

import { cell } from './cell.js';

const KEY = 'gridcast-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const CHOICES = ['system', 'light', 'dark'];

function kept() {
  try {
    const choice = localStorage.getItem(KEY);
    return CHOICES.includes(choice) ? choice : 'system';
  } catch {
    return 'system';
  }
}

/** What the reader chose: system, light or dark. */
export const themeChoice = cell(kept());

/** What that comes to: light or dark. Charts draw again when it changes. */
export const theme = cell(document.documentElement.dataset.theme || 'light');

function apply() {
  const choice = themeChoice.get();
  const now = choice === 'system' ? (system.matches ? 'dark' : 'light') : choice;
  document.documentElement.dataset.theme = now;
  theme.set(now);
}

export function chooseTheme(choice) {
  themeChoice.set(choice);
  try {
    if (choice === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // Kept until the page is left, then.
  }
  apply();
}

/** The next choice for a button that goes round. */
export const nextTheme = (choice) => CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];

system.addEventListener('change', apply);
addEventListener('storage', (event) => {
  if (event.key !== KEY) return;
  themeChoice.set(kept());
  apply();
});

/**
 * The colours of the style sheet as they are now: {back, card, text, soft, line, accent, good,
 * warn, bad, series: [8 colours that colour-blind people can tell apart], font}. `scale` are the
 * stops of the sequential colour scale from low to high, the same as in the legend of every heat map.
 */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    back: of('back'), card: of('card'), text: of('text'), soft: of('soft'), line: of('line'), faint: of('faint'),
    accent: of('accent'), good: of('good'), warn: of('warn'), bad: of('bad'),
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((place) => of(`series-${place}`)),
    scale: [1, 2, 3, 4, 5, 6, 7].map((place) => of(`scale-${place}`)),
    state: Object.fromEntries(['waiting', 'leased', 'judging', 'verified', 'claimed', 'failed', 'quarantined', 'abandoned']
      .map((name) => [name, of(`state-${name}`)])),
    font: style.getPropertyValue('--font').trim(),
  };
}

/** Whether the reader wants nothing to move. */
export const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
