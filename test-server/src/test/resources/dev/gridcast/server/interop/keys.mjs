// Keys that sign and agree, and the box that only its recipient can open: docs/developers/protocol.md.

import {concat, equal, random, sha512, unbase64url, unhex, utf8} from './bytes.mjs';

const P = 2n ** 255n - 19n;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const MAGIC = utf8('GCS\u0001');
const HEADER_BYTES = MAGIC.length + 1 + KEY_BYTES;

/** What precedes the 32 bytes of a private key in PKCS #8 (RFC 8410). */
const ED25519_PRIVATE = unhex('302e020100300506032b657004220420');
const X25519_PRIVATE = unhex('302e020100300506032b656e04220420');

const importRaw = (name, bytes, usages) =>
  crypto.subtle.importKey('raw', bytes, {name}, true, usages);

const importPrivate = (name, header, bytes, usages) =>
  crypto.subtle.importKey('pkcs8', concat(header, bytes), {name}, true, usages);

/** A peer's own keys, all of which follow from 32 random bytes. */
export class Identity {
  static async random() {
    return Identity.ofSeed(random(KEY_BYTES));
  }

  static async ofSeed(seed) {
    const identity = new Identity();
    identity.signing = await importPrivate('Ed25519', ED25519_PRIVATE, seed, ['sign']);
    const written = await crypto.subtle.exportKey('jwk', identity.signing);
    identity.key = unbase64url(written.x);
    // Ed25519 signs with the first half of the seed's hash (RFC 8032, 5.1.5); so does X25519 agree.
    identity.agreeing = await importPrivate(
      'X25519', X25519_PRIVATE, (await sha512(seed)).slice(0, KEY_BYTES), ['deriveBits']);
    return identity;
  }

  async sign(message) {
    return new Uint8Array(await crypto.subtle.sign('Ed25519', this.signing, message));
  }
}

/** Whether the owner of an Ed25519 key signed the message. */
export async function verifies(key, message, signature) {
  const verifier = await importRaw('Ed25519', key, ['verify']);
  return crypto.subtle.verify('Ed25519', verifier, signature, message);
}

/** The X25519 form of an Ed25519 public key: u = (1 + y) / (1 - y) (RFC 7748, 4.1). */
export function agreementKey(key) {
  const bytes = key.slice();
  bytes[KEY_BYTES - 1] &= 0x7f; // the sign of x
  let y = 0n;
  for (let i = KEY_BYTES - 1; i >= 0; i--) {
    y = (y << 8n) | BigInt(bytes[i]);
  }
  if (y >= P || y === 1n) {
    throw new Error('this key is no point of the curve');
  }
  let u = ((1n + y) * power((1n - y + P) % P, P - 2n)) % P;
  for (let i = 0; i < KEY_BYTES; i++) {
    bytes[i] = Number(u & 0xffn);
    u >>= 8n;
  }
  return bytes;
}

function power(base, exponent) {
  let result = 1n;
  for (let square = base, left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) {
      result = (result * square) % P;
    }
    square = (square * square) % P;
  }
  return result;
}

/** The sealed form of a body: from this identity, for the owner of that key. */
export async function seal(kind, sender, recipient, body) {
  const ephemeral = await crypto.subtle.generateKey({name: 'X25519'}, true, ['deriveBits']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', ephemeral.publicKey));
  const header = concat(MAGIC, [kind], point);
  const signature = await sender.sign(signed(kind, point, recipient, body));
  const {key, iv} = await secrets(
    ephemeral.privateKey, agreementKey(recipient), header, recipient);
  const encrypted = await crypto.subtle.encrypt(
    {name: 'AES-GCM', iv, additionalData: header}, key, concat(sender.key, signature, body));
  return concat(header, new Uint8Array(encrypted));
}

/** What was sealed for this identity: {kind, sender, body}. */
export async function open(sealed, recipient) {
  if (!equal(sealed.slice(0, MAGIC.length), MAGIC)) {
    throw new Error('this is no sealed message of version 1');
  }
  const header = sealed.slice(0, HEADER_BYTES);
  const kind = header[MAGIC.length];
  const point = header.slice(MAGIC.length + 1);
  const {key, iv} = await secrets(recipient.agreeing, point, header, recipient.key);
  const plain = new Uint8Array(
    await crypto.subtle.decrypt(
      {name: 'AES-GCM', iv, additionalData: header}, key, sealed.slice(HEADER_BYTES)));
  const sender = plain.slice(0, KEY_BYTES);
  const signature = plain.slice(KEY_BYTES, KEY_BYTES + SIGNATURE_BYTES);
  const body = plain.slice(KEY_BYTES + SIGNATURE_BYTES);
  if (!(await verifies(sender, signed(kind, point, recipient.key, body), signature))) {
    throw new Error('the signature of a sealed message is false');
  }
  return {kind, sender, body};
}

async function secrets(own, otherPoint, header, recipient) {
  const shared = await crypto.subtle.deriveBits(
    {name: 'X25519', public: await importRaw('X25519', otherPoint, [])}, own, 256);
  const master = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveBits']);
  const info = concat(utf8('gridcast seal 1'), header, recipient);
  const derived = new Uint8Array(
    await crypto.subtle.deriveBits(
      {name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info}, master, 44 * 8));
  const key = await crypto.subtle.importKey(
    'raw', derived.slice(0, 32), 'AES-GCM', false, ['encrypt', 'decrypt']);
  return {key, iv: derived.slice(32)};
}

const signed = (kind, point, recipient, body) =>
  concat(utf8('gridcast sign 1'), [kind], point, recipient, body);
