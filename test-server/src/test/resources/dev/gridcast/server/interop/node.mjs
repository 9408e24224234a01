// Runs the visit of peer.mjs in Node.js over node-datachannel, which lies in $GRIDCAST_TEST_INTEROP:
//
//   node node.mjs INVITE SHA256_TO_FETCH BYTES_TO_GIVE
//
// The last line is what was seen, as JSON.

import {webcrypto} from 'node:crypto';
import {createRequire} from 'node:module';
import {join} from 'node:path';

globalThis.crypto ??= webcrypto; // Node.js 18, which is Debian's, keeps it in a module
const require = createRequire(join(process.env.GRIDCAST_TEST_INTEROP, 'package.json'));
globalThis.RTCPeerConnection = require('node-datachannel/polyfill').RTCPeerConnection;

const {visit} = await import('./peer.mjs');
const [invite, wanted, giftBytes] = process.argv.slice(2);
const seen = await visit(invite, wanted, Number(giftBytes), `node ${process.version}`);
console.log(JSON.stringify(seen));
require('node-datachannel').cleanup(); // its threads would keep the process alive
