// What Shoal uses of hyperdht, which comes without types.
declare module 'hyperdht' {
  interface KeyPair {
    readonly publicKey: Buffer;
    readonly secretKey: Buffer;
  }
  interface Place {
    readonly host: string;
    readonly port: number;
  }
  interface NodeOptions {
    readonly bootstrap: readonly Place[];
    /** Where its sockets are bound. */
    readonly host: string;
    /** Another one is taken where this is in use, unless they are named: from the first until before the second. */
    readonly port: number | readonly [number, number];
    /** False for a node that others may count on. */
    readonly ephemeral?: boolean;
    readonly firewalled?: boolean;
    readonly anyPort?: boolean;
  }
  /** A duplex of `streamx`, which is not quite Node's: its `write` takes no callback. */
  interface DhtSocket {
    /** Null while it is not connected. */
    readonly rawStream: { readonly remoteHost: string; readonly remotePort: number } | null;
    on(event: 'data', listener: (chunk: Buffer) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'open' | 'end' | 'close' | 'drain', listener: () => void): this;
    /** Whether more may be written before `drain`. */
    write(chunk: Buffer): boolean;
    end(): void;
    pause(): void;
    resume(): void;
    destroy(error?: Error): void;
  }
  interface DhtServer {
    listen(keyPair: KeyPair): Promise<unknown>;
    /** Is announced anew. */
    refresh(): void;
    close(): Promise<void>;
  }
  class HyperDHT {
    /** A node that knows no other, and that others begin with. @param host its IPv4 address for others */
    static bootstrapper(port: number, host: string, options: Partial<NodeOptions>): HyperDHT;
    static keyPair(seed: Buffer): KeyPair;
    constructor(options: NodeOptions);
    /** The nodes that have answered lately. */
    readonly nodes: { readonly length: number };
    fullyBootstrapped(): Promise<void>;
    createServer(
      options: {
        readonly shareLocalAddress: boolean;
        /** Whether somebody is refused. */
        firewall(key: Buffer, payload: unknown, from: Place): boolean;
      },
      onConnection: (socket: DhtSocket) => void,
    ): DhtServer;
    connect(publicKey: Buffer, options: { readonly localConnection: boolean }): DhtSocket;
    refresh(): void;
    address(): Place | null;
    destroy(options?: { readonly force: boolean }): Promise<void>;
  }

  export type { DhtSocket };
  export default HyperDHT;
}
