'use strict';
// Runs before the first paint, so that the page never flashes in the other theme. The rest of the
// switch is lib/theme.js.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem('gridcast-theme');
  } catch {
    // No storage here: the system's choice it is.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
