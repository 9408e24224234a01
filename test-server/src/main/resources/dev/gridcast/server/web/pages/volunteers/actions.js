import { html } from '../lib/index.js';
import { Deeds } from './deeds.js';

/** What the operator can do with a volunteer: what is asked first, and what is said after. */
const DEEDS = {
  vouch: {
    word: 'Vouch', title: (name) => `Vouch for ${name}?`, yes: 'Vouch', done: (name) => `${name} is vouched for.`,
    text: 'Its results will count without a second training by somebody else.',
  },
  unvouch: {
    word: 'Unvouch', title: (name) => `No longer vouch for ${name}?`, yes: 'Unvouch', done: (name) => `${name} is no longer vouched for.`,
    text: 'Its results will be checked like everybody’s.',
  },
  suspend: {
    word: 'Suspend', title: (name) => `Suspend ${name}?`, yes: 'Suspend', danger: true, done: (name) => `${name} is suspended.`,
    reason: 'Reason, which the volunteer is told',
    text: 'It gets no more cases until it is released. Its results that nobody confirmed are trained again by others.',
  },
  release: {
    word: 'Release', title: (name) => `Release ${name}?`, yes: 'Release', done: (name) => `${name} may have cases again.`,
    text: 'It may have cases again, and what it was blamed for is forgotten.',
  },
  drain: {
    word: 'Drain', title: (name) => `Drain ${name}?`, yes: 'Drain', done: (name) => `${name} finishes what it has and gets no more.`,
    text: 'It finishes the cases that it has and gets no more until you end this.',
  },
  undrain: {
    word: 'Undrain', title: (name) => `Give ${name} cases again?`, yes: 'Give cases again', done: (name) => `${name} gets cases again.`,
    text: 'It gets cases again like everybody.',
  },
};

export function Actions({ volunteer, reload }) {
  const offered = [
    volunteer.trust === 'vouched' ? 'unvouch' : 'vouch',
    volunteer.drained ? 'undrain' : 'drain',
    volunteer.suspension ? 'release' : 'suspend',
  ];
  return html`<${Deeds} deeds=${DEEDS} offered=${offered} name=${volunteer.name} reload=${reload}
    path=${`/volunteers/${encodeURIComponent(volunteer.id)}`} />`;
}
