const placeholder = /<[^<>]+>/g;
const isPlaceholder = /^<[^<>]+>$/;

/** What the `<placeholders>` of a page stand for in this run, by name. */
export class Placeholders {
  readonly #values = new Map<string, unknown>();

  get(name: string): unknown {
    if (!this.#values.has(name)) throw new Error(`Nothing is known yet for ${name}`);
    return this.#values.get(name);
  }

  /** Puts the values in. */
  fill(text: string): string {
    return text.replaceAll(placeholder, (name) => String(this.get(name)));
  }

  /**
   * Compares an answer with what the page says: as it is written, but that an object may have more
   * fields, and a placeholder stands for any one value, the same each time.
   *
   * @returns where they differ, in words; null where they do not
   */
  differences(expected: unknown, actual: unknown, path = 'answer'): string | null {
    if (typeof expected === 'string' && isPlaceholder.test(expected)) {
      return this.#bind(expected, actual, path);
    }
    if (typeof expected !== 'object' || expected === null) {
      return expected === actual ? null : `${path}: ${json(actual)} is not ${json(expected)}`;
    }
    if (typeof actual !== 'object' || actual === null) return `${path}: ${json(actual)}`;
    if (Array.isArray(expected) && (!Array.isArray(actual) || actual.length !== expected.length)) {
      return `${path}: not ${expected.length} items: ${json(actual)}`;
    }
    for (const [key, value] of Object.entries(expected)) {
      const inner = (actual as Record<string, unknown>)[key];
      const difference = this.differences(value, inner, `${path}.${key}`);
      if (difference !== null) return difference;
    }
    return null;
  }

  #bind(name: string, actual: unknown, path: string): string | null {
    if (actual === undefined || actual === null || typeof actual === 'object') {
      return `${path}: ${json(actual)} is no value for ${name}`;
    }
    if (!this.#values.has(name)) this.#values.set(name, actual);
    const known = this.#values.get(name);
    return known === actual ? null : `${path}: ${json(actual)} is not ${name}, ${json(known)}`;
  }
}

const json = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
