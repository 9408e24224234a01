// The words and colours for what the server names in capitals, in one place.

/** The states of a case in the order of a progress bar. `mark` tells them apart without colour. */
export const STATES = [
  { key: 'verified', word: 'verified', mark: '●', help: 'has a result that counts' },
  { key: 'claimed', word: 'claimed', mark: '◍', help: 'has a result that nobody has confirmed' },
  { key: 'judging', word: 'being checked', mark: '◐', help: 'has come back; the server works it out again' },
  { key: 'leased', word: 'in training', mark: '◔', help: 'is with a volunteer' },
  { key: 'waiting', word: 'waiting', mark: '○', help: 'is free to be taken' },
  { key: 'failed', word: 'failed', mark: '▲', help: 'failed again and again, with one volunteer only' },
  { key: 'quarantined', word: 'quarantined', mark: '■', help: 'failed with one volunteer after the other' },
  { key: 'abandoned', word: 'abandoned', mark: '◆', help: 'volunteers fell silent over it' },
];

/** How an attempt stands or ended: its word, its colour among those of the states, and a mark. */
const OUTCOMES = {
  OPEN: { word: 'in training', state: 'leased', mark: '◔' },
  REPORTED: { word: 'being checked', state: 'judging', mark: '◐' },
  SCORED: { word: 'waits for a second training', state: 'judging', mark: '◑' },
  VERIFIED: { word: 'verified', state: 'verified', mark: '●' },
  AGREED: { word: 'confirmed another', state: 'verified', mark: '◉' },
  CLAIMED: { word: 'claimed', state: 'claimed', mark: '◍' },
  REJECTED: { word: 'rejected', state: 'quarantined', mark: '✕' },
  FAILED: { word: 'failed', state: 'failed', mark: '▲' },
  EXPIRED: { word: 'fell silent', state: 'abandoned', mark: '◆' },
  GIVEN_BACK: { word: 'given back', state: 'waiting', mark: '○' },
  SUPERSEDED: { word: 'taken back: another was faster', state: 'waiting', mark: '◇' },
};

/** How that outcome is shown, also one that is newer than these pages: {key, word, state, mark}. */
export function outcome(name) {
  const key = String(name ?? 'unknown').replace(/[^A-Za-z]+/g, '_').replace(/[a-z]+/g, (word) => word.toUpperCase());
  return { key, ...(OUTCOMES[key] ?? { word: key.toLowerCase().replaceAll('_', ' '), state: 'waiting', mark: '·' }) };
}

/** What the server thinks of a volunteer, in a word and in a sentence. */
export const TRUST = {
  vouched: { word: 'vouched for', tone: 'good', help: 'The operator vouches for it: its results count without a second training.' },
  trusted: { word: 'trusted', tone: 'good', help: 'Enough of its results were confirmed; most count at once, some are still checked by a second training.' },
  new: { word: 'new', tone: '', help: 'Too little is known yet: others train its cases again before they count.' },
  doubted: { word: 'doubted', tone: 'warn', help: 'A result of it did not hold; each of its cases is trained again by somebody else.' },
  suspended: { word: 'suspended', tone: 'bad', help: 'It gets no more cases until the operator releases it.' },
};
