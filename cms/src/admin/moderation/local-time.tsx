'use client';

import { useSyncExternalStore } from 'react';

import type { Language } from './words';

const never = (): (() => void) => () => undefined;

/** A time where the reader is, which the server that renders the page first does not know. */
export function LocalTime({ language, time }: { language: Language; time: string }) {
  const isHere = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return <time dateTime={time}>{isHere ? format.format(new Date(time)) : null}</time>;
}
