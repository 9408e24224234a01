// The invite, and the way from it to a description of the server: sealed questions over HTTP.

import {base64url, concat, equal, random, sha256, text, unbase32, utf8} from './bytes.mjs';
import {open, seal} from './keys.mjs';

export const KNOCK = 1;
export const OFFER = 2;
export const WELCOME = 3;
export const ANSWER = 4;
export const REFUSAL = 5;

const PREFIX = 'gridcast1';
const KEY_BYTES = 32;
const CHECKSUM_BYTES = 4;
const HTTP_WAY = 1;
const SECRET = 3;
const MUST_BE_KNOWN = 128;

/** {server, http: [URL], secret?} of one line of text. */
export async function parseInvite(line) {
  const word = line.trim();
  if (!word.startsWith(PREFIX)) {
    throw new Error('this is no invite');
  }
  const bytes = unbase32(word.slice(PREFIX.length));
  const payload = bytes.slice(0, -CHECKSUM_BYTES);
  const sum = (await sha256(concat(utf8(PREFIX), payload))).slice(0, CHECKSUM_BYTES);
  if (!equal(sum, bytes.slice(-CHECKSUM_BYTES))) {
    throw new Error('this invite has a typo: its checksum is wrong');
  }
  const invite = {server: payload.slice(0, KEY_BYTES), http: []};
  for (let at = KEY_BYTES; at < payload.length; at += 2 + payload[at + 1]) {
    const value = payload.slice(at + 2, at + 2 + payload[at + 1]);
    if (payload[at] === HTTP_WAY) {
      invite.http.push(text(value));
    } else if (payload[at] === SECRET) {
      invite.secret = value;
    } else if (payload[at] >= MUST_BE_KNOWN) {
      throw new Error(`this invite has an item that must be known: ${payload[at]}`);
    }
  }
  return invite;
}

/** Asks the server of the invite; what it says, opened and checked: {kind, said}. */
export async function ask(identity, invite, kind, question) {
  const nonce = base64url(random(16));
  const body = {
    ...question,
    nonce,
    time: Date.now(),
    ...(invite.secret ? {secret: base64url(invite.secret)} : {}),
  };
  const sealed = await seal(kind, identity, invite.server, utf8(JSON.stringify(body)));
  const response = await fetch(new URL('/v2/signal', invite.http[0]), {
    method: 'POST',
    headers: {'Content-Type': 'application/octet-stream'},
    body: sealed,
  });
  if (response.status !== 200) {
    throw new Error(`the server answers ${response.status}: ${await response.text()}`);
  }
  const opened = await open(new Uint8Array(await response.arrayBuffer()), identity);
  if (!equal(opened.sender, invite.server)) {
    throw new Error('somebody else than the server of the invite has answered');
  }
  const said = JSON.parse(text(opened.body));
  if (said.re !== nonce) {
    throw new Error('the answer is to another question');
  }
  if (opened.kind === REFUSAL) {
    throw new Error(`refused: ${said.code} ${said.message}`);
  }
  return {kind: opened.kind, said};
}

/** The only fingerprint of a description: {text: "sha-256 AA:BB:…", bytes}. */
export function fingerprintOf(sdp) {
  const found = [...sdp.matchAll(/^a=fingerprint:(\S+) (\S+)\r?$/gm)];
  const different = new Set(found.map((each) => each[0].trim().toLowerCase()));
  if (different.size !== 1 || found[0][1].toLowerCase() !== 'sha-256') {
    throw new Error(`a description must have one SHA-256 fingerprint: ${[...different]}`);
  }
  return {
    text: `sha-256 ${found[0][2].toUpperCase()}`,
    bytes: Uint8Array.from(found[0][2].split(':'), (pair) => parseInt(pair, 16)),
  };
}
