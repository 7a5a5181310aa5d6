import { storage } from './storage';
import { createStore } from './store';

export type Theme = 'light' | 'dark';

// public/theme.js reads the same key before the first paint.
const storageKey = 'coco.theme';

const darkSystem = window.matchMedia('(prefers-color-scheme: dark)');

function chosenTheme(): Theme | null {
  const stored = storage.read(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : null;
}

const systemTheme = (): Theme => (darkSystem.matches ? 'dark' : 'light');

/** The colours shown now: the visitor's choice, else the system's. */
export const themeStore = createStore<Theme>(chosenTheme() ?? systemTheme());

darkSystem.addEventListener('change', () => {
  if (chosenTheme() === null) themeStore.set(systemTheme());
});

export function chooseTheme(theme: Theme): void {
  storage.write(storageKey, theme);
  document.documentElement.dataset['theme'] = theme;
  themeStore.set(theme);
}
