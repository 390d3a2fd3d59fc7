import { createRequire } from 'node:module';
import { inflateRawSync } from 'node:zlib';
import type { DataSet, Element } from 'dicom-parser';
import type { DicomJson } from '../../catalogue';
import { concatenated } from '../dicom/bytes';
import { isEncapsulated, isVideo, transferSyntaxes as ts } from '../dicom/transfer-syntaxes';
import { vrOfTag } from '../dicom/dictionary';
import { withExplicitMeta, withPixelLength } from './odd-forms';
import { readElements } from './read-elements';
import type { BulkValues } from './read-elements';
import { encapsulatedFrames, joined, nativeFrames, pixelElement } from './read-frames';
import type { FramePieces } from './read-frames';

/** One file of the folder, read. */
export interface ReadFile {
  readonly transferSyntaxUid: string;
  readonly dataset: DicomJson;
  readonly bulk: BulkValues;
  /** 0 where there are no pixel data */
  readonly numberOfFrames: number;
  frame(index: number): Uint8Array;
}

interface Options {
  readonly TransferSyntaxUID?: string;
  readonly inflater?: (bytes: Uint8Array, position: number) => Uint8Array;
  readonly vrCallback?: (tag: string) => string | undefined;
}
const { parseDicom, readPart10Header } = createRequire(import.meta.url)('dicom-parser') as {
  parseDicom(bytes: Uint8Array, options?: Options): DataSet;
  /** The file meta information alone */
  readPart10Header(bytes: Uint8Array): DataSet;
};

/** Inflated data sets larger than this are refused: a small file may unpack to anything. */
const inflateLimit = 1 << 30;

/**
 * Reads a DICOM file, with or without preamble and meta information.
 * @throws Error in words where it is not DICOM, is cut off, or its pixel data cannot be cut into frames
 */
export function readDicomFile(bytes: Uint8Array): ReadFile {
  const { dataSet, transferSyntaxUid } = parsed(withOffsetsAsBytes(bytes));
  const littleEndian = transferSyntaxUid !== ts.explicitBigEndian;
  const bulk: BulkValues = new Map();
  const dataset = readElements(dataSet, littleEndian, bulk);
  const element = pixelElement(dataSet);
  const pieces =
    element && element.length !== 0 ? framePieces(dataSet, element, transferSyntaxUid, littleEndian) : [];
  return {
    // What is handed out is little endian and inflated
    transferSyntaxUid: isEncapsulated(transferSyntaxUid) ? transferSyntaxUid : ts.explicitLittleEndian,
    dataset,
    bulk,
    numberOfFrames: pieces.length,
    frame: (index) => joined(pieces[index] ?? []),
  };
}

/** (7FE0,0001) and (7FE0,0002) with the VR OV, which the parser does not know; OB has the same form. */
const OFFSET_TABLES = ['e07f01004f56', 'e07f02004f56'].map((bytes) => Buffer.from(bytes, 'hex'));
const VR_AT = 4;

function withOffsetsAsBytes(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = OFFSET_TABLES.map((table) => file.indexOf(table));
  if (places.some((at) => at < 0)) return bytes;
  const copy = Uint8Array.from(bytes);
  for (const at of places) copy.set([0x4f, 0x42], at + VR_AT);
  return copy;
}

function framePieces(
  dataSet: DataSet,
  element: Element,
  transferSyntaxUid: string,
  littleEndian: boolean,
): FramePieces {
  const said = dataSet.elements['x00280008'] ? dataSet.intString('x00280008') : undefined;
  const count = isVideo(transferSyntaxUid) ? 1 : Math.max(1, said ?? 1);
  return element.encapsulatedPixelData && isEncapsulated(transferSyntaxUid)
    ? encapsulatedFrames(dataSet, element, count)
    : nativeFrames(dataSet, element, count, littleEndian);
}

function parsed(given: Uint8Array): { dataSet: DataSet; transferSyntaxUid: string } {
  const bytes = withExplicitMeta(given);
  const hasPreamble = bytes.length > 132 && String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM';
  if (hasPreamble) {
    const transferSyntaxUid = metaSyntax(bytes);
    const whole = isEncapsulated(transferSyntaxUid) ? bytes : withPixelLength(bytes);
    return { dataSet: parse(whole, {}), transferSyntaxUid };
  }
  // Meta information without a preamble is put behind one
  if (bytes[0] === 2 && bytes[1] === 0) {
    const preamble = new Uint8Array(132);
    preamble.set([0x44, 0x49, 0x43, 0x4d], 128);
    return parsed(concatenated([preamble, bytes]));
  }
  const transferSyntaxUid = guessedSyntax(bytes);
  return { dataSet: parse(bytes, { TransferSyntaxUID: transferSyntaxUid }), transferSyntaxUid };
}

function parse(bytes: Uint8Array, options: Options): DataSet {
  try {
    return parseDicom(bytes, { ...options, inflater: inflated, vrCallback: implicitVr });
  } catch (reason) {
    const said =
      reason instanceof Error ? reason.message : ((reason as { exception?: unknown })?.exception ?? reason);
    const words = typeof said === 'string' ? said : 'not readable as DICOM';
    throw new Error(words.replace(/^dicomParser\.\w+: /, ''), { cause: reason });
  }
}

/** Needed by the parser to see sequences and their items where the VR is not written. */
function implicitVr(tag: string): string | undefined {
  const vr = vrOfTag(tag.slice(1).toUpperCase());
  return vr === undefined || vr.length !== 2 || vr !== vr.toUpperCase() ? undefined : vr;
}

/** PS3.5 A.5: everything after the meta information, raw deflate. */
function inflated(bytes: Uint8Array, position: number): Uint8Array {
  const body = inflateRawSync(bytes.subarray(position), { maxOutputLength: inflateLimit });
  return concatenated([bytes.subarray(0, position), body]);
}

function metaSyntax(bytes: Uint8Array): string {
  return readPart10Header(bytes).string('x00020010') ?? ts.implicitLittleEndian;
}

/** A bare data set: explicit where a VR stands after the first tag; big endian where group 8 is the wrong way round. */
function guessedSyntax(bytes: Uint8Array): string {
  const group = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  const isBig = group === 0x0800;
  if (!isBig && group !== 0x0008)
    throw new Error('Not a DICOM file: no DICM prefix, and it does not begin with group 8');
  const vr = String.fromCharCode(bytes[4] ?? 0, bytes[5] ?? 0);
  if (isBig) return ts.explicitBigEndian;
  return /^[A-Z]{2}$/.test(vr) ? ts.explicitLittleEndian : ts.implicitLittleEndian;
}
