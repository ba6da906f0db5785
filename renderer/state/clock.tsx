import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

const ClockContext = createContext(0);
const EVERY = 10_000;

/** One clock for all ages on screen. */
export function Clock({ children }: { children: ReactNode }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY);
    return () => clearInterval(timer);
  }, []);
  return <ClockContext value={now}>{children}</ClockContext>;
}

/** Milliseconds since the epoch, a few seconds old at most. */
export function useNow(): number {
  return useContext(ClockContext);
}

/** Whether `milliseconds` have passed since `since`, a time of `performance.now`; false while that is null. */
export function usePassed(since: number | null, milliseconds: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    setPassed(false);
    if (since === null) return;
    const timer = setTimeout(
      () => setPassed(true),
      Math.max(0, since + milliseconds - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [since, milliseconds]);
  return passed;
}
