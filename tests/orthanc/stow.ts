/** What an archive said to the files that it was sent. */
export interface Stored {
  readonly stored: number;
  readonly refused: number;
}

const batchBytes = 64_000_000;

/**
 * Sends Part 10 files by STOW-RS (PS3.18 10.5), many in one request.
 * @param root DICOMweb root
 * @throws when the archive refuses a whole request for another reason than its files
 */
export async function store(
  root: string,
  files: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Stored> {
  let total: Stored = { stored: 0, refused: 0 };
  let batch: Uint8Array[] = [];
  const send = async () => {
    if (batch.length === 0) return;
    const answer = await storeBatch(root, batch);
    total = { stored: total.stored + answer.stored, refused: total.refused + answer.refused };
    batch = [];
  };
  for await (const file of files) {
    batch.push(file);
    if (batch.reduce((sum, { length }) => sum + length, 0) >= batchBytes) await send();
  }
  await send();
  return total;
}

async function storeBatch(root: string, files: readonly Uint8Array[]): Promise<Stored> {
  const boundary = `plainfilm-${crypto.randomUUID()}`;
  const head = Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`);
  const parts = files.flatMap((file) => [head, file, Buffer.from('\r\n')]);
  const answer = await fetch(`${root}/studies`, {
    method: 'POST',
    headers: {
      'Content-Type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
      Accept: 'application/dicom+json',
    },
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  });
  // One file that it cannot read makes Orthanc refuse all of them: each is asked about by itself.
  if (answer.status === 400) return files.length === 1 ? { stored: 0, refused: 1 } : storeSingly(root, files);
  // 202: some were taken; 409: none was (PS3.18 table 10.5.3-1)
  if (![200, 202, 409].includes(answer.status)) throw new Error(`STOW-RS was answered ${answer.status}`);
  const report = (await answer.json()) as Record<string, { readonly Value?: readonly unknown[] }>;
  const count = (tag: string) => report[tag]?.Value?.length ?? 0;
  const [referencedSopSequence, failedSopSequence] = ['00081199', '00081198'];
  const [stored, refused] = [count(referencedSopSequence), count(failedSopSequence)];
  // It may also stop at such a file, and say nothing of those behind it.
  if (stored + refused < files.length && files.length > 1) return storeSingly(root, files);
  return { stored, refused: files.length - stored };
}

async function storeSingly(root: string, files: readonly Uint8Array[]): Promise<Stored> {
  let total: Stored = { stored: 0, refused: 0 };
  for (const file of files) {
    const one = await storeBatch(root, [file]);
    total = { stored: total.stored + one.stored, refused: total.refused + one.refused };
  }
  return total;
}
