import { PageHead, html } from '../lib/index.js';

/** Who had which case when, and what went wrong. */
export function Leases() {
  return html`<${PageHead} title="Leases and faults" />`;
}
