const alone = new WeakMap<object, readonly [object]>();

/** The same array each time for the same event, for all who are told it alone. */
export function asOne<Event extends object>(event: Event): readonly [Event] {
  const known = alone.get(event) as readonly [Event] | undefined;
  if (known) return known;
  const one = [event] as const;
  alone.set(event, one);
  return one;
}
