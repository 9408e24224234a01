// A peer that joins by an invite, takes a blob from the server and gives it one. Everything that it
// needs of the place that it runs in is RTCPeerConnection, fetch and crypto.subtle.

import {base64url, hex, random, sha256} from './bytes.mjs';
import {Channel, within} from './channel.mjs';
import {Identity} from './keys.mjs';
import {ANSWER, ask, fingerprintOf, KNOCK, OFFER, parseInvite, WELCOME} from './signal.mjs';

const MOST_TRIES = 3;
const CHUNK = 16 << 10; // what every WebRTC stack carries whole, with its frame's header

/**
 * Joins, fetches the blob with that SHA-256 and offers one of so many bytes, which the server then
 * asks for. Returns what was seen, for the test to look at.
 */
export async function visit(line, wanted, giftBytes, runtime) {
  const identity = await Identity.random();
  const invite = await parseInvite(line);
  const knock = await ask(identity, invite, KNOCK, {client: runtime, way: invite.http[0]});
  expect(knock.kind === WELCOME, `a welcome, not ${knock.kind}`);
  const {connection, channel, own, other} = await connect(identity, invite);
  try {
    await channel.introduce(identity, invite.server, own, other);
    const gift = pattern(giftBytes);
    const fetched = await fetchBlob(channel, wanted);
    await giveBlob(channel, gift);
    channel.finish();
    return {
      key: base64url(identity.key),
      protocol: knock.said.protocol,
      fetched: fetched.length,
      fetchedSha256: hex(await sha256(fetched)),
      gift: gift.length,
      giftSha256: hex(await sha256(gift)),
      largestFrame: channel.largest,
    };
  } finally {
    connection.close();
  }
}

/**
 * A connection that knows both descriptions. On a machine with ten times too much to do
 * libdatachannel was seen to have lost its ICE transport when it was given the answer: a
 * fresh connection is another try.
 */
async function connect(identity, invite) {
  for (let tries = 1; ; tries++) {
    const connection = new RTCPeerConnection({iceServers: []});
    try {
      const channel = new Channel(connection.createDataChannel('gridcast', {ordered: true}));
      return {connection, channel, ...(await negotiate(identity, invite, connection))};
    } catch (fault) {
      connection.close();
      if (tries === MOST_TRIES || !fault.message.includes('without ICE transport')) {
        throw fault;
      }
      console.error(`try ${tries}: ${fault.message}`);
    }
  }
}

async function negotiate(identity, invite, connection) {
  await connection.setLocalDescription(await connection.createOffer());
  await within(
    'all addresses of this machine',
    new Promise((resolve) => {
      const look = () => connection.iceGatheringState === 'complete' && resolve();
      connection.addEventListener('icegatheringstatechange', look);
      look();
    }));
  const sdp = connection.localDescription.sdp;
  const own = fingerprintOf(sdp);
  const answer = await ask(identity, invite, OFFER, {
    attempt: base64url(random(16)),
    fingerprint: own.text,
    sdp,
  });
  expect(answer.kind === ANSWER, `an answer, not ${answer.kind}`);
  const other = fingerprintOf(answer.said.sdp);
  expect(
    answer.said.fingerprint.toLowerCase() === other.text.toLowerCase(),
    'the fingerprint that was signed to be that of the description');
  await connection.setRemoteDescription({type: 'answer', sdp: answer.said.sdp});
  return {own: own.bytes, other: other.bytes};
}

async function fetchBlob(channel, wanted) {
  await channel.send({
    type: 'blob-request',
    request: 1,
    sha256: wanted,
    encodings: ['identity'],
    from: 0,
    encodedSha256: '',
  });
  const head = await channel.next();
  expect(head.type === 'blob-head', `a head, not ${JSON.stringify(head)}`);
  expect(head.request === 1 && head.sha256 === wanted, 'the head of what was asked for');
  expect(head.encoding === 'identity' && head.encodedSize === head.size, 'no encoding');
  const whole = new Uint8Array(head.size);
  for (let at = head.from; at < head.size; ) {
    const chunk = await channel.next();
    expect(chunk.type === 'blob-chunk', `a chunk, not ${chunk.type}`);
    expect(chunk.request === 1 && chunk.at === at, `the chunk at ${at}, not ${chunk.at}`);
    expect(chunk.attached.length === chunk.data, 'the bytes that the chunk announces');
    whole.set(chunk.attached, at);
    at += chunk.attached.length;
  }
  expect(hex(await sha256(whole)) === wanted, 'the bytes that were asked for');
  return whole;
}

/** Names the blob as a result's model is named, and sends it when it is asked for. */
async function giveBlob(channel, gift) {
  const digest = hex(await sha256(gift));
  await channel.send({
    type: 'result',
    lease: 'a-lease-of-the-test',
    resultJson: '{}',
    model: {sha256: digest, size: gift.length, inline: null},
  });
  const request = await channel.next();
  expect(request.type === 'blob-request', `a request, not ${JSON.stringify(request)}`);
  expect(request.sha256 === digest && request.from === 0, 'a request for the whole gift');
  expect(request.encodings.includes('identity'), 'a request that takes it as it is');
  await channel.send({
    type: 'blob-head',
    request: request.request,
    sha256: digest,
    size: gift.length,
    encoding: 'identity',
    encodedSize: gift.length,
    encodedSha256: digest,
    from: 0,
  });
  for (let at = 0; at < gift.length; at += CHUNK) {
    const data = gift.slice(at, at + CHUNK);
    await channel.send({type: 'blob-chunk', request: request.request, at, data});
  }
  const last = await channel.next();
  expect(last.type === 'accepted', `that the gift was taken, not ${JSON.stringify(last)}`);
}

/** Bytes that do not repeat soon: a xorshift generator's. */
function pattern(length) {
  const bytes = new Uint8Array(length);
  let state = 2463534242;
  for (let i = 0; i < length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i] = state & 0xff;
  }
  return bytes;
}

function expect(condition, what) {
  if (!condition) {
    throw new Error(`expected ${what}`);
  }
}
