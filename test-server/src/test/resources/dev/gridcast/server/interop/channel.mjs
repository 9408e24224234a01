// What travels in the data channel: the proof of the keys, frames, and messages made of them.

import {concat, equal, int32, random, readInt32, text, utf8} from './bytes.mjs';
import {verifies} from './keys.mjs';

const FIRST = 1;
const MORE = 2;
const CREDIT = 3;
const FINISH = 4;
const GREETING = 5;
const PROOF = 6;
const BATCH = 7;
const PING = 8;

const GREETING_MAGIC = utf8('GCC');
const MAJOR = 1;
const MINOR = 0;
const OFFERED = 1;
const ANSWERED = 2;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** The largest frame in bytes, and what each, or each message in it, costs of the window besides. */
const MAX_FRAME = 32 << 10;
const OVERHEAD = 256;
const FIRST_HEADER = 9;
const MORE_HEADER = 5;

/** What may be on its way before the first credit, and at most. */
const INITIAL_WINDOW = 128 << 10;
const WINDOW = 4 << 20;

/** No WebRTC stack has to take more in one piece; past it some close the channel. */
const LARGEST_PIECE = 256 << 10;
const HIGH_WATER = 1 << 20;
const PING_MILLIS = 2000;
const PATIENCE_MILLIS = 30_000;

/** One end of an open data channel; made by {@link Channel.open}. */
export class Channel {
  constructor(line) {
    this.line = line;
    this.frames = new Inbox();
    this.messages = new Inbox();
    this.largest = 0;
    this.received = 0;
    this.sendable = INITIAL_WINDOW;
    this.granted = INITIAL_WINDOW;
    this.waiting = [];
    this.streams = new Map();
    this.nextStream = 0;
    line.binaryType = 'arraybuffer';
    line.bufferedAmountLowThreshold = HIGH_WATER / 2;
    line.addEventListener('message', (event) => this.arrived(new Uint8Array(event.data)));
    line.addEventListener('close', () => this.end('the channel was closed'));
    line.addEventListener('error', () => this.end('the channel failed'));
  }

  /** Proves the keys both ways and begins to listen. */
  async introduce(identity, server, ownFingerprint, otherFingerprint) {
    await opened(this.line);
    const ownNonce = random(KEY_BYTES);
    this.put(concat([GREETING], GREETING_MAGIC, [MAJOR, MINOR], identity.key, ownNonce));
    const greeting = await this.frames.next('the greeting');
    const head = 1 + GREETING_MAGIC.length;
    if (greeting[0] !== GREETING || !equal(greeting.slice(1, head), GREETING_MAGIC)) {
      throw new Error(`not a greeting: ${greeting}`);
    }
    if (greeting[head] !== MAJOR) {
      throw new Error(`the other side speaks version ${greeting[head]} of the framing`);
    }
    const otherKey = greeting.slice(head + 2, head + 2 + KEY_BYTES);
    const otherNonce = greeting.slice(head + 2 + KEY_BYTES, head + 2 + 2 * KEY_BYTES);
    if (!equal(otherKey, server)) {
      throw new Error('somebody else than the server of the invite is in the channel');
    }
    const claim = (role, own, other, ownPrint, otherPrint, ownRandom, otherRandom) =>
      concat(
        utf8('gridcast channel 1'), [role], own, other, ownPrint, otherPrint, ownRandom, otherRandom);
    const claimed = claim(
      OFFERED, identity.key, server, ownFingerprint, otherFingerprint, ownNonce, otherNonce);
    this.put(concat([PROOF], await identity.sign(claimed)));
    const proof = await this.frames.next('the proof');
    const expected = claim(
      ANSWERED, server, identity.key, otherFingerprint, ownFingerprint, otherNonce, ownNonce);
    if (
      proof[0] !== PROOF ||
      proof.length !== 1 + SIGNATURE_BYTES ||
      !(await verifies(server, expected, proof.slice(1)))
    ) {
      throw new Error('the server did not prove its key');
    }
    this.listen();
  }

  /** Sends a message, {type, …}; a Uint8Array in it travels as an attachment. */
  async send(message) {
    const attached = [];
    const json = utf8(
      JSON.stringify(message, (name, value) => {
        if (value instanceof Uint8Array) {
          attached.push(value);
          return value.length;
        }
        return value;
      }));
    const whole = concat(int32(json.length), json, ...attached);
    const stream = this.nextStream++;
    for (let at = 0; at < whole.length; ) {
      const header =
        at === 0
          ? concat([FIRST], int32(stream), int32(whole.length))
          : concat([MORE], int32(stream));
      const payload = whole.subarray(at, at + MAX_FRAME - header.length);
      await this.room(header.length + payload.length + OVERHEAD);
      this.put(concat(header, payload));
      at += payload.length;
    }
  }

  /** The next message; in it the attachment is `attached`. */
  next() {
    return this.messages.next('a message');
  }

  /** Says that nothing follows. */
  finish() {
    clearInterval(this.pinging);
    this.put(Uint8Array.of(FINISH));
  }

  listen() {
    this.pinging = setInterval(() => this.put(Uint8Array.of(PING)), PING_MILLIS);
    this.listening = true;
    for (const frame of this.frames.takeAll()) {
      this.read(frame);
    }
  }

  arrived(frame) {
    this.largest = Math.max(this.largest, frame.length);
    this.received += frame.length;
    try {
      if (this.listening) {
        this.read(frame);
      } else {
        this.frames.put(frame);
      }
    } catch (fault) {
      this.end(fault.message);
    }
  }

  read(frame) {
    let items = 1;
    switch (frame[0]) {
      case FIRST:
        this.streams.set(readInt32(frame, 1), {
          whole: new Uint8Array(readInt32(frame, 5)),
          at: 0,
        });
        this.take(frame, FIRST_HEADER);
        break;
      case MORE:
        this.take(frame, MORE_HEADER);
        break;
      case BATCH:
        items = 0;
        for (let at = 1; at < frame.length; at += 4 + readInt32(frame, at)) {
          this.messages.put(decoded(frame.slice(at + 4, at + 4 + readInt32(frame, at))));
          items++;
        }
        break;
      case CREDIT:
        this.sendable += readInt32(frame, 1);
        this.waiting.splice(0).forEach((goOn) => goOn());
        return;
      case FINISH:
        this.end('finished by the other side');
        return;
      case PING:
        return;
      default:
        throw new Error(`a frame of an unknown kind: ${frame[0]}`);
    }
    this.grant(frame.length + items * OVERHEAD);
  }

  take(frame, header) {
    const stream = readInt32(frame, 1);
    const unfinished = this.streams.get(stream);
    unfinished.whole.set(frame.subarray(header), unfinished.at);
    unfinished.at += frame.length - header;
    if (unfinished.at === unfinished.whole.length) {
      this.streams.delete(stream);
      this.messages.put(decoded(unfinished.whole));
    }
  }

  /** Lets the other side send as much again. */
  grant(cost) {
    this.granted -= cost;
    if (this.granted < WINDOW / 2) {
      const amount = WINDOW - this.granted;
      this.granted += amount;
      this.put(concat([CREDIT], int32(amount)));
    }
  }

  /** Waits until the other side takes so much, and until the line has sent what came before. */
  async room(cost) {
    while (this.sendable < cost) {
      await within('credit', new Promise((resolve) => this.waiting.push(resolve)));
    }
    this.sendable -= cost;
    while (this.line.bufferedAmount > HIGH_WATER) {
      await within(
        'a line that empties',
        new Promise((resolve) =>
          this.line.addEventListener('bufferedamountlow', resolve, {once: true})));
    }
  }

  put(frame) {
    if (frame.length > LARGEST_PIECE) {
      throw new Error(`larger than a data channel has to take: ${frame.length}`);
    }
    if (this.line.readyState === 'open') {
      this.line.send(frame);
    }
  }

  end(reason) {
    clearInterval(this.pinging);
    this.frames.end(reason);
    this.messages.end(reason);
  }
}

function decoded(whole) {
  const length = readInt32(whole, 0);
  return {...JSON.parse(text(whole.subarray(4, 4 + length))), attached: whole.slice(4 + length)};
}

const opened = (line) =>
  within(
    'an open channel',
    new Promise((resolve, reject) => {
      if (line.readyState === 'open') {
        resolve();
      } else {
        line.addEventListener('open', resolve, {once: true});
        line.addEventListener('close', () => reject(new Error('closed before it was open')));
      }
    }));

/** What that promise gives, or a failure that says what did not come. */
export async function within(what, promise) {
  let timer;
  const tooLate = new Promise((resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what} did not come within ${PATIENCE_MILLIS} ms`)), PATIENCE_MILLIS);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** What has come and was not asked for yet. */
class Inbox {
  constructor() {
    this.held = [];
    this.wanted = [];
  }

  put(item) {
    const next = this.wanted.shift();
    if (next) {
      next.resolve(item);
    } else {
      this.held.push(item);
    }
  }

  next(what) {
    if (this.held.length > 0) {
      return Promise.resolve(this.held.shift());
    }
    if (this.over) {
      return Promise.reject(new Error(this.over));
    }
    return within(what, new Promise((resolve, reject) => this.wanted.push({resolve, reject})));
  }

  takeAll() {
    return this.held.splice(0);
  }

  end(reason) {
    this.over = reason;
    this.wanted.splice(0).forEach((next) => next.reject(new Error(reason)));
  }
}
