'use strict';
// Runs before the first paint: sets the colours, so that the page never flashes in the others (the
// rest of that switch is lib/theme.js), and asks for what the page of this address will need, which
// the browser would find out about only later, one file after the other.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem('gridcast-theme');
  } catch {
    // No storage here: the system's choice it is.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';

  const files = {
    '': ['/overview/overview.js', '/overview/best.js', '/overview/curve.js', '/overview/throughput.js', '/volunteers/works.js',
      '/vendor/uPlot.esm.js'],
    results: ['/results/results.css', '/results/results.js', '/results/chips.js', '/results/filters.js', '/results/state.js',
      '/results/table.js', '/results/filter-cell.js'],
    cases: ['/case/case.css', '/case/case.js', '/case/words.js', '/case/ranges.js', '/case/curves.js', '/case/figures.js', '/case/facts.js',
      '/case/attempts.js', '/case/evaluation.js', '/case/errors.js', '/case/series.js'],
    volunteers: ['/volunteers/volunteers.js', '/volunteers/actions.js', '/volunteers/deeds.js', '/volunteers/keys.js', '/volunteers/works.js'],
    leases: ['/leases/leases.js', '/leases/quarantine.js', '/leases/timeline.js', '/vendor/echarts.esm.min.js'],
    forecasts: ['/forecasts/forecasts.css', '/forecasts/forecasts.js', '/forecasts/fan.js', '/forecasts/turned-out.js'],
  };
  for (const file of files[location.pathname.split('/')[1]] ?? []) {
    const link = document.createElement('link');
    link.rel = file.endsWith('.css') ? 'preload' : 'modulepreload';
    if (file.endsWith('.css')) link.as = 'style';
    link.href = file;
    document.head.append(link);
  }
})();
