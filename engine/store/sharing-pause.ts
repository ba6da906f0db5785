import { EventEmitter } from 'node:events';
import { z } from 'zod';
import type { Sharing } from '../../shared/api/sharing-state.ts';
import { PastError } from '../errors/guests.ts';
import { passOverDiskFull } from '../errors/interruptions.ts';
import { Deadline } from '../waiting/alarm.ts';
import type { DataFolder } from './data-folder.ts';
import type { JsonFile } from './json-file.ts';

const pauseSchema = z.object({
  isPaused: z.boolean(),
  /** When it ends by itself, in milliseconds since the epoch; null if it does not. */
  until: z.number().nullable(),
});

/** Whether nothing of mine is shown or given for a while; kept on disk, and over a restart. */
export class SharingPause implements Disposable {
  readonly events = new EventEmitter<{ changed: [] }>();
  readonly #file: JsonFile<z.infer<typeof pauseSchema>>;
  readonly #end = new Deadline(() => void this.resume().catch(() => {}));
  /** What is being given: how to break it off. */
  readonly #giving = new Set<() => void>();

  private constructor(file: JsonFile<z.infer<typeof pauseSchema>>) {
    this.#file = file;
    if (this.isOn) this.#end.set(file.value.until);
  }

  static async open(folder: DataFolder): Promise<SharingPause> {
    const initial = { isPaused: false, until: null };
    return new SharingPause(await folder.openRecord('sharing.json', pauseSchema, initial));
  }

  get isOn(): boolean {
    const { isPaused, until } = this.#file.value;
    return isPaused && (until === null || until > Date.now());
  }

  /** @throws PastError */
  async pause(until: number | null): Promise<void> {
    if (until !== null && until <= Date.now()) throw new PastError();
    this.#end.set(until);
    await this.#set({ isPaused: true, until });
  }

  async resume(): Promise<void> {
    this.#end.set(null);
    await this.#set({ isPaused: false, until: null });
  }

  /** The machine woke up: it may be late. */
  look(): void {
    this.#end.look();
  }

  toState(): Sharing {
    return this.isOn ? { state: 'paused', until: this.#file.value.until } : { state: 'on' };
  }

  /** While something is given. @param breakOff when it is to be given no more */
  giving(breakOff: () => void): Disposable {
    this.#giving.add(breakOff);
    return { [Symbol.dispose]: () => void this.#giving.delete(breakOff) };
  }

  [Symbol.dispose](): void {
    this.#end[Symbol.dispose]();
  }

  /** It holds at once, whatever becomes of the file. */
  async #set(value: z.infer<typeof pauseSchema>): Promise<void> {
    const written = this.#file.update(() => value);
    this.events.emit('changed');
    if (value.isPaused) for (const breakOff of [...this.#giving]) breakOff();
    await written.catch(passOverDiskFull);
  }
}
