import type { Problem, Self } from '../../shared/api/state.ts';
import { asShoalError } from '../../shared/errors.ts';
import type { NetworkedEngine } from './networked-engine.ts';

interface Listen {
  readonly host: string;
  /** Null for the one that is set. */
  readonly port: number | null;
}

/** Where the engine listens: as the command line says, else as it is set, else anywhere. */
export class PortChoice {
  readonly #told: Listen;
  readonly #thatIsSet: () => number | null;
  #takesAny = false;

  /**
   * @param told as the command line has it
   * @param thatIsSet null for any port
   */
  constructor(told: Listen, thatIsSet: () => number | null) {
    this.#told = told;
    this.#thatIsSet = thatIsSet;
  }

  get listen(): { host: string; port: number } {
    const { host, port } = this.#told;
    return { host, port: port ?? (this.#takesAny ? 0 : (this.#set ?? 0)) };
  }

  /** A port that was set and that another program has now is no reason not to start. */
  async start(engine: Pick<NetworkedEngine, 'start' | 'setProblem'>): Promise<Self> {
    try {
      return await engine.start();
    } catch (error) {
      const port = this.#set;
      if (port === null || asShoalError(error).code !== 'port-busy') throw error;
      this.#takesAny = true;
      engine.setProblem('port', busy(port));
      return await engine.start();
    }
  }

  get #set(): number | null {
    return this.#told.port === null ? this.#thatIsSet() : null;
  }
}

function busy(port: number): Problem {
  const sentence = `Port ${port} is in use by another program, so teammates reach you at another one. Choose another port in the settings, or end that program and start Shoal again.`;
  return { code: 'port-busy', sentence };
}
