/**
 * What the preload script puts on the page as `window.shoal`: a pipe to the host, and the one thing
 * that only Electron can tell. Messages are JSON-RPC, as plain data.
 */
export interface ShoalBridge {
  send(message: unknown): void;
  /** Messages that came before the first listener are kept for it. */
  onMessage(listener: (message: unknown) => void): void;
  /** The absolute path of a file or folder dropped on the window; empty for one not on disk. */
  pathOf(file: File): string;
}
