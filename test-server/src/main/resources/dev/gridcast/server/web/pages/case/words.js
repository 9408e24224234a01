// The words that a card uses for what the server names in capitals, and the figures' names and directions.

export const STATES = {
  AVAILABLE: 'waits for a volunteer', WAITING: 'waits for a volunteer', NEW: 'waits for a volunteer', LEASED: 'in a volunteer’s hands', REPORTED: 'waits to be scored',
  SCORED: 'waits for a second training', VERIFIED: 'verified', CLAIMED: 'claimed, cannot be verified', FAILED: 'failed', QUARANTINED: 'quarantined', ABANDONED: 'abandoned',
};
export const BAD_STATES = ['FAILED', 'QUARANTINED', 'ABANDONED'];

export const OUTCOMES = {
  OPEN: 'running', LEASED: 'running', REPORTED: 'waits to be scored', SCORED: 'scored', VERIFIED: 'counts', AGREED: 'agrees', CLAIMED: 'claim', REJECTED: 'rejected', FAILED: 'failed',
  EXPIRED: 'fell silent', GIVEN_BACK: 'given back', SUPERSEDED: 'somebody was faster',
};
export const outcomeTone = (outcome) => ({ VERIFIED: 'good', AGREED: 'good', REJECTED: 'bad', FAILED: 'bad', EXPIRED: 'warn' })[outcome] ?? '';

export const GROUNDS = {
  WITNESS: 'another volunteer trained it as well and came to the same', SERVER: 'the server trained it as well and came to the same', NOTHING_TRAINED: 'nothing is trained here: the server knows the whole result by itself',
  TRUST: 'its volunteer has a record of valid results; nobody trained it again', ALONE: 'there was nobody else to train it again', INCONCLUSIVE: 'others trained it again, with an engine whose trainings never agree closely enough to tell',
  VOUCHED: 'the operator vouches for its volunteer, or has turned audits off',
};
export const groundWords = (ground) => GROUNDS[String(ground).toUpperCase().replaceAll(/[ -]/g, '_')] ?? String(ground ?? '').toLowerCase().replaceAll('_', ' ');

/** Metric -> {title, better, share: shown as percent, unit}. */
export const METRICS = {
  rmse: { title: 'RMSE', better: 'lower', hint: 'root of the mean squared error, in the labels’ own unit' },
  mae: { title: 'MAE', better: 'lower', hint: 'mean absolute error, in the labels’ own unit' },
  mape: { title: 'MAPE', better: 'lower', unit: '%', hint: 'mean absolute error in percent of the mean absolute value' },
  smape: { title: 'sMAPE', better: 'lower', unit: '%', hint: 'symmetric percentage error, 0 to 200' },
  mase: { title: 'MASE', better: 'lower', hint: 'error in steps that the label took on average in the training range' },
  r2: { title: 'R²', better: 'higher', hint: '1 is perfect, 0 no better than the mean of what came' },
  directionalAccuracy: { title: 'Direction right', better: 'higher', share: true, hint: 'share of forecasts on the right side of the last value' },
};
export const metricOf = (key) => METRICS[key] ?? { title: key };

export const FORECASTERS = { model: 'This model', persistence: 'Persistence', seasonalNaive: 'Same hour before', mean: 'Mean', drift: 'Drift' };
export const forecasterName = (key) => FORECASTERS[key] ?? key.replaceAll(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
