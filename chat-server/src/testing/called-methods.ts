type Method = (...args: unknown[]) => unknown;

/** Notes which methods of some objects are called, whoever else has an object of the same class. */
export class CalledMethods {
  readonly #uncalled = new Set<string>();
  readonly #restore: (() => void)[] = [];

  /** @param objects by what they are called in {@link missing} */
  constructor(objects: ReadonlyMap<string, object>) {
    for (const [name, object] of objects) {
      const prototype = Object.getPrototypeOf(object) as Record<string, unknown>;
      for (const key of Object.getOwnPropertyNames(prototype)) {
        const descriptor = Object.getOwnPropertyDescriptor(prototype, key);
        if (key !== 'constructor' && typeof descriptor?.value === 'function') {
          this.#note(prototype, key, `${name}.${key}`);
        }
      }
    }
  }

  /** Those that nobody has called yet. */
  get missing(): string[] {
    return [...this.#uncalled];
  }

  stop(): void {
    for (const restore of this.#restore.splice(0)) restore();
  }

  #note(prototype: Record<string, unknown>, key: string, name: string): void {
    const [method, uncalled] = [prototype[key] as Method, this.#uncalled];
    uncalled.add(name);
    prototype[key] = function (this: unknown, ...args: unknown[]) {
      uncalled.delete(name);
      return method.apply(this, args);
    };
    this.#restore.push(() => (prototype[key] = method));
  }
}
