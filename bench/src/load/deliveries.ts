/** Which messages have come to which listeners, and how often. */
export class Deliveries {
  readonly #listeners: number;
  readonly #messages: number;
  readonly #first: number;
  readonly #counts: Uint8Array;
  #whole = 0;
  #twice = 0;

  /** @param first the number of the first message that counts; those before are passed over */
  constructor(options: { listeners: number; messages: number; first: number }) {
    this.#listeners = options.listeners;
    this.#messages = options.messages;
    this.#first = options.first;
    this.#counts = new Uint8Array(options.listeners * options.messages);
  }

  /** @returns whether it counts, and came for the first time */
  record(listener: number, number: number): boolean {
    const message = number - this.#first;
    if (message < 0 || message >= this.#messages) return false;
    const place = listener * this.#messages + message;
    if (this.#counts[place] !== 0) {
      this.#twice += 1;
      return false;
    }
    this.#counts[place] = 1;
    this.#whole += 1;
    return true;
  }

  get expected(): number {
    return this.#listeners * this.#messages;
  }

  get delivered(): number {
    return this.#whole;
  }

  get lost(): number {
    return this.expected - this.#whole;
  }

  get twice(): number {
    return this.#twice;
  }
}
