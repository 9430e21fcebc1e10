import { Buffer, isUtf8 } from 'node:buffer';
import { err, ok, type Result } from '@fieldgoal/domain';

interface DecodedText {
  /** Without byte order mark. */
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16';
}

/** Why bytes are no text; row and value where one line is to blame. */
interface DecodeProblem {
  readonly row: number | null;
  readonly value: string | null;
  readonly message: string;
}
type Decoded = Result<DecodedText, DecodeProblem>;

const SAVE_AS_CSV = 'Save it as CSV (UTF-8) and choose that file.';

/** First bytes of files that are chosen by mistake, with what they are. */
const KNOWN_BINARIES: readonly (readonly [magic: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], `This is an Excel workbook or a zip archive, not a CSV file. ${SAVE_AS_CSV}`],
  [[0xd0, 0xcf, 0x11, 0xe0], `This is an old Excel workbook (.xls), not a CSV file. ${SAVE_AS_CSV}`],
  [[0x25, 0x50, 0x44, 0x46], 'This is a PDF document, not a CSV file. Export the data as CSV (UTF-8) and choose that file.'],
  [[0x1f, 0x8b], 'This is a compressed file (gzip). Unpack it and choose the CSV file inside.'],
  [[0x89, 0x50, 0x4e, 0x47], 'This is a picture (PNG), not a CSV file.'],
  [[0xff, 0xd8, 0xff], 'This is a picture (JPEG), not a CSV file.'],
];

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, at) => bytes[at] === byte);
}

function refusal(message: string, row: number | null = null, value: string | null = null): Decoded {
  return err({ row, value, message });
}

function firstLineThatIsNotUtf8(bytes: Uint8Array): { row: number; start: string } {
  let from = 0;
  for (let row = 1; from <= bytes.length; row += 1) {
    const newline = bytes.indexOf(0x0a, from);
    const end = newline === -1 ? bytes.length : newline;
    const line = bytes.subarray(from, end);
    if (!isUtf8(line)) return { row, start: Buffer.from(line).toString('utf8').slice(0, 60).trim() };
    if (newline === -1) break;
    from = end + 1;
  }
  return { row: 1, start: '' };
}

function decodeUtf16(bytes: Uint8Array, label: 'utf-16le' | 'utf-16be'): Decoded {
  try {
    return ok({ text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding: 'UTF-16' });
  } catch {
    return refusal(`The file begins like UTF-16 text but is damaged. ${SAVE_AS_CSV}`);
  }
}

/**
 * Reads the bytes of a file as text.
 *
 * Shape:  UTF-8 with or without byte order mark, UTF-16 with one → text without the mark.
 * Errors: as values, in words: empty file, binary file, or bytes that are not UTF-8 (with the first bad line).
 *         Other encodings are refused rather than guessed: a wrong guess changes customers' names silently.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return refusal('The file is empty. Export it again with its header row and data.');
  if (startsWith(bytes, [0xff, 0xfe])) return decodeUtf16(bytes, 'utf-16le');
  if (startsWith(bytes, [0xfe, 0xff])) return decodeUtf16(bytes, 'utf-16be');
  for (const [magic, message] of KNOWN_BINARIES) if (startsWith(bytes, magic)) return refusal(message);
  if (bytes.includes(0)) {
    return refusal(`This is a binary file, or UTF-16 text without a byte order mark. ${SAVE_AS_CSV}`);
  }
  if (!isUtf8(bytes)) {
    const bad = firstLineThatIsNotUtf8(bytes);
    const advice = 'Save the file as "CSV UTF-8" and choose it again; nothing was guessed so that no name is changed.';
    return refusal(`The text is not UTF-8: line ${bad.row} has bytes that are none of its characters. ${advice}`, bad.row, bad.start);
  }
  return ok({ text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' });
}
