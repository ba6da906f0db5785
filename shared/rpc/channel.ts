/**
 * Two ends that pass messages in order: a worker's port, a socket, Electron's IPC, a WebSocket.
 * Messages are plain data.
 */
export interface Channel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the other end is gone or `close` was called. */
  onClose(listener: () => void): void;
  close(): void;
}
