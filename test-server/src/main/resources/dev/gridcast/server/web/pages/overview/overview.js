import { Ask, PageHead, html, useFeed } from '../lib/index.js';

/** What the experiment has come to. */
export function Overview() {
  const of = useFeed('/overview', 'overview');
  return html`<${PageHead} title="Overview" /><${Ask} of=${of}>${(data) => html`<p>${data.counts.verified}</p>`}</${Ask}>`;
}
