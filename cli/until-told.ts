const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface End extends Disposable {
  /** Settles at the first signal, or when `tell` is called. */
  readonly told: Promise<void>;
  readonly tell: () => void;
}

/** Waits for the end of a node; a second signal ends the process without any further ado. */
export function untilTold(): End {
  let tell: () => void = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const ignore = () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  function onSignal() {
    ignore();
    tell();
  }
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return { told, tell, [Symbol.dispose]: ignore };
}
