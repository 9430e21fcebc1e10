import { expect, it } from 'vitest';
import { MAX_FILE_BYTES, readFiles, toBase64 } from '../../../../../apps/desktop/src/renderer/pages/import/read-files.ts';

it('keeps every byte of a file, also beyond one piece', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  expect(Uint8Array.from(atob(toBase64(bytes)), (letter) => letter.charCodeAt(0))).toEqual(bytes);
});

it('refuses a file that is too large by name and says what to do, and still reads the others', async () => {
  const large = new File(['x'], 'large.csv');
  Object.defineProperty(large, 'size', { value: MAX_FILE_BYTES + 1 });
  const read = await readFiles([large, new File(['a,b'], 'small.csv')]);
  expect(read.files).toEqual([{ name: 'small.csv', base64: btoa('a,b') }]);
  expect(read.problems).toEqual([expect.stringMatching(/large\.csv has 65 MB.*Split it/)]);
});
