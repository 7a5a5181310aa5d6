/**
 * localStorage, where a browser may refuse (private windows, blocked cookies, full disk): reading then
 * finds nothing and writing returns false, and whoever asked goes on with what is in memory.
 */
export const storage = {
  read(key: string): string | null {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },

  write(key: string, value: string | null): boolean {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      return true;
    } catch {
      return false;
    }
  },

  keys(prefix: string): string[] {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  },

  /** Calls back when another tab of this site changes the key. Returns what ends it. */
  watch(key: string, onChange: (value: string | null) => void): () => void {
    const listener = (event: StorageEvent) => {
      if (event.storageArea === localStorage && (event.key === key || event.key === null)) {
        onChange(event.key === null ? null : event.newValue);
      }
    };
    window.addEventListener('storage', listener);
    return () => window.removeEventListener('storage', listener);
  },
};
