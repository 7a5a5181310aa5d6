const listeners = new Set<() => void>();

/** To be called when the viewer has blocked somebody, or does so no more: what rooms hold looks different then. */
export function announceBlocksChanged(): void {
  for (const listener of [...listeners]) listener();
}

/** Returns what ends it. */
export function onBlocksChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
