import {
  Ask, Card, Empty, PageHead, Stat, STATES, count, duration, fixed, html, instant, percent, plural, useData, useFeed,
} from '../lib/index.js';
import { Works } from '../volunteers/works.js';
import { BestCard } from './best.js';
import { CurveCard } from './curve.js';
import { ThroughputCard } from './throughput.js';

/** What the experiment has come to, what is going on, and what needs a person. */
export function Overview() {
  const overview = useFeed('/overview', 'overview');
  const volunteers = useFeed('/volunteers', 'volunteers');
  const curve = useData('/best-so-far', { on: ['results'], every: 5000 });
  const about = overview.data?.experiment;
  return html`<${PageHead} title="Overview" note=${about ? aboutLine(about) : '\u00a0'} />
    <${Ask} of=${overview} lines=${12} height="60rem">${() => html`<div class="grid">
      <${Attention} list=${overview.data.attention ?? []} />
      <${ProgressCard} data=${overview.data} />
      <${BestCard} data=${overview.data} />
      <${CurveCard} of=${curve} />
      <${ThroughputCard} data=${overview.data} />
      <${OnlineCard} of=${volunteers} />
    </div>`}</${Ask}>`;
}

function aboutLine(about) {
  const parts = [`${plural(about.totalCases, 'case')} of ${about.name}`];
  if (about.varying?.length > 0) parts.push(`varies ${about.varying.join(', ')}`);
  if (about.labels?.length > 0) parts.push(`forecasts ${about.labels.join(', ')}`);
  if (about.datasetSha256) {
    parts.push(html`dataset <code title=${`SHA-256 ${about.datasetSha256}`}>${about.datasetSha256.slice(0, 12)}</code>`);
  }
  return parts.flatMap((part, place) => (place === 0 ? [part] : [' · ', part]));
}

const BAD = new Set(['QUARANTINED', 'FAILED', 'ABANDONED']);

/** Where something can be done about it, within these pages. */
function place(item) {
  if (BAD.has(item.kind)) return '/leases#quarantine';
  return typeof item.link === 'string' && /^\/(?!\/)/.test(item.link) ? item.link : '/';
}

function Attention({ list }) {
  if (list.length === 0) return null;
  return html`<section class="card attention" aria-labelledby="attention">
    <h2 id="attention">Needs a person</h2>
    <ul>${list.map((item) => html`<li key=${item.kind}>
      <span class="mark" aria-hidden="true">!</span>
      <span>${item.text}</span>
      ${place(item) !== '/' && html`<a href=${place(item)}>Look<span class="hidden"> at it: ${item.text}</span></a>`}
    </li>`)}</ul>
  </section>`;
}

function ProgressCard({ data }) {
  return html`<${Card} id="progress" title="Progress">
    <dl class="stats">
      <${Stat} name="Done" value=${percent(data.counts.total > 0 ? data.counts.ended / data.counts.total : 0)}
        note=${`${count(data.counts.ended)} of ${plural(data.counts.total, 'case')}`} />
      <${Stat} name="Verified" value=${count(data.counts.verified)} note=${plural(data.counts.judging, 'result is', 'results are') + ' being checked'} />
      <${Stat} name="Throughput" value=${perHour(data.throughput?.perHour)}
        unit="per hour" note="verified in the last hour" />
      <${Stat} name="Time left" value=${data.done ? 'done' : data.secondsLeft === undefined || data.secondsLeft === null ? 'unknown' : duration(data.secondsLeft)}
        note=${timeLeftNote(data)} />
      <${Stat} name="Volunteers" value=${count(data.online)} unit="online"
        note=${data.suspended > 0 ? `${count(data.suspended)} suspended` : 'none suspended'} />
    </dl>
    <${StateBar} counts=${data.counts} />
  </${Card}>`;
}

const perHour = (rate) => (rate > 0 && rate < 10 ? fixed(rate, 1) : count(rate));

function timeLeftNote(data) {
  if (data.done) return 'every case has ended';
  if (data.secondsLeft === undefined || data.secondsLeft === null) return 'too little is known yet';
  return `at this pace until ${instant(Date.parse(data.now) + data.secondsLeft * 1000).slice(0, 16)} UTC`;
}

/** One bar for all cases, with a legend that carries the numbers. */
function StateBar({ counts }) {
  const total = Math.max(1, counts.total);
  const there = STATES.filter((state) => counts[state.key] > 0);
  const said = there.map((state) => `${count(counts[state.key])} ${state.word}`).join(', ');
  return html`<div class="state-bar" role="img" aria-label=${`Of ${plural(counts.total, 'case')}: ${said}.`}>
      ${there.map((state) => html`<span key=${state.key} class=${`fill ${state.key}`} title=${`${state.word}: ${count(counts[state.key])}`}
        style=${{ flexGrow: counts[state.key] / total }}></span>`)}
    </div>
    <ul class="legend">${STATES.map((state) => html`<li key=${state.key} class=${counts[state.key] > 0 ? '' : 'none'} title=${state.help}>
      <span class=${`swatch ${state.key}`} aria-hidden="true"></span>${state.word}
      <b class="num">${count(counts[state.key])}</b>
    </li>`)}</ul>`;
}

function OnlineCard({ of }) {
  const online = (of.data?.volunteers ?? []).filter((one) => one.online);
  return html`<${Card} id="online" title="Volunteers online" className="half" tools=${html`<a href="/volunteers">All volunteers</a>`}>
    <${Ask} of=${of} lines=${5} height="14rem">${() => (online.length === 0
      ? html`<${Empty} text="Nobody is here now. Cases wait, nothing is lost." />`
      : html`<ul class="people">${online.slice(0, 8).map((one) => html`<li key=${one.id}>
          <div class="person"><b>${one.name}</b><span class="soft">${one.machine}</span></div>
          <${Works} works=${one.works} since=${one.since} />
        </li>`)}</ul>
        ${online.length > 8 && html`<p class="note">and ${count(online.length - 8)} more</p>`}`)}</${Ask}>
  </${Card}>`;
}
