import type { VolumeJob } from './messages';
import { volumeRoom } from './volume-room';

const take = volumeRoom((message, transfer) => self.postMessage(message, { transfer }));

addEventListener('message', ({ data }: MessageEvent<VolumeJob>) => take(data));
