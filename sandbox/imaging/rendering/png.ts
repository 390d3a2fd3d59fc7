import { crc32, deflateSync } from 'node:zlib';
import { concatenated } from '../dicom/bytes';

/** A PNG of 8-bit samples. @param channels 1 is grey, 3 is RGB */
export function pngOf(samples: Uint8Array, width: number, height: number, channels: 1 | 3): Uint8Array {
  const stride = width * channels;
  const lines = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y += 1) {
    // Filter 2 (up): neighbouring rows of a medical image differ little
    lines[y * (stride + 1)] = 2;
    for (let x = 0; x < stride; x += 1) {
      const above = y > 0 ? (samples[(y - 1) * stride + x] ?? 0) : 0;
      lines[y * (stride + 1) + 1 + x] = (samples[y * stride + x] ?? 0) - above;
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, channels === 1 ? 0 : 2, 0, 0, 0], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return concatenated([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, { level: 3 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = concatenated([new TextEncoder().encode(type), data]);
  const frame = new Uint8Array(12 + data.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, data.length);
  frame.set(body, 4);
  view.setUint32(8 + data.length, crc32(body));
  return frame;
}
