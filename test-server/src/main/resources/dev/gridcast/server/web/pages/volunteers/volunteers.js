import { PageHead, html } from '../lib/index.js';

/** Everybody who trains. */
export function Volunteers() {
  return html`<${PageHead} title="Volunteers" />`;
}
