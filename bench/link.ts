import { connect, createServer, type Socket } from 'node:net';

export interface LinkShape {
  readonly roundTripMs: number;
  readonly bitsPerSecond: number;
  /** Bytes that a connection may have on their way; about a round trip's worth at 20 Mbit/s where it is not said */
  readonly windowBytes?: number;
}

/** One line between the browser and everything else; all connections share its rate, each direction has its own. */
export interface Link {
  /** A port that leads to `port` through the line. */
  through(port: number): Promise<number>;
  close(): Promise<void>;
}

/** So that connections share the line fairly. */
const usualWindow = 64 * 1024;
const packetBytes = 8 * 1024;

/**
 * A TCP relay that delays by half a round trip each way, lets `bitsPerSecond` through in total, and charges a new
 * connection the round trip of its handshake. Slow start and loss are not modelled.
 * @param shape absent: there is no relay, which would cost the processor that the browser wants, too
 */
export function createLink(shape?: LinkShape): Link {
  if (shape === undefined) return { through: async (port) => port, close: async () => undefined };
  const down = createDirection(shape);
  const up = createDirection(shape);
  const servers = new Set<ReturnType<typeof createServer>>();
  const sockets = new Set<Socket>();

  const through = async (port: number): Promise<number> => {
    const server = createServer({ noDelay: true }, (client) => {
      const upstream = connect({ port, host: '127.0.0.1', noDelay: true });
      for (const socket of [client, upstream]) {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
        socket.on('error', () => [client, upstream].forEach((each) => each.destroy()));
      }
      up.carry(client, upstream, shape.roundTripMs);
      down.carry(upstream, client, 0);
    });
    servers.add(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port is free');
    return address.port;
  };

  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await Promise.all([...servers].map((server) => new Promise((resolve) => server.close(resolve))));
  };
  return { through, close };
}

function createDirection(shape: LinkShape) {
  const window = shape.windowBytes ?? usualWindow;
  /** When the line has sent all that it was given */
  let freeAt = 0;

  /** Calls `deliver` when the line would have brought so many bytes that were given to it now. */
  const send = (bytes: number, deliver: () => void) => {
    freeAt = Math.max(performance.now(), freeAt) + (bytes * 8000) / shape.bitsPerSecond;
    setTimeout(deliver, freeAt + shape.roundTripMs / 2 - performance.now());
  };

  const carry = (from: Socket, to: Socket, handshakeMs: number) => {
    const openAt = performance.now() + handshakeMs;
    // Timers that end together may run in either order; whichever it is takes the oldest packet.
    const queue: Buffer[] = [];
    let waiting = 0;
    let ended = false;
    const settle = () => {
      if (waiting < window && to.writableLength < window) from.resume();
      if (ended && waiting === 0) to.end();
    };
    const deliver = () => {
      const packet = queue.shift();
      if (packet === undefined) return;
      if (!to.destroyed) to.write(packet);
      waiting -= packet.length;
      settle();
    };
    to.on('drain', settle);
    from.on('data', (data: Buffer) => {
      waiting += data.length;
      const hold = openAt - performance.now();
      for (let start = 0; start < data.length; start += packetBytes) {
        const chunk = data.subarray(start, start + packetBytes);
        queue.push(chunk);
        // The handshake holds up its own connection only, not the line.
        if (hold > 0) setTimeout(() => send(chunk.length, deliver), hold);
        else send(chunk.length, deliver);
      }
      if (waiting >= window || to.writableLength >= window) from.pause();
    });
    from.on('end', () => {
      ended = true;
      settle();
    });
  };
  return { carry };
}
