/** Something of the site, in each of its languages. */
export interface Translated<T> {
  ko: T;
  en: T;
}

export type Language = keyof Translated<unknown>;

/** A document as it is written here: any part of it may stand in both languages. */
export type InBothLanguages<T> =
  | Translated<T>
  | (T extends readonly (infer Item)[]
      ? InBothLanguages<Item>[]
      : T extends object
        ? { [Key in keyof T]: InBothLanguages<T[Key]> }
        : T);

/** The same document in one language. */
export function inLanguage<T>(document: InBothLanguages<T>, language: Language): T {
  return translate(document, language) as T;
}

function translate(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => translate(item, language));
  if (!isRecord(value)) return value;
  if ('ko' in value && 'en' in value) return value[language];
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, translate(inner, language)]),
  );
}

/**
 * Gives the rows of a document the ids they have in the stored one. Without them Payload would take
 * the second language for new rows, and drop the first.
 */
export function withRowIds(document: unknown, stored: unknown): unknown {
  if (Array.isArray(document) && Array.isArray(stored)) {
    return document.map((item: unknown, index) => withRowIds(item, stored[index]));
  }
  if (!isRecord(document) || !isRecord(stored)) return document;
  const entries = Object.entries(document).map(([name, inner]) => [
    name,
    withRowIds(inner, stored[name]),
  ]);
  return { ...Object.fromEntries(entries), ...('id' in stored ? { id: stored.id } : {}) };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
