import type { ImportFile, ImportOptions, ImportPreview } from '@fieldgoal/domain';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '../../lib/trpc.ts';
import { importInput } from './wizard.ts';

/** Long enough to type a percentage, short enough not to be waited for. */
const SETTLE_MS = 350;

/**
 * Asks for a preview whenever files or options change, and once more after every change that comes meanwhile.
 *
 * Law: only the answer to the latest question is taken; while it is on its way, `isChecking` is true.
 */
export function usePreview(files: readonly ImportFile[], options: ImportOptions | null, onPreview: (preview: ImportPreview) => void) {
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.imports.preview.mutationOptions());
  const [isChecking, setIsChecking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const answered = useRef<{ files: unknown; options: ImportOptions | null; attempt: number } | null>(null);
  const received = useRef(onPreview);
  useEffect(() => {
    received.current = onPreview;
  });

  useEffect(() => {
    if (files.length === 0) {
      answered.current = null;
      setIsChecking(false);
      setError(null);
      return;
    }
    const question = { files, options, attempt };
    const last = answered.current;
    if (last !== null && last.files === files && last.options === options && last.attempt === attempt) return;
    let isLatest = true;
    setIsChecking(true);
    setError(null);
    // The first look at the files has nothing to wait for.
    const timer = setTimeout(
      () => {
        mutateAsync({ files: [...files], options: options === null ? null : importInput(options) }).then(
          (preview) => {
            if (!isLatest) return;
            answered.current = question;
            setIsChecking(false);
            received.current(preview);
          },
          (reason: unknown) => {
            if (!isLatest) return;
            setIsChecking(false);
            setError(reason);
          },
        );
      },
      last?.files === files ? SETTLE_MS : 0,
    );
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [files, options, attempt, mutateAsync]);

  return { isChecking, error, retry: () => setAttempt((count) => count + 1) };
}
