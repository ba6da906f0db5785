import type { StateStore } from './state-store.ts';

type Handler = (...params: never[]) => unknown;

/** The same commands: what one has changed is told before its answer, so who asked may look at once. */
export function toldFirst<H extends Readonly<Record<string, Handler>>>(
  handlers: H,
  store: StateStore,
): H {
  const told =
    (handler: Handler): Handler =>
    async (...params) => {
      try {
        return await handler(...params);
      } finally {
        store.flush();
      }
    };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, told(handler)]),
  ) as H;
}
