import { storage } from './storage';
import { createStore, useStore } from './store';

export type Locale = 'ko' | 'en';

/** Each language by its own name. */
export const localeNames: Record<Locale, string> = { ko: '한국어', en: 'English' };

/**
 * The texts of one feature, in each language. Written as plain objects, with functions where a text holds a
 * value, so that a missing or misspelt one does not compile.
 */
export type Texts<Text> = Readonly<Record<Locale, Text>>;

const storageKey = 'coco.locale';

function isLocale(value: unknown): value is Locale {
  return value === 'ko' || value === 'en';
}

function chosenLocale(): Locale | null {
  const stored = storage.read(storageKey);
  return isLocale(stored) ? stored : null;
}

function browserLocale(): Locale {
  const preferred = navigator.languages.map((tag) => tag.split('-')[0]).find(isLocale);
  return preferred ?? 'en';
}

export const localeStore = createStore<Locale>(chosenLocale() ?? browserLocale());

const showLocale = () => {
  document.documentElement.lang = localeStore.get();
};
showLocale();
localeStore.subscribe(showLocale);

/** The visitor's own choice, kept for the next visit. */
export function chooseLocale(locale: Locale): void {
  storage.write(storageKey, locale);
  localeStore.set(locale);
}

/** A choice known from elsewhere (the account), which gives way to one made here. */
export function suggestLocale(locale: Locale): void {
  if (chosenLocale() === null) localeStore.set(locale);
}

export function useLocale(): Locale {
  return useStore(localeStore);
}

export function useText<Text>(texts: Texts<Text>): Text {
  return texts[useLocale()];
}
