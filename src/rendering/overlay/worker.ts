import type { OverlayJob } from './messages';
import { overlayRoom } from './overlay-room';

const take = overlayRoom((message, transfer) => self.postMessage(message, { transfer }));

addEventListener('message', ({ data }: MessageEvent<OverlayJob>) => void take(data));
