// Bytes, their texts and their digests, with nothing but what every JavaScript runtime has.

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** One array with all of these after each other. */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const utf8 = (text) => new TextEncoder().encode(text);

export const text = (bytes) => new TextDecoder('utf-8', {fatal: true}).decode(bytes);

export const random = (length) => crypto.getRandomValues(new Uint8Array(length));

export const equal = (one, other) =>
  one.length === other.length && one.every((byte, i) => byte === other[i]);

export const hex = (bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export function unhex(written) {
  if (!/^([0-9a-fA-F]{2})*$/.test(written)) {
    throw new Error(`not hex: ${written}`);
  }
  return Uint8Array.from(written.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

export const unbase64url = (written) =>
  Uint8Array.from(atob(written.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

/** RFC 4648 base32 in lower case, without padding. */
export function unbase32(written) {
  const bytes = new Uint8Array(Math.floor((written.length * 5) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of written) {
    const value = BASE32.indexOf(letter);
    if (value < 0) {
      throw new Error(`not base32: ${letter}`);
    }
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
      held &= (1 << bits) - 1;
    }
  }
  return bytes;
}

export const sha256 = async (bytes) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

export const sha512 = async (bytes) =>
  new Uint8Array(await crypto.subtle.digest('SHA-512', bytes));

/** A big-endian 32-bit number. */
export function int32(number) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, number);
  return bytes;
}

export const readInt32 = (bytes, at) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getInt32(at);
