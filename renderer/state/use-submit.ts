import { type FormEvent, useState } from 'react';
import { whyNot } from '../texts/told.ts';

interface Submission {
  readonly busy: boolean;
  /** Why the last attempt failed, as a sentence. */
  readonly error: string | null;
  readonly clear: () => void;
  /** Does it without a form. */
  readonly start: () => void;
  readonly onSubmit: (event: FormEvent) => void;
}

/** A form that does one thing, says why it failed, and does not do it twice at once. */
export function useSubmit(work: () => Promise<unknown>): Submission {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(whyNot(failure));
    } finally {
      setBusy(false);
    }
  };
  const start = () => {
    if (!busy) void submit();
  };
  return {
    busy,
    error,
    clear: () => setError(null),
    start,
    onSubmit: (event) => {
      event.preventDefault();
      start();
    },
  };
}
