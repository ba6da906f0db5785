/** Waiting times that double from `first` to `most`, in milliseconds. */
export class BackOff {
  readonly #first: number;
  readonly #most: number;
  #next: number;

  constructor(first: number, most: number) {
    this.#first = first;
    this.#most = most;
    this.#next = first;
  }

  next(): number {
    const wait = this.#next;
    this.#next = Math.min(this.#most, wait * 2);
    return wait;
  }

  reset(): void {
    this.#next = this.#first;
  }
}
