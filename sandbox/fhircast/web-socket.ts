import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The server's side of a WebSocket (RFC 6455), as far as text that fits into memory needs it. */
export interface ServerSocket {
  send(text: string): void;
  close(): void;
}

export interface SocketListener {
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}

const [TEXT, CLOSE, PING, PONG] = [1, 8, 9, 10];
/** RFC 6455, 1.3 */
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** Octets of a message that anybody waits for */
const MOST = 1024 * 1024;

/** Takes an upgrade. @returns `undefined`, with the connection closed, where it is none to WebSocket */
export function acceptSocket(
  request: IncomingMessage,
  connection: Duplex,
  { onText, onClose }: SocketListener,
): ServerSocket | undefined {
  const key = request.headers['sec-websocket-key'];
  if (key === undefined || request.headers.upgrade?.toLowerCase() !== 'websocket') {
    connection.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    return undefined;
  }
  const accept = createHash('sha1')
    .update(key + MAGIC)
    .digest('base64');
  connection.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let waiting = Buffer.alloc(0);
  const write = (kind: number, bytes: Buffer) => {
    if (!connection.destroyed) connection.write(frameOf(kind, bytes));
  };
  connection.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    for (let frame = firstFrame(waiting); frame !== undefined; frame = firstFrame(waiting)) {
      waiting = waiting.subarray(frame.length);
      if (frame.kind === TEXT) onText(frame.bytes.toString('utf8'));
      else if (frame.kind === PING) write(PONG, frame.bytes);
      else if (frame.kind === CLOSE) connection.end(frameOf(CLOSE, frame.bytes));
    }
    if (waiting.length > MOST) connection.destroy();
  });
  connection.on('close', onClose).on('error', () => connection.destroy());
  return {
    send: (text) => write(TEXT, Buffer.from(text, 'utf8')),
    close: () => {
      write(CLOSE, Buffer.from([0x03, 0xe8]));
      connection.end();
    },
  };
}

/** A whole message in one frame, without a mask (5.1: servers do not mask). */
function frameOf(kind: number, bytes: Buffer): Buffer {
  const { length } = bytes;
  const head = Buffer.alloc(length < 126 ? 2 : length < 0x10000 ? 4 : 10);
  head[0] = 0x80 | kind;
  head[1] = length < 126 ? length : length < 0x10000 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, bytes]);
}

/** @returns `undefined` where it is not wholly there yet */
function firstFrame(bytes: Buffer): { kind: number; bytes: Buffer; length: number } | undefined {
  const [first = 0, second = 0] = bytes;
  const short = second & 0x7f;
  const more = short === 126 ? 2 : short === 127 ? 8 : 0;
  const at = 2 + more + 4;
  if (bytes.length < at) return undefined;
  const size = more === 2 ? bytes.readUInt16BE(2) : more === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < at + size) return undefined;
  const mask = bytes.subarray(at - 4, at);
  const text = bytes.subarray(at, at + size).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return { kind: first & 0x0f, bytes: Buffer.from(text), length: at + size };
}
