'use client';

import type { RandomFigures } from '@coco-chat/collections';
import { useConfig, useTranslation } from '@payloadcms/ui';
import { formatAdminURL } from 'payload/shared';
import { useEffect, useState } from 'react';

import { languageOf } from '../moderation/words';
import './random.css';
import { randomWords } from './words';

const everyMs = 5_000; // 5 seconds

/** Figures that go on by themselves while somebody can see them. */
export function LiveFigures({ now }: { now: RandomFigures }) {
  const { config } = useConfig();
  const { i18n } = useTranslation();
  const [figures, setFigures] = useState(now);
  const language = languageOf(i18n);
  const words = randomWords[language];
  const path = formatAdminURL({ apiRoute: config.routes.api, path: '/random-match/figures' });

  useEffect(() => {
    const gone = new AbortController();
    const timer = setInterval(() => {
      if (document.visibilityState === 'hidden') return;
      void readFigures(path, gone.signal).then((read) => {
        if (read) setFigures(read);
      });
    }, everyMs);
    return () => {
      clearInterval(timer);
      gone.abort();
    };
  }, [path]);

  const format = new Intl.NumberFormat(language);
  const shown = {
    waiting: figures.waiting === null ? words.unknown : format.format(figures.waiting),
    active: format.format(figures.active),
    matchedToday: format.format(figures.matchedToday),
    medianWait: figures.medianWaitMs === null ? '–' : words.duration(figures.medianWaitMs),
  };
  return (
    <section aria-label={words.figures} className="coco-figures">
      <dl>
        {(['waiting', 'active', 'matchedToday', 'medianWait'] as const).map((name) => (
          <div key={name}>
            <dt>{words[name]}</dt>
            <dd>{shown[name]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Null where they could not be read: those that are shown stay until the next time. */
async function readFigures(path: string, signal: AbortSignal): Promise<RandomFigures | null> {
  try {
    const response = await fetch(path, { signal });
    return response.ok ? ((await response.json()) as RandomFigures) : null;
  } catch {
    return null;
  }
}
