import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker&url';
import { startWorker } from '../worker-policy';

/** pdf.js' worker */
export const startPdfWorker = (): Worker => startWorker(workerAddress, 'pdf');
